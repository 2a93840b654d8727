import { invariant } from "../kit/errors.ts";
import { err, ok, type Result } from "../kit/result.ts";

/** @source ISO 9564-1:2017, PIN length */
export const PIN_DIGITS_MIN = 4;
/** @source ISO 9564-1:2017, PIN length */
export const PIN_DIGITS_MAX = 12;

/** Why a block holds no PIN. A wrong key or a wrong PAN shows as any of these, or as a wrong PIN. */
export type PinBlockFault = "bad-size" | "bad-control" | "bad-length" | "bad-digit" | "bad-filler";

/** Places for the digits of a PIN and the filler behind them: all formats have as many. */
const PLACES = 14;
const FIELD_BYTES = 8;

/**
 * The eight bytes of a PIN field: format, length, digits, filler, half a byte each.
 *
 * @param filler gives what fills each place behind the digits
 * @throws on anything but 4 to 12 digits: a PIN pad lets nothing else through
 * @source ISO 9564-1:2017, 9.3
 */
export function writePinField(format: number, pin: string, filler: () => number): Uint8Array {
  invariant(
    pin.length >= PIN_DIGITS_MIN && pin.length <= PIN_DIGITS_MAX,
    "a PIN has 4 to 12 digits",
  );
  const field = new Uint8Array(FIELD_BYTES);
  field[0] = (format << 4) | pin.length;
  for (let place = 0; place < PLACES; place += 1) {
    writeNibble(field, place + 2, place < pin.length ? readDigit(pin, place) : filler());
  }
  return field;
}

/**
 * The digits in a PIN field, or the first fault from left to right.
 *
 * @param field 8 bytes or more, of which the first 8 are read
 * @param fills whether half a byte may stand behind the digits
 */
export function readPinField(
  format: number,
  field: Uint8Array,
  fills: (nibble: number) => boolean,
): Result<string, PinBlockFault> {
  if (readNibble(field, 0) !== format) return err("bad-control");
  const length = readNibble(field, 1);
  if (length < PIN_DIGITS_MIN || length > PIN_DIGITS_MAX) return err("bad-length");
  let pin = "";
  for (let place = 0; place < length; place += 1) {
    const value = readNibble(field, place + 2);
    if (value > 9) return err("bad-digit");
    pin += String(value);
  }
  for (let place = length; place < PLACES; place += 1) {
    if (!fills(readNibble(field, place + 2))) return err("bad-filler");
  }
  return ok(pin);
}

/** The digit at a place of a PIN or a PAN. */
export function readDigit(digits: string, at: number): number {
  const value = digits.charCodeAt(at) - 0x30;
  invariant(value >= 0 && value <= 9, "PIN and PAN are decimal digits");
  return value;
}

/** Writes half a byte that is still zero. */
export function writeNibble(bytes: Uint8Array, place: number, value: number): void {
  const byte = bytes[place >> 1] ?? 0;
  bytes[place >> 1] = byte | (place % 2 === 0 ? value << 4 : value);
}

function readNibble(bytes: Uint8Array, place: number): number {
  const byte = bytes[place >> 1] ?? 0;
  return place % 2 === 0 ? byte >> 4 : byte & 0xf;
}
