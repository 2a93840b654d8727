import type { BlockCipher } from "./blocks.ts";
import { cmac } from "./cmac.ts";

/**
 * The check value that travels beside a DES or SM4 key, so that a spoilt key is noticed before it is
 * used: zeros enciphered.
 *
 * @param bytes how many: UnionPay's key download has 4, most other places 3
 * @source Q/CUP 009, F62 of the sign-on, as published captures show it; ANSI X9.24-1:2009
 */
export function keyCheckValue(cipher: BlockCipher, bytes: 3 | 4): Uint8Array {
  return cipher.encrypt(new Uint8Array(cipher.blockBytes)).subarray(0, bytes);
}

/**
 * The check value of an AES key: the CMAC of a block of zeros, not the block enciphered.
 *
 * @source ANSI X9.24-1:2017, Annex A
 */
export function aesKeyCheckValue(cipher: BlockCipher, bytes: 3 | 5): Uint8Array {
  return cmac(cipher, new Uint8Array(cipher.blockBytes)).subarray(0, bytes);
}
