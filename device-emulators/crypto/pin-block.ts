import { invariant } from "../kit/errors.ts";
import { err, ok, type Result } from "../kit/result.ts";
import { BLOCK_BYTES } from "./blocks.ts";

/** @source ISO 9564-1:2017, PIN length */
export const PIN_DIGITS_MIN = 4;
/** @source ISO 9564-1:2017, PIN length */
export const PIN_DIGITS_MAX = 12;

/** Why a block holds no PIN. A wrong key or a wrong PAN shows as any of these, or as a wrong PIN. */
export type PinBlockFault = "bad-size" | "bad-control" | "bad-length" | "bad-digit" | "bad-filler";

const PAN_DIGITS = 12;
const FILLER = 0xf;
const NIBBLES = BLOCK_BYTES * 2;

/**
 * The clear format 0 block of a PIN, bound to the card's number. It must be enciphered at once.
 *
 * @param pin 4 to 12 digits
 * @param pan 13 digits or more, check digit included
 * @throws on anything else: a PIN pad lets nothing else through
 * @source ISO 9564-1:2017, format 0
 */
export function encodePinBlock(pin: string, pan: string): Uint8Array {
  invariant(
    pin.length >= PIN_DIGITS_MIN && pin.length <= PIN_DIGITS_MAX,
    "a PIN has 4 to 12 digits",
  );
  const block = panField(pan);
  mix(block, 1, pin.length);
  for (let place = 2; place < NIBBLES; place += 1) {
    mix(block, place, place - 2 < pin.length ? digit(pin, place - 2) : FILLER);
  }
  return block;
}

/**
 * The PIN in a deciphered format 0 block.
 *
 * @param pan of the card it is claimed for
 * @returns the PIN's digits, or the first fault from left to right
 */
export function decodePinBlock(block: Uint8Array, pan: string): Result<string, PinBlockFault> {
  if (block.length !== BLOCK_BYTES) return err("bad-size");
  const mask = panField(pan);
  const nibble = (place: number): number => nibbleOf(block, place) ^ nibbleOf(mask, place);
  if (nibble(0) !== 0) return err("bad-control");
  const length = nibble(1);
  if (length < PIN_DIGITS_MIN || length > PIN_DIGITS_MAX) return err("bad-length");
  let pin = "";
  for (let place = 2; place < NIBBLES; place += 1) {
    const value = nibble(place);
    if (place - 2 >= length) {
      if (value !== FILLER) return err("bad-filler");
    } else if (value > 9) {
      return err("bad-digit");
    } else {
      pin += String(value);
    }
  }
  return ok(pin);
}

/** Four zeros, then the twelve digits left of the check digit. */
function panField(pan: string): Uint8Array {
  invariant(pan.length > PAN_DIGITS, "a PIN block needs 12 digits before the check digit");
  const field = new Uint8Array(BLOCK_BYTES);
  const from = pan.length - 1 - PAN_DIGITS;
  for (let place = 0; place < PAN_DIGITS; place += 1) {
    mix(field, NIBBLES - PAN_DIGITS + place, digit(pan, from + place));
  }
  return field;
}

function digit(digits: string, at: number): number {
  const value = digits.charCodeAt(at) - 0x30;
  invariant(value >= 0 && value <= 9, "PIN and PAN are decimal digits");
  return value;
}

function nibbleOf(bytes: Uint8Array, place: number): number {
  const byte = bytes[place >> 1] ?? 0;
  return place % 2 === 0 ? byte >> 4 : byte & 0xf;
}

function mix(bytes: Uint8Array, place: number, value: number): void {
  const byte = bytes[place >> 1] ?? 0;
  bytes[place >> 1] = byte ^ (place % 2 === 0 ? value << 4 : value);
}
