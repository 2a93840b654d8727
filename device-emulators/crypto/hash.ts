import { sha1 as computeSha1 } from "@noble/hashes/legacy.js";
import { sha256 as computeSha256 } from "@noble/hashes/sha2.js";

/** SHA-1 of all of `bytes`: 20 bytes. @source FIPS 180-4, 6.1 */
export function sha1(bytes: Uint8Array): Uint8Array {
  return computeSha1(bytes);
}

/** SHA-256 of all of `bytes`: 32 bytes. @source FIPS 180-4, 6.2 */
export function sha256(bytes: Uint8Array): Uint8Array {
  return computeSha256(bytes);
}
