import { COMMAND } from "../../kit/escpos-codes.ts";
import type { Step } from "../../kit/step.ts";

/**
 * A cash drawer: a solenoid that wants a long enough pulse, a switch that reads high while the tray
 * is out, and a box that turns the kick command of a printer (ESC p) into the pulse.
 */
export type DrawerState = {
  readonly tray:
    | { readonly kind: "shut" }
    | { readonly kind: "open"; readonly sinceMs: number }
    | { readonly kind: "jammed" };
  /** A kick command that has not come whole. */
  readonly pending: readonly number[];
};

export type DrawerInput =
  /** From the cable of its own. */
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** From a printer's kick connector. */
  | { readonly type: "pulse"; readonly onMs: number }
  | { readonly type: "pushed" }
  /** A fault: a shut tray does not come out any more. */
  | { readonly type: "jam" }
  /** A jammed tray is freed: it is shut, and comes out again. */
  | { readonly type: "mend" };

export type DrawerEffect =
  | { readonly type: "sensor"; readonly level: "low" | "high" }
  | { readonly type: "left-open"; readonly forMs: number };

/** Chosen, not measured: shorter pulses do not free the latch. */
export const PULSE_MIN_MS = 50;

/** A drawer that is shut. */
export const DRAWER_SHUT: DrawerState = { tray: { kind: "shut" }, pending: [] };

const KICK_BYTES = 5;
/** ESC p counts time in units of this. @source ESC/POS, ESC p */
const KICK_UNIT_MS = 2;

/** One step of the drawer. */
export function stepDrawer(
  state: DrawerState,
  input: DrawerInput,
  nowMs: number,
): Step<DrawerState, DrawerEffect> {
  switch (input.type) {
    case "bytes":
      return hear(state, input.bytes, nowMs);
    case "pulse":
      if (state.tray.kind !== "shut" || input.onMs < PULSE_MIN_MS) return { state, effects: [] };
      return {
        state: { ...state, tray: { kind: "open", sinceMs: nowMs } },
        effects: [{ type: "sensor", level: "high" }],
      };
    case "pushed":
      if (state.tray.kind !== "open") return { state, effects: [] };
      return {
        state: { ...state, tray: { kind: "shut" } },
        effects: [
          { type: "sensor", level: "low" },
          { type: "left-open", forMs: nowMs - state.tray.sinceMs },
        ],
      };
    case "jam":
      if (state.tray.kind !== "shut") return { state, effects: [] };
      return { state: { ...state, tray: { kind: "jammed" } }, effects: [] };
    case "mend":
      if (state.tray.kind !== "jammed") return { state, effects: [] };
      return { state: { ...state, tray: { kind: "shut" } }, effects: [] };
  }
}

function hear(
  state: DrawerState,
  bytes: Uint8Array,
  nowMs: number,
): Step<DrawerState, DrawerEffect> {
  let pending = state.pending;
  let onMs = 0;
  for (const byte of bytes) {
    pending = begun([...pending, byte]);
    if (pending.length < KICK_BYTES) continue;
    onMs = Math.max(onMs, (pending[3] ?? 0) * KICK_UNIT_MS);
    pending = [];
  }
  return stepDrawer({ ...state, pending }, { type: "pulse", onMs }, nowMs);
}

/** As much of the end of `bytes` as may begin a kick command. */
function begun(bytes: readonly number[]): readonly number[] {
  const [first, second] = [COMMAND.kick >> 8, COMMAND.kick & 0xff];
  if (bytes[0] !== first) return [];
  if (bytes[1] === undefined || bytes[1] === second) return bytes;
  return begun(bytes.slice(1));
}
