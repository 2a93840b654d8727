import { xor } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import { err, type Result } from "../kit/result.ts";
import { DES_BLOCK_BYTES } from "./blocks.ts";
import {
  type PinBlockFault,
  readDigit,
  readPinField,
  writeNibble,
  writePinField,
} from "./pin-field.ts";

export { PIN_DIGITS_MAX, PIN_DIGITS_MIN, type PinBlockFault } from "./pin-field.ts";

/** An integer from 0 up to, not including, `limit`: `Chance.below`. */
export type Draw = (limit: number) => number;

const PAN_DIGITS = 12;
const FILLER = 0xf;
const NIBBLES = DES_BLOCK_BYTES * 2;

/**
 * The clear format 0 block of a PIN, bound to the card's number. It must be enciphered at once.
 *
 * @param pin 4 to 12 digits
 * @param pan 13 digits or more, check digit included
 * @throws on anything else: a PIN pad lets nothing else through
 * @source ISO 9564-1:2017, format 0
 */
export function encodePinBlock(pin: string, pan: string): Uint8Array {
  return xor(
    writePinField(0, pin, () => FILLER),
    panField(pan),
  );
}

/**
 * The PIN in a deciphered format 0 block.
 *
 * @param pan of the card it is claimed for
 * @returns the PIN's digits, or the first fault from left to right
 */
export function decodePinBlock(block: Uint8Array, pan: string): Result<string, PinBlockFault> {
  if (block.length !== DES_BLOCK_BYTES) return err("bad-size");
  return readPinField(0, xor(block, panField(pan)), (nibble) => nibble === FILLER);
}

/** The clear format 1 block, for when no PAN is known yet. @source ISO 9564-1:2017, format 1 */
export function encodePinBlock1(pin: string, draw: Draw): Uint8Array {
  return writePinField(1, pin, () => draw(16));
}

/** The PIN in a deciphered format 1 block: its filler may be anything. */
export function decodePinBlock1(block: Uint8Array): Result<string, PinBlockFault> {
  if (block.length !== DES_BLOCK_BYTES) return err("bad-size");
  return readPinField(1, block, () => true);
}

/** The format 2 block: to a chip card alone, never to a host. @source ISO 9564-1:2017, format 2 */
export function encodePinBlock2(pin: string): Uint8Array {
  return writePinField(2, pin, () => FILLER);
}

/** The PIN in a format 2 block. */
export function decodePinBlock2(block: Uint8Array): Result<string, PinBlockFault> {
  if (block.length !== DES_BLOCK_BYTES) return err("bad-size");
  return readPinField(2, block, (nibble) => nibble === FILLER);
}

/**
 * The clear format 3 block: as format 0, but one PIN of one card gives many blocks.
 *
 * @source ISO 9564-1:2017, format 3
 */
export function encodePinBlock3(pin: string, pan: string, draw: Draw): Uint8Array {
  return xor(
    writePinField(3, pin, () => 10 + draw(6)),
    panField(pan),
  );
}

/** The PIN in a deciphered format 3 block. Its filler may be any letter, and no digit. */
export function decodePinBlock3(block: Uint8Array, pan: string): Result<string, PinBlockFault> {
  if (block.length !== DES_BLOCK_BYTES) return err("bad-size");
  return readPinField(3, xor(block, panField(pan)), (nibble) => nibble >= 10);
}

/** Four zeros, then the twelve digits left of the check digit. */
function panField(pan: string): Uint8Array {
  invariant(pan.length > PAN_DIGITS, "a PIN block needs 12 digits before the check digit");
  const field = new Uint8Array(DES_BLOCK_BYTES);
  const from = pan.length - 1 - PAN_DIGITS;
  for (let place = 0; place < PAN_DIGITS; place += 1) {
    writeNibble(field, NIBBLES - PAN_DIGITS + place, readDigit(pan, from + place));
  }
  return field;
}
