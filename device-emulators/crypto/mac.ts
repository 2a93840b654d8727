import { fromLatin1, toHex } from "../kit/bytes.ts";
import { BLOCK_BYTES, type BlockCipher, desCipher, encryptCbc } from "./blocks.ts";

const ZERO_VECTOR = new Uint8Array(BLOCK_BYTES);

/**
 * UnionPay's message authentication code of a POS message (F64): eight ASCII hex characters.
 * The blocks are folded together before anything is enciphered, so it is no CBC-MAC.
 *
 * @param cipher of the working key (MAK): single DES or triple DES, as the bank has it
 * @param message from the message type to the end of F63, the bitmap already naming F64
 * @source Q/CUP 009, ECB variant of the MAC, as published walk-throughs show it
 */
export function unionPayMac(cipher: BlockCipher, message: Uint8Array): Uint8Array {
  const folded = new Uint8Array(BLOCK_BYTES);
  for (let at = 0; at < message.length; at += 1) {
    const place = at % BLOCK_BYTES;
    folded[place] = (folded[place] ?? 0) ^ (message[at] ?? 0);
  }
  const digits = fromLatin1(toHex(folded));
  const chained = encryptCbc(cipher, ZERO_VECTOR, digits).subarray(BLOCK_BYTES);
  return fromLatin1(toHex(chained.subarray(0, BLOCK_BYTES / 2)));
}

/** How the last block is filled: 1 with zeros if at all; 2 with 80 and zeros, always. */
export type Padding = 1 | 2;

/** Whole blocks holding `data`. Data of no bytes becomes one block. @source ISO/IEC 9797-1:2011, 6.3 */
export function pad(data: Uint8Array, padding: Padding): Uint8Array {
  const marked = data.length + (padding === 2 ? 1 : 0);
  const blocks = Math.max(1, Math.ceil(marked / BLOCK_BYTES));
  const padded = new Uint8Array(blocks * BLOCK_BYTES);
  padded.set(data);
  if (padding === 2) padded[data.length] = 0x80;
  return padded;
}

/**
 * The "retail MAC" of all eight bytes: single DES chained with the key's left half, and the last
 * block through its right half and its left again.
 *
 * @param key 16 bytes
 * @source ISO/IEC 9797-1:2011, 7.4, algorithm 3
 */
export function retailMac(key: Uint8Array, data: Uint8Array, padding: Padding): Uint8Array {
  const left = desCipher(key.subarray(0, BLOCK_BYTES));
  const right = desCipher(key.subarray(BLOCK_BYTES, 2 * BLOCK_BYTES));
  const last = encryptCbc(left, ZERO_VECTOR, pad(data, padding)).subarray(-BLOCK_BYTES);
  return left.encrypt(right.decrypt(last));
}
