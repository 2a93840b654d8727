import {
  type PinPadEffect,
  type PinPadInput,
  type PinPadKey,
  type PinPadState,
  pinPadLines,
  pinPadOn,
  stepPinPad,
} from "../../../device-emulators/devices/pin-pad/pin-pad.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import type { Emit, TraceEvents } from "../trace-events.ts";
import type { LineEnd } from "../world/line.ts";
import { runMachine } from "../world/machine.ts";
import type { Node } from "../world/node.ts";

/** The PIN pad on its cable. Who holds it is the desk's to say. */
export type MountedPad = {
  readonly press: (key: PinPadKey) => void;
  readonly asks: () => boolean;
  readonly lines: () => readonly [string, string];
};

/** What a PIN pad hangs on, and whom it tells. */
export type PadPorts = {
  readonly node: Node;
  readonly emit: Emit;
  readonly cable: LineEnd;
  readonly masterKey: string;
  /** Seeds the pad's own random numbers. */
  readonly seed: number;
  /** Called when the pad begins to ask for a PIN, and when it has stopped. */
  readonly asking: (on: boolean) => void;
};

type Answer = TraceEvents["pin-pad.answered"]["answer"];

/** Puts a PIN pad, switched on, at the end of its cable. */
export function mountPad({ node, emit, cable, masterKey, seed, asking }: PadPorts): MountedPad {
  const initial = pinPadOn(fromHex(masterKey), seed);
  let lines = pinPadLines(initial);
  let digits = 0;
  let asked = false;
  /** What it means if the question ends now. */
  let ending: Answer = "timeout";

  const notice = (): void => {
    const question = pad.state().asking;
    if (question !== undefined) digits = question.digits.length;
    if ((question !== undefined) === asked) return;
    asked = question !== undefined;
    if (question === undefined) emit("pin-pad.answered", { answer: ending, digits });
    else emit("pin-pad.asked", { amountMinor: question.amountMinor });
    asking(asked);
  };

  const pad = runMachine<PinPadState, PinPadInput, PinPadEffect>(
    node,
    stepPinPad,
    initial,
    (effect) => {
      if (effect.type === "send") cable.send(effect.bytes);
      else lines = effect.lines;
      notice();
    },
  );

  const send = (input: PinPadInput, meaning: Answer): void => {
    ending = meaning;
    pad.send(input);
    ending = "timeout";
  };
  cable.onReceive = (bytes) => send({ type: "bytes", bytes }, "cancelled");

  return {
    press: (key) => send({ type: "key", key }, key === "cancel" ? "cancelled" : "entered"),
    asks: () => asked,
    lines: () => lines,
  };
}
