import { type BlockCipher, DES_BLOCK_BYTES, type DesPair, mixInto } from "./blocks.ts";

/**
 * How data become whole blocks: 1 with zeros if at all; 2 with 80 and zeros, always; 3 with zeros,
 * behind a block that tells the data's length in bits.
 */
export type Padding = 1 | 2 | 3;

/**
 * Whole blocks holding `data`. Data of no bytes become one block, or two by method 3.
 *
 * @source ISO/IEC 9797-1:2011, 6.3
 */
export function pad(data: Uint8Array, padding: Padding, blockBytes = DES_BLOCK_BYTES): Uint8Array {
  const marked = data.length + (padding === 2 ? 1 : 0);
  const start = padding === 3 ? blockBytes : 0;
  const blocks = Math.max(1, Math.ceil(marked / blockBytes));
  const padded = new Uint8Array(start + blocks * blockBytes);
  padded.set(data, start);
  if (padding === 2) padded[data.length] = 0x80;
  if (padding === 3) new DataView(padded.buffer).setUint32(start - 4, data.length * 8);
  return padded;
}

/**
 * Algorithm 1: the last block of a chain from a vector of zeros, whole. Those who use it cut it:
 * X9.9 and SM4 to eight bytes or four.
 *
 * @source ISO/IEC 9797-1:2011, 7.2
 */
export function cbcMac(cipher: BlockCipher, data: Uint8Array, padding: Padding): Uint8Array {
  const { blockBytes } = cipher;
  const padded = pad(data, padding, blockBytes);
  let chained: Uint8Array = new Uint8Array(blockBytes);
  for (let at = 0; at < padded.length; at += blockBytes) {
    mixInto(chained, padded, at);
    chained = cipher.encrypt(chained);
  }
  return chained;
}

/**
 * Algorithm 3, the "retail MAC" of X9.19, of all eight bytes: single DES chained with the key's left
 * half, and the last block through its right half and its left again.
 *
 * @source ISO/IEC 9797-1:2011, 7.4
 */
export function retailMac(key: DesPair, data: Uint8Array, padding: Padding): Uint8Array {
  return key.left.encrypt(key.right.decrypt(cbcMac(key.left, data, padding)));
}
