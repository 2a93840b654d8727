import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { SWIPE_CHARACTERS_MAX } from "./stripe-reading.ts";

/** How far a scanner's line has come: what may be a stripe is held until its end is there. */
export type ScanGate =
  | { readonly kind: "start" | "code" }
  | { readonly kind: "held"; readonly text: string };

export const OPEN_GATE: ScanGate = { kind: "start" };

const ENDS: readonly number[] = [0x0d, 0x0a];
/** Start sentinels of the tracks: `%` and `;`. @source ISO/IEC 7811-2:2018 */
const SENTINELS: readonly number[] = [0x25, 0x3b];
/** The shortest card number. @source ISO/IEC 7812-1:2017 */
const CARD_NUMBER = /\d{12}/;

/**
 * Lets codes through as they come, and no stripe: a reader of stripes at a scanner's place must not
 * put a card number into any log.
 *
 * @returns what may go on, and how many lines were stopped
 */
export function passScan(
  gate: ScanGate,
  bytes: Uint8Array,
): { readonly gate: ScanGate; readonly passed: Uint8Array; readonly stopped: number } {
  const passed: number[] = [];
  let now = gate;
  let stopped = 0;
  for (const byte of bytes) {
    const held = now.kind === "held" ? now.text : undefined;
    now = step(now, byte);
    if (now.kind === "held") continue;
    if (held !== undefined && CARD_NUMBER.test(held)) stopped += 1;
    else passed.push(...fromLatin1(held ?? ""), byte);
  }
  return { gate: now, passed: Uint8Array.from(passed), stopped };
}

function step(gate: ScanGate, byte: number): ScanGate {
  if (ENDS.includes(byte)) return OPEN_GATE;
  if (gate.kind === "held") return { kind: "held", text: hold(gate.text, byte) };
  const mayBeStripe = gate.kind === "start" && SENTINELS.includes(byte);
  return mayBeStripe ? { kind: "held", text: String.fromCharCode(byte) } : { kind: "code" };
}

/** What is longer than three tracks is cut: no code is, and what it began with decides. */
function hold(text: string, byte: number): string {
  return text.length > SWIPE_CHARACTERS_MAX ? text : text + String.fromCharCode(byte);
}
