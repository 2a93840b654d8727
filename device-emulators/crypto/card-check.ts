import { fromHex, toHex } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import { type DesPair, mixInto } from "./blocks.ts";
import { hexToDecimals } from "./decimals.ts";

/** What stands for the service code in the values that no magnetic stripe carries. */
export const CHECK_SERVICE_CODE = { cvv2: "000", icvv: "999" } as const;

const DIGITS = 3;
const INPUT_DIGITS = 32;

/**
 * The card verification value, three digits: CVV with the track's service code, CVV2 and iCVV with
 * one of `CHECK_SERVICE_CODE`.
 *
 * @param key CVK A and CVK B
 * @param card `expiry` in the order in which the issuer's values were made: YYMM or MMYY
 * @source Visa Payment Technology Standards, card verification value; Mastercard CVC is the same
 */
export function computeCvv(
  key: DesPair,
  card: { readonly pan: string; readonly expiry: string; readonly serviceCode: string },
): string {
  const digits = `${card.pan}${card.expiry}${card.serviceCode}`;
  invariant(/^\d{1,32}$/.test(digits), "a check value is computed over at most 32 digits");
  const blocks = fromHex(digits.padEnd(INPUT_DIGITS, "0"));
  const chained = key.left.encrypt(blocks.subarray(0, 8));
  mixInto(chained, blocks.subarray(8));
  return hexToDecimals(toHex(key.both.encrypt(chained)), DIGITS);
}
