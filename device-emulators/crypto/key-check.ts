import { BLOCK_BYTES, type BlockCipher } from "./blocks.ts";

const ZEROS = new Uint8Array(BLOCK_BYTES);

/**
 * The check value that travels beside a key, so that a spoilt key is noticed before it is used.
 *
 * @param bytes how many: UnionPay's key download has 4, most other places 3
 * @source Q/CUP 009, F62 of the sign-on, as published captures show it; ANSI X9.24-1:2009
 */
export function keyCheckValue(cipher: BlockCipher, bytes: 3 | 4): Uint8Array {
  return cipher.encrypt(ZEROS).subarray(0, bytes);
}
