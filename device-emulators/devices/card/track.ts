import { fromHex } from "../../kit/bytes.ts";
import { invariant } from "../../kit/errors.ts";

/** What the second track of a stripe says, and the chip repeats (tag 57). */
export type Track2 = {
  readonly pan: string;
  /** Year and month, YYMM. */
  readonly expiry: string;
  /** Three digits; a first digit of 2 or 6 says that there is a chip. */
  readonly serviceCode: string;
  readonly discretionary: string;
};

/** @source ISO/IEC 7813:2006: 40 characters less two sentinels and the LRC */
export const TRACK_2_DIGITS_MAX = 37;

/**
 * The value of tag 57: digits packed by twos, D between number and date, F at the end if they are odd.
 *
 * @throws on a track that is too long
 * @source EMV 4.4 Book 3, annex A, "Track 2 Equivalent Data"
 */
export function track2Equivalent(track: Track2): Uint8Array {
  const { pan, expiry, serviceCode, discretionary } = track;
  const digits = `${pan}D${expiry}${serviceCode}${discretionary}`;
  invariant(digits.length <= TRACK_2_DIGITS_MAX, "track 2 has at most 37 characters");
  return packDigits(digits);
}

/** Two digits a byte, an F in the place of a missing last one (format cn). */
export function packDigits(digits: string): Uint8Array {
  return fromHex(digits.length % 2 === 0 ? digits : `${digits}F`);
}
