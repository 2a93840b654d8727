import { AES_BLOCK_BYTES, type BlockCipher, mixInto } from "./blocks.ts";
import { cbcMac, pad } from "./iso-9797.ts";

/** What a subkey takes up when a bit leaves it at the left. @source NIST SP 800-38B, 5.3 */
const CARRIES = { 8: 0x1b, 16: 0x87 } as const;

/**
 * CMAC of all of the data, one block long, for AES and triple DES.
 *
 * @source NIST SP 800-38B, 6.2; RFC 4493 (AES-128)
 */
export function cmac(cipher: BlockCipher, data: Uint8Array): Uint8Array {
  const { blockBytes } = cipher;
  const subkey = double(cipher.encrypt(new Uint8Array(blockBytes)));
  const whole = data.length > 0 && data.length % blockBytes === 0;
  const blocks = whole ? data.slice() : pad(data, 2, blockBytes);
  mixInto(blocks.subarray(-blockBytes), whole ? subkey : double(subkey));
  return cbcMac(cipher, blocks, 1);
}

/** Twice `block` in the field of its size: one bit to the left, and the carry folded in. */
function double(block: Uint8Array): Uint8Array {
  const carry = CARRIES[block.length === AES_BLOCK_BYTES ? 16 : 8];
  const doubled = block.map((byte, at) => (byte << 1) | ((block[at + 1] ?? 0) >> 7));
  if ((block[0] ?? 0) >= 0x80) {
    doubled[doubled.length - 1] = (doubled[doubled.length - 1] ?? 0) ^ carry;
  }
  return doubled;
}
