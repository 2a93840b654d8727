import { createCipheriv } from "node:crypto";

/** What Node's own cipher makes of whole blocks, each alone: DES for 8 key bytes, triple DES for 16. */
export function encipherEcb(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const [first, second] = [key.subarray(0, 8), key.length === 8 ? key : key.subarray(8)];
  const cipher = createCipheriv("des-ede3-ecb", Buffer.concat([first, second, first]), null);
  return Uint8Array.from(cipher.setAutoPadding(false).update(blocks));
}
