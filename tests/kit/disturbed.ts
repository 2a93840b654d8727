import { fromLatin1, toLatin1 } from "../../device-emulators/kit/bytes.ts";
import { CABLE_FAULTS } from "../../device-emulators/kit/faults/cable-faults.ts";
import {
  type Disturbance,
  type DisturbanceEffect,
  type DisturbanceInput,
  stepDisturbance,
  undisturbed,
} from "../../device-emulators/kit/faults/disturbance.ts";
import type { FaultParams } from "../../device-emulators/kit/faults/fault-kind.ts";
import { PRINTER_FAULTS } from "../../device-emulators/kit/faults/printer-faults.ts";
import { usualTimes } from "../../device-emulators/kit/faults/when.ts";

const KINDS = [...CABLE_FAULTS, ...PRINTER_FAULTS];

/** A cable with faults, in time that a test moves on; what arrives is drawn on one line. */
export type Disturbed = {
  readonly open: (link?: number) => void;
  /** The host says something. */
  readonly say: (text: string, link?: number) => void;
  /** The device says something. */
  readonly answer: (text: string, link?: number) => void;
  readonly send: (input: DisturbanceInput) => void;
  readonly pass: (ms: number) => void;
  /**
   * What came of it, in order: `ab` went to the device, `<ab` to the host, `@20` a time of arrival,
   * `!flip` a strike, `end`, `closed`, `cut reset`, `refused`, `unplug 5`, `strike paper-out`.
   */
  readonly drawn: () => string;
  readonly state: () => Disturbance;
};

/** A cable on which `cable.flip` and the like are armed, each with its parameters. */
export function disturb(
  faults: readonly (readonly [string, FaultParams & { nth?: number; times?: number }])[],
  seed = 1,
): Disturbed {
  const drawn: string[] = [];
  let state = undisturbed(seed);
  let nowMs = 0;
  let toldMs = 0;
  let wakeAtMs: number | undefined;

  const draw = (text: string): void => {
    if (nowMs !== toldMs) drawn.push(`@${nowMs}`);
    toldMs = nowMs;
    drawn.push(text);
  };
  const send = (input: DisturbanceInput): void => {
    const step = stepDisturbance(state, input, nowMs);
    state = step.state;
    wakeAtMs = step.wakeAtMs;
    for (const effect of step.effects) draw(drawingOf(effect));
  };
  for (const [id, { nth = 1, times, ...given }] of faults) {
    const kind = KINDS.find((each) => each.id === id);
    if (kind === undefined) throw new Error(`there is no ${id}`);
    const own = Object.fromEntries(kind.params.map(({ name, fallback }) => [name, fallback]));
    const params = { ...own, ...given };
    const order = { fault: id, nth, times: times ?? usualTimes(given), params };
    send({ type: "arm", kind, order });
  }
  return {
    send,
    open: (link = 1) => send({ type: "opened", link }),
    say: (text, link = 1) => send({ type: "bytes", link, way: "device", bytes: fromLatin1(text) }),
    answer: (text, link = 1) => send({ type: "bytes", link, way: "host", bytes: fromLatin1(text) }),
    pass: (ms) => {
      const untilMs = nowMs + ms;
      while (wakeAtMs !== undefined && wakeAtMs <= untilMs) {
        nowMs = Math.max(nowMs, wakeAtMs);
        send({ type: "tick" });
      }
      nowMs = untilMs;
    },
    drawn: () => drawn.join(" "),
    state: () => state,
  };
}

function drawingOf(effect: DisturbanceEffect): string {
  switch (effect.type) {
    case "struck":
      return `!${effect.order.fault.replace(/^\w+\./, "")}`;
    case "opened":
    case "refused":
      return effect.type;
    case "bytes":
      return `${effect.way === "host" ? "<" : ""}${toLatin1(effect.bytes)}`;
    case "ended":
      return `${effect.way === "host" ? "<" : ""}end`;
    case "closed":
      return `${effect.way === "host" ? "<" : ""}${effect.how}`;
    case "cut":
      return `cut ${effect.how}`;
    case "unplug":
      return `unplug ${effect.ms}`;
    case "strike":
      return `strike ${effect.order.fault}`;
  }
}
