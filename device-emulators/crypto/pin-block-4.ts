import { concat, xor } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import { err, type Result } from "../kit/result.ts";
import { AES_BLOCK_BYTES, type BlockCipher } from "./blocks.ts";
import {
  type PinBlockFault,
  readDigit,
  readPinField,
  writeNibble,
  writePinField,
} from "./pin-field.ts";

/** Bytes that make one PIN of one card give many blocks. @source ISO 9564-1:2017, format 4 */
export const PIN_BLOCK_4_RANDOM_BYTES = 8;

const FORMAT = 4;
const FILLER = 0xa;
const PAN_DIGITS_MAX = 19;
const PAN_DIGITS_SHORT = 12;

/**
 * The enciphered format 4 block of a PIN: 16 bytes. Unlike the older formats it has no clear form,
 * as the card's number is mixed in between two passes of the cipher.
 *
 * @param cipher AES under the PIN key
 * @param card the PIN, 4 to 12 digits, and the PAN, 1 to 19 digits with its check digit
 * @param random 8 bytes, fresh for each block
 * @throws on anything else: a PIN pad lets nothing else through
 * @source ISO 9564-1:2017, format 4
 */
export function encipherPinBlock4(
  cipher: BlockCipher,
  card: { readonly pin: string; readonly pan: string },
  random: Uint8Array,
): Uint8Array {
  invariant(random.length === PIN_BLOCK_4_RANDOM_BYTES, "a format 4 block has 8 random bytes");
  const pinField = concat([writePinField(FORMAT, card.pin, () => FILLER), random]);
  return cipher.encrypt(xor(cipher.encrypt(pinField), panField4(card.pan)));
}

/**
 * The PIN in an enciphered format 4 block.
 *
 * @param pan of the card it is claimed for
 * @returns the PIN's digits, or the first fault from left to right
 */
export function decipherPinBlock4(
  cipher: BlockCipher,
  block: Uint8Array,
  pan: string,
): Result<string, PinBlockFault> {
  if (block.length !== AES_BLOCK_BYTES) return err("bad-size");
  const pinField = cipher.decrypt(xor(cipher.decrypt(block), panField4(pan)));
  return readPinField(FORMAT, pinField, (nibble) => nibble === FILLER);
}

/**
 * The PAN field of format 4: how many digits there are above twelve, then the digits, zeros behind.
 *
 * @param pan 1 to 19 digits, check digit included; fewer than twelve get zeros in front
 */
export function panField4(pan: string): Uint8Array {
  invariant(pan.length >= 1 && pan.length <= PAN_DIGITS_MAX, "a PAN has 1 to 19 digits");
  const digits = pan.padStart(PAN_DIGITS_SHORT, "0");
  const field = new Uint8Array(AES_BLOCK_BYTES);
  writeNibble(field, 0, digits.length - PAN_DIGITS_SHORT);
  for (let place = 0; place < digits.length; place += 1) {
    writeNibble(field, place + 1, readDigit(digits, place));
  }
  return field;
}
