import { concat } from "../kit/bytes.ts";
import { type BlockCipher, type DesPair, mixInto } from "./blocks.ts";
import { retailMac } from "./iso-9797.ts";

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
const CRYPTOGRAM_BYTES = 8;
const SHORT_RESPONSE_BYTES = 4;

/** A tag whose value a cryptogram covers. */
export type CryptogramTag = (typeof INPUT_TAGS)[number][0];

/**
 * The bytes that a UnionPay cryptogram covers, and a Visa one of version 10.
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
 * The issuer's answer to a cryptogram by method 1: 8 bytes.
 *
 * @param cryptogram 8 bytes (tag 9F26)
 * @param responseCode two ASCII characters (ARC, tag 8A), bound into the answer
 * @source EMV 4.4 Book 2, 8.2.1
 */
export function responseByMethod1(
  key: BlockCipher,
  cryptogram: Uint8Array,
  responseCode: Uint8Array,
): Uint8Array {
  const block = new Uint8Array(key.blockBytes);
  block.set(cryptogram);
  mixInto(block, responseCode);
  return key.encrypt(block).slice(0, CRYPTOGRAM_BYTES);
}

/**
 * The issuer's answer to a cryptogram by method 2: 4 bytes.
 *
 * @param cryptogram 8 bytes (tag 9F26)
 * @param update card status update (CSU, 4 bytes), then 0 to 8 bytes of the issuer's own
 * @source EMV 4.4 Book 2, 8.2.2
 */
export function responseByMethod2(
  key: DesPair,
  cryptogram: Uint8Array,
  update: Uint8Array,
): Uint8Array {
  return retailMac(key, concat([cryptogram, update]), 2).subarray(0, SHORT_RESPONSE_BYTES);
}
