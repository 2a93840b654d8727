import { concat, fromHex, toHex } from "../kit/bytes.ts";
import { type BlockCipher, DES_BLOCK_BYTES } from "./blocks.ts";
import { hexToDecimals } from "./decimals.ts";
import { sha1 } from "./hash.ts";

const DIVERSIFIER_DIGITS = 16;
const PAN_DIGITS_OF_OPTION_A = 16;

/**
 * A card's own key (UDK, ICC master key) from its issuer's master key: 16 bytes. Option A takes the
 * last 16 digits, so two long numbers that begin apart may share a key.
 *
 * @param masterKey 16 bytes of triple DES, or of SM4 for UnionPay's version with it
 * @param pan digits, check digit included
 * @param panSequence two digits (tag 5F34)
 * @source EMV 4.4 Book 2, A1.4.1, option A
 */
export function deriveCardKey(
  masterKey: BlockCipher,
  pan: string,
  panSequence: string,
): Uint8Array {
  const digits = `${pan}${panSequence}`.slice(-DIVERSIFIER_DIGITS);
  return derivePair(masterKey, digits.padStart(DIVERSIFIER_DIGITS, "0"));
}

/**
 * As `deriveCardKey`, but a number of more than 16 digits is hashed whole.
 *
 * @source EMV 4.4 Book 2, A1.4.2, option B
 */
export function deriveCardKeyB(
  masterKey: BlockCipher,
  pan: string,
  panSequence: string,
): Uint8Array {
  if (pan.length <= PAN_DIGITS_OF_OPTION_A) return deriveCardKey(masterKey, pan, panSequence);
  const digits = `${pan}${panSequence}`;
  const hash = sha1(fromHex(digits.padStart(digits.length + (digits.length % 2), "0")));
  return derivePair(masterKey, hexToDecimals(toHex(hash), DIVERSIFIER_DIGITS));
}

/**
 * UnionPay's key of one transaction, from the card's key and its transaction counter: 16 bytes.
 *
 * @param cardKey of triple DES or SM4
 * @param atc 0 to 65535 (tag 9F36)
 * @source JR/T 0025.7-2013, session key: the counter and its complement, each behind six zeros
 */
export function deriveSessionKey(cardKey: BlockCipher, atc: number): Uint8Array {
  const halves = new Uint8Array(2 * DES_BLOCK_BYTES);
  halves.set([atc >> 8, atc & 0xff], 6);
  halves.set([~atc >> 8, ~atc & 0xff], 14);
  return cardKey.encrypt(halves);
}

/**
 * The common session key (CSK) for a diversifier R: 16 bytes.
 *
 * @param diversifier 8 bytes, of which the third is replaced
 * @source EMV 4.4 Book 2, A1.3.1
 */
export function deriveCommonSessionKey(cardKey: BlockCipher, diversifier: Uint8Array): Uint8Array {
  const halves = concat([diversifier, diversifier]);
  halves[2] = 0xf0;
  halves[DES_BLOCK_BYTES + 2] = 0x0f;
  return cardKey.encrypt(halves);
}

/**
 * The diversifier R of a transaction: its counter, and the terminal's number where a scheme adds it.
 *
 * @param atc 0 to 65535 (tag 9F36)
 * @param unpredictable 4 bytes (tag 9F37): Mastercard's proprietary derivation alone
 * @source EMV 4.4 Book 2, A1.3.1 (counter); M/Chip, as jPOS documents it (number)
 */
export function diversifierOf(atc: number, unpredictable?: Uint8Array): Uint8Array {
  const diversifier = new Uint8Array(DES_BLOCK_BYTES);
  diversifier.set([atc >> 8, atc & 0xff]);
  if (unpredictable !== undefined) diversifier.set(unpredictable, 4);
  return diversifier;
}

/** A block of digits and its complement, enciphered: one block of SM4, two of DES. */
function derivePair(cipher: BlockCipher, digits: string): Uint8Array {
  const block = fromHex(digits);
  return cipher.encrypt(concat([block, block.map((byte) => ~byte)]));
}
