import {
  DRAWER_SHUT,
  type DrawerEffect,
  type DrawerInput,
  type DrawerState,
  PULSE_MIN_MS,
  stepDrawer,
} from "../../../device-emulators/devices/drawer/drawer.ts";
import { attach, type Device } from "../../../device-emulators/transports/attach.ts";
import type { DrawerView } from "../../io/devices/control/views.ts";
import type { DeviceKind, Hand, Told } from "./kind.ts";

/** Chosen: the fifth port behind the printer's usual one. */
const USUAL_PORT = 9105;

const HANDS: readonly (Hand & { readonly input: DrawerInput })[] = [
  // The key pulls the latch back as the solenoid does.
  { word: "unlock", input: { type: "pulse", onMs: PULSE_MIN_MS } },
  { word: "push", input: { type: "pushed" } },
  { word: "jam", input: { type: "jam" } },
  { word: "mend", input: { type: "mend" } },
];

/** A cash drawer: at a printer's kick connector, or behind a trigger box on a cable of its own. */
export const DRAWER: DeviceKind = {
  name: "drawer",
  summary: "a cash drawer behind a box that hears the kick command",
  usualPort: USUAL_PORT,
  hangsOnPrinter: true,
  flags: [{ name: "reversed", means: "drawer: its switch reads low while the tray is out" }],
  hands: HANDS,
  start: (options, { clock, tell, cable }) => {
    const level = levelOf(options.on("reversed"));
    const drawer = attach(DRAWER_AT_CABLE, clock, {
      cable,
      saw: (effect) => tell(toldOf(effect, level)),
    });
    return {
      plug: drawer.plug,
      close: drawer.close,
      hand: (word) => {
        const hand = HANDS.find((each) => each.word === word);
        if (hand !== undefined) drawer.send(hand.input);
      },
      pulse: (onMs) => drawer.send({ type: "pulse", onMs }),
      view: () => viewOf(drawer.state(), level),
    };
  },
};

const DRAWER_AT_CABLE: Device<DrawerState, DrawerInput, DrawerEffect> = {
  // Nothing of a drawer waits for a time.
  machine: (state, input, nowMs) =>
    input.type === "tick" ? { state, effects: [] } : stepDrawer(state, input, nowMs),
  initial: DRAWER_SHUT,
  hears: (bytes) => ({ type: "bytes", bytes }),
  wants: () => undefined,
};

type Level = DrawerView["switch"];

/** What the printer reads of a tray that is out, or not. */
function levelOf(reversed: boolean): (out: boolean) => Level {
  return (out) => (out === reversed ? "low" : "high");
}

function viewOf({ tray }: DrawerState, level: (out: boolean) => Level): DrawerView {
  return { kind: "drawer", tray: tray.kind, switch: level(tray.kind === "open"), printer: null };
}

function toldOf(effect: DrawerEffect, level: (out: boolean) => Level): Told {
  if (effect.type === "left-open") {
    return { event: { event: "left-open", forMs: effect.forMs } };
  }
  const tray = effect.level === "high" ? "open" : "shut";
  return {
    event: { event: "tray", tray, switch: level(tray === "open") },
    shown: [`the drawer is ${tray}`],
  };
}
