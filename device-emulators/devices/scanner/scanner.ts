import type { Machine, Step } from "../../kit/step.ts";
import { FACTORY_FRAMING, type Framing, frameCode, frameText } from "./framing.ts";
import { addOnOf, readable, type ScannedCode } from "./symbologies.ts";

export type { ScannedCode } from "./symbologies.ts";

/** A hand scanner. Its lamp is lit while it looks for a code, and blinks once it has one. */
export type ScannerState =
  | { readonly kind: "idle" }
  | { readonly kind: "reading"; readonly code: ScannedCode; readonly untilMs: number }
  | { readonly kind: "read"; readonly untilMs: number };

export type ScannerInput =
  /** The trigger is pulled over a code, or over what is no readable one. */
  { readonly type: "trigger"; readonly code: ScannedCode } | { readonly type: "tick" };

export type ScannerEffect =
  | { readonly type: "send"; readonly bytes: Uint8Array }
  | { readonly type: "lamp"; readonly lamp: "off" | "reading" | "read" }
  /** It gave up: nothing is sent, and no tick is heard. */
  | { readonly type: "no-read" };

/** From the trigger to the code. Chosen. */
export const READ_MS = 60;
/** How long the lamp shows that a code was read. Chosen. */
export const READ_LAMP_MS = 150;

/** A scanner that hangs in its stand. */
export const SCANNER_IDLE: ScannerState = { kind: "idle" };

/** How a scanner is set up, by codes out of its manual. */
export type ScannerOptions = Framing & {
  /** What is sent in place of a code that cannot be read; without it nothing is. */
  readonly noRead?: string;
  /** A fault: every code is sent so often, as by a hand that shakes. */
  readonly reads?: number;
};

/** One step of a scanner as it comes from the factory: the code, and Enter. */
export const stepScanner = scannerOf(FACTORY_FRAMING);

/** The machine of a scanner that is set up so. */
export function scannerOf(
  options: ScannerOptions,
): Machine<ScannerState, ScannerInput, ScannerEffect> {
  return (state, input, nowMs) => step(state, input, nowMs, options);
}

function step(
  state: ScannerState,
  input: ScannerInput,
  nowMs: number,
  options: ScannerOptions,
): Step<ScannerState, ScannerEffect> {
  if (input.type === "trigger" && state.kind !== "reading") {
    const untilMs = nowMs + READ_MS;
    return {
      state: { kind: "reading", code: input.code, untilMs },
      effects: [{ type: "lamp", lamp: "reading" }],
      wakeAtMs: untilMs,
    };
  }
  if (state.kind === "idle") return { state, effects: [] };
  if (nowMs < state.untilMs) return { state, effects: [], wakeAtMs: state.untilMs };
  const dark: ScannerEffect = { type: "lamp", lamp: "off" };
  if (state.kind === "read") return { state: SCANNER_IDLE, effects: [dark] };
  if (reads(state.code, options)) return read(state.code, nowMs, options);
  const { noRead } = options;
  const said = noRead === undefined ? [] : [send(frameText(noRead, options))];
  return { state: SCANNER_IDLE, effects: [{ type: "no-read" }, ...said, dark] };
}

function reads(code: ScannedCode, { addOns }: ScannerOptions): boolean {
  return readable(code) && (addOns !== "require" || addOnOf(code) !== undefined);
}

function read(
  code: ScannedCode,
  nowMs: number,
  options: ScannerOptions,
): Step<ScannerState, ScannerEffect> {
  const untilMs = nowMs + READ_LAMP_MS;
  const sent = send(frameCode(code, options));
  return {
    state: { kind: "read", untilMs },
    effects: [
      ...Array.from({ length: options.reads ?? 1 }, () => sent),
      { type: "lamp", lamp: "read" },
    ],
    wakeAtMs: untilMs,
  };
}

function send(bytes: Uint8Array): ScannerEffect {
  return { type: "send", bytes };
}
