import { concat } from "../kit/bytes.ts";

/** What pcscd's virtual reader (vpcd) wants of the card at the other end of its socket. */
export type VpcdOrder =
  | { readonly kind: "power-off" | "power-on" | "reset" | "ask-atr" }
  | { readonly kind: "command"; readonly bytes: Uint8Array }
  /** A length of 0, or a control byte that nobody defined; it wants no answer. */
  | { readonly kind: "unknown"; readonly control: number | undefined };

/** Bytes that are no whole order yet; at most one order long. */
export type VpcdReader = { readonly pending: Uint8Array };

export const VPCD_START: VpcdReader = { pending: new Uint8Array(0) };

const LENGTH_BYTES = 2;
const CONTROL_BYTES = 1;
/** @source vsmartcard, vpcd.h */
const CONTROLS: Readonly<Record<number, "power-off" | "power-on" | "reset" | "ask-atr">> = {
  0: "power-off",
  1: "power-on",
  2: "reset",
  4: "ask-atr",
};

/**
 * Reads on from where `reader` stopped: two bytes of length, high one first, and so many more.
 *
 * @returns the whole orders, in order; any bytes are read without failing
 */
export function readVpcd(
  reader: VpcdReader,
  bytes: Uint8Array,
): { readonly reader: VpcdReader; readonly orders: readonly VpcdOrder[] } {
  const input = reader.pending.length === 0 ? bytes : concat([reader.pending, bytes]);
  const orders: VpcdOrder[] = [];
  let at = 0;
  for (let end = endOfOrder(input, at); end <= input.length; end = endOfOrder(input, at)) {
    orders.push(orderOf(input.slice(at + LENGTH_BYTES, end)));
    at = end;
  }
  return { reader: { pending: input.slice(at) }, orders };
}

/** Whether the length of a command is there, and the command itself is not. */
export function commandIsComing({ pending }: VpcdReader): boolean {
  return pending.length >= LENGTH_BYTES && lengthAt(pending, 0) > CONTROL_BYTES;
}

/** An answer to reset or to a command, as vpcd reads it. @param bytes at most 65535 */
export function buildVpcd(bytes: Uint8Array): Uint8Array {
  return concat([Uint8Array.of(bytes.length >> 8, bytes.length), bytes]);
}

function endOfOrder(input: Uint8Array, at: number): number {
  if (at + LENGTH_BYTES > input.length) return Number.POSITIVE_INFINITY;
  return at + LENGTH_BYTES + lengthAt(input, at);
}

function lengthAt(input: Uint8Array, at: number): number {
  return (input[at] ?? 0) * 256 + (input[at + 1] ?? 0);
}

function orderOf(body: Uint8Array): VpcdOrder {
  if (body.length > CONTROL_BYTES) return { kind: "command", bytes: body };
  const control = body[0];
  const kind = control === undefined ? undefined : CONTROLS[control];
  return kind === undefined ? { kind: "unknown", control } : { kind };
}
