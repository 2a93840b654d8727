import { concat, fromHex } from "../kit/bytes.ts";
import { BLOCK_BYTES, type BlockCipher, desCipher } from "./blocks.ts";
import { retailMac } from "./mac.ts";

/** UnionPay's cryptogram version 01: triple DES. @source JR/T 0025.7-2013, application cryptogram */
export const CRYPTOGRAM_VERSION = 0x01;

/** What a cryptogram is computed over, in order: 33 bytes, before the card's own results (CVR). */
const INPUT_TAGS = [
  ["9F02", 6],
  ["9F03", 6],
  ["9F1A", 2],
  ["95", 5],
  ["5F2A", 2],
  ["9A", 3],
  ["9C", 1],
  ["9F37", 4],
  ["82", 2],
  ["9F36", 2],
] as const;

const CVR_BYTES = 4;
const DIVERSIFIER_DIGITS = 16;

/** A tag whose value a cryptogram covers. */
export type CryptogramTag = (typeof INPUT_TAGS)[number][0];

/**
 * The bytes that a cryptogram of version 01 covers.
 *
 * @param lookUp the value of each tag as the card saw it; undefined where one is missing
 * @param cvr card verification results, 4 bytes: bytes 4 to 7 of tag 9F10
 * @returns 37 bytes, or undefined where a value is missing or of a wrong length
 * @source JR/T 0025.7-2013, application cryptogram, version 01
 */
export function cryptogramInput(
  lookUp: (tag: CryptogramTag) => Uint8Array | undefined,
  cvr: Uint8Array,
): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (const [tag, length] of INPUT_TAGS) {
    const value = lookUp(tag);
    if (value?.length !== length) return undefined;
    parts.push(value);
  }
  if (cvr.length !== CVR_BYTES) return undefined;
  parts.push(cvr);
  return concat(parts);
}

/**
 * A card's own key (UDK) from its issuer's master key (MDK): 16 bytes.
 *
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
  return derivePair(masterKey, fromHex(digits.padStart(DIVERSIFIER_DIGITS, "0")));
}

/**
 * The key of one transaction, from the card's key and its transaction counter: 16 bytes.
 *
 * @param atc 0 to 65535 (tag 9F36)
 * @source JR/T 0025.7-2013, session key: the counter and its complement, each behind six zeros
 */
export function deriveSessionKey(cardKey: BlockCipher, atc: number): Uint8Array {
  const halves = new Uint8Array(2 * BLOCK_BYTES);
  halves.set([atc >> 8, atc & 0xff], 6);
  halves.set([~atc >> 8, ~atc & 0xff], 14);
  return cardKey.encrypt(halves);
}

/** A cryptogram (ARQC, TC or AAC; tag 9F26) over `input`: 8 bytes. @source JR/T 0025.7-2013 */
export function computeCryptogram(sessionKey: Uint8Array, input: Uint8Array): Uint8Array {
  return retailMac(sessionKey, input, 2);
}

/**
 * The issuer's answer to a cryptogram (ARPC, the first 8 bytes of tag 91).
 *
 * @param responseCode two ASCII characters (ARC, tag 8A), bound into the answer
 * @source EMV 4.4 Book 2, 8.2.1, method 1
 */
export function computeResponseCryptogram(
  sessionKey: Uint8Array,
  cryptogram: Uint8Array,
  responseCode: Uint8Array,
): Uint8Array {
  const block = cryptogram.slice(0, BLOCK_BYTES);
  for (let at = 0; at < responseCode.length; at += 1) {
    block[at] = (block[at] ?? 0) ^ (responseCode[at] ?? 0);
  }
  return desCipher(sessionKey).encrypt(block);
}

function derivePair(cipher: BlockCipher, seed: Uint8Array): Uint8Array {
  const halves = new Uint8Array(2 * BLOCK_BYTES);
  halves.set(seed);
  halves.set(
    seed.map((byte) => ~byte),
    BLOCK_BYTES,
  );
  return cipher.encrypt(halves);
}
