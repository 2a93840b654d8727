import { fromLatin1 } from "../../kit/bytes.ts";
import { satisfiesEan13 } from "../../kit/ean-13.ts";
import type { Step } from "../../kit/step.ts";

/** A hand scanner for EAN-13 and for QR codes. Its lamp is lit while it looks for a code, and blinks once it has one. */
export type ScannerState =
  | { readonly kind: "idle" }
  | { readonly kind: "reading"; readonly code: ScannedCode; readonly untilMs: number }
  | { readonly kind: "read"; readonly untilMs: number };

/** What the trigger is pulled over: what it says, and how it is printed. */
export type ScannedCode = { readonly text: string; readonly symbology: "ean-13" | "qr" };

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

/** What follows a code, as scanners come from the factory: Enter. */
const SUFFIX = "\r";

/** One step of the scanner. */
export function stepScanner(
  state: ScannerState,
  input: ScannerInput,
  nowMs: number,
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
  if (state.kind === "reading" && readable(state.code)) {
    return read(state.code.text, nowMs);
  }
  const dark: ScannerEffect = { type: "lamp", lamp: "off" };
  return {
    state: SCANNER_IDLE,
    effects: state.kind === "reading" ? [{ type: "no-read" }, dark] : [dark],
  };
}

/** A QR code mends itself or is not read at all; one that says nothing is none. */
function readable({ text, symbology }: ScannedCode): boolean {
  return symbology === "qr" ? text !== "" : satisfiesEan13(text);
}

function read(code: string, nowMs: number): Step<ScannerState, ScannerEffect> {
  const untilMs = nowMs + READ_LAMP_MS;
  return {
    state: { kind: "read", untilMs },
    effects: [
      { type: "send", bytes: fromLatin1(code + SUFFIX) },
      { type: "lamp", lamp: "read" },
    ],
    wakeAtMs: untilMs,
  };
}
