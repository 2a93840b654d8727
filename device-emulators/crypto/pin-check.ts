import { fromHex, toHex } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import type { BlockCipher } from "./blocks.ts";
import { hexToDecimals } from "./decimals.ts";

const PVV_DIGITS = 4;
const PVV_PAN_DIGITS = 11;

/**
 * Visa's PIN verification value, four digits: what an issuer keeps instead of a PIN.
 *
 * @param key PVK, triple DES
 * @param card `pan` of 12 digits or more; `keyIndex` (PVKI) one digit; `pin`: its first four count
 * @source Visa Payment Technology Standards, PIN verification value
 */
export function computePvv(
  key: BlockCipher,
  card: { readonly pan: string; readonly keyIndex: string; readonly pin: string },
): string {
  const pan = card.pan.slice(-PVV_PAN_DIGITS - 1, -1);
  const digits = `${pan}${card.keyIndex}${card.pin.slice(0, PVV_DIGITS)}`;
  invariant(/^\d{16}$/.test(digits), "a PVV is computed over 11 + 1 + 4 digits");
  return hexToDecimals(toHex(key.encrypt(fromHex(digits))), PVV_DIGITS);
}

/** How an issuer makes PINs out of card data. */
export type Ibm3624 = {
  /** PIN verification key: single or triple DES. */
  readonly key: BlockCipher;
  /** The decimal digit for each hex digit 0 to F: 16 digits. */
  readonly table: string;
};

/**
 * The PIN that follows from a card's data alone.
 *
 * @param validation 16 hex digits: a part of the PAN, filled up as the issuer does
 * @param digits how long the PIN is, 4 to 16
 * @source IBM 3624, PIN generation, as IBM CCA documents it
 */
export function naturalPin({ key, table }: Ibm3624, validation: string, digits: number): string {
  invariant(/^\d{16}$/.test(table), "a decimalization table has 16 digits");
  const hex = toHex(key.encrypt(fromHex(validation))).slice(0, digits);
  return Array.from(hex, (digit) => table[Number.parseInt(digit, 16)]).join("");
}

/**
 * The offset that leads from a card's natural PIN to the PIN its holder has chosen, digit by digit
 * without carry.
 */
export function pinOffset(issuer: Ibm3624, validation: string, pin: string): string {
  return combine(pin, naturalPin(issuer, validation, pin.length), (a, b) => a - b);
}

/** The PIN that an offset leads to. */
export function pinOfOffset(issuer: Ibm3624, validation: string, offset: string): string {
  return combine(naturalPin(issuer, validation, offset.length), offset, (a, b) => a + b);
}

function combine(left: string, right: string, by: (a: number, b: number) => number): string {
  return Array.from(left, (digit, at) => (by(Number(digit), Number(right[at])) + 10) % 10).join("");
}
