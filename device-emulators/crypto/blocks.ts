import { ecb } from "@noble/ciphers/aes.js";
import sm4 from "sm-crypto/src/sm4/index.js";
import { invariant } from "../kit/errors.ts";
import { type DesKey, desBlocks, desKey } from "./des.ts";

/** DES and triple DES work on blocks of this many bytes. @source NIST SP 800-67 r2, 1 */
export const DES_BLOCK_BYTES = 8;

/** AES and SM4 work on blocks of this many bytes. @source FIPS 197, 3.1; GB/T 32907-2016, 4 */
export const AES_BLOCK_BYTES = 16;

/**
 * One key, made ready once and used as often as wanted: whoever owns the key holds the cipher. What
 * becomes of the array that the key came in does not matter.
 * Both directions take any number of whole blocks and work on each alone (ECB).
 */
export type BlockCipher = {
  readonly blockBytes: typeof DES_BLOCK_BYTES | typeof AES_BLOCK_BYTES;
  readonly encrypt: (blocks: Uint8Array) => Uint8Array;
  readonly decrypt: (blocks: Uint8Array) => Uint8Array;
};

/** A double-length DES key of which some algorithms use the halves apart. */
export type DesPair = {
  /** Single DES with K1. */
  readonly left: BlockCipher;
  /** Single DES with K2. */
  readonly right: BlockCipher;
  /** Triple DES with K1, K2, K1. It shares the halves' key schedules. */
  readonly both: BlockCipher;
};

/**
 * The cipher of a DES key: 8 bytes are single DES, 16 are K1 and K2 of triple DES with K3 = K1,
 * and 24 are K1, K2 and K3. Parity bits are ignored.
 *
 * @throws on a key of another length or a part of a block: both can only be bugs
 * @source NIST SP 800-67 r2, 3 (keying); FIPS 46-3 (the single cipher)
 */
export function desCipher(key: Uint8Array): BlockCipher {
  invariant(
    key.length === 8 || key.length === 16 || key.length === 24,
    "a DES key has 8, 16 or 24 bytes",
  );
  const first = desKey(key, 0);
  if (key.length === 8) return single(first);
  const second = desKey(key, 8);
  return triple(first, second, key.length === 24 ? desKey(key, 16) : first);
}

/**
 * Both halves of a double-length DES key, and the whole of it.
 *
 * @throws on a key of another length than 16 bytes: it can only be a bug
 */
export function desPair(key: Uint8Array): DesPair {
  invariant(key.length === 16, "a double-length DES key has 16 bytes");
  const [left, right] = [desKey(key, 0), desKey(key, 8)];
  return { left: single(left), right: single(right), both: triple(left, right, left) };
}

/**
 * The cipher of an AES key of 16, 24 or 32 bytes.
 *
 * @throws on a key of another length or a part of a block: both can only be bugs
 * @source FIPS 197
 */
export function aesCipher(key: Uint8Array): BlockCipher {
  invariant(
    key.length === 16 || key.length === 24 || key.length === 32,
    "an AES key has 16, 24 or 32 bytes",
  );
  const own = key.slice();
  // The library lets one object encrypt once only, for the sake of modes that have a nonce.
  const once = () => ecb(own, { disablePadding: true });
  return {
    blockBytes: AES_BLOCK_BYTES,
    encrypt: (blocks) => once().encrypt(whole(blocks, AES_BLOCK_BYTES)),
    decrypt: (blocks) => once().decrypt(whole(blocks, AES_BLOCK_BYTES)),
  };
}

/**
 * The cipher of an SM4 key of 16 bytes.
 *
 * @throws on a key of another length or a part of a block: both can only be bugs
 * @source GB/T 32907-2016
 */
export function sm4Cipher(key: Uint8Array): BlockCipher {
  invariant(key.length === 16, "an SM4 key has 16 bytes");
  const own = Array.from(key);
  const options = { padding: "none", output: "array" } as const;
  return {
    blockBytes: AES_BLOCK_BYTES,
    encrypt: (blocks) => Uint8Array.from(sm4.encrypt(whole(blocks, AES_BLOCK_BYTES), own, options)),
    decrypt: (blocks) => Uint8Array.from(sm4.decrypt(whole(blocks, AES_BLOCK_BYTES), own, options)),
  };
}

/** Cipher block chaining over whole blocks, started from `vector`. @source NIST SP 800-38A, 6.2 */
export function encryptCbc(
  cipher: BlockCipher,
  vector: Uint8Array,
  blocks: Uint8Array,
): Uint8Array {
  const { blockBytes } = cipher;
  const output = whole(blocks, blockBytes).slice();
  let chained = vector;
  for (let at = 0; at < output.length; at += blockBytes) {
    const block = output.subarray(at, at + blockBytes);
    mixInto(block, chained);
    chained = cipher.encrypt(block);
    block.set(chained);
  }
  return output;
}

/** Undoes `encryptCbc`. */
export function decryptCbc(
  cipher: BlockCipher,
  vector: Uint8Array,
  blocks: Uint8Array,
): Uint8Array {
  const { blockBytes } = cipher;
  const output = cipher.decrypt(blocks);
  mixInto(output.subarray(0, blockBytes), vector);
  mixInto(output.subarray(blockBytes), blocks);
  return output;
}

/** Exclusive or of `bytes` with the same number of bytes of `mask` from `from` on, in place. */
export function mixInto(bytes: Uint8Array, mask: Uint8Array, from = 0): void {
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (bytes[at] ?? 0) ^ (mask[from + at] ?? 0);
  }
}

function single(key: DesKey): BlockCipher {
  return desOf([key.encrypt], [key.decrypt]);
}

function triple(first: DesKey, second: DesKey, third: DesKey): BlockCipher {
  return desOf(
    [first.encrypt, second.decrypt, third.encrypt],
    [third.decrypt, second.encrypt, first.decrypt],
  );
}

function desOf(encrypting: readonly Int32Array[], decrypting: readonly Int32Array[]): BlockCipher {
  return {
    blockBytes: DES_BLOCK_BYTES,
    encrypt: (blocks) => desBlocks(encrypting, whole(blocks, DES_BLOCK_BYTES)),
    decrypt: (blocks) => desBlocks(decrypting, whole(blocks, DES_BLOCK_BYTES)),
  };
}

function whole(blocks: Uint8Array, blockBytes: number): Uint8Array {
  // Part of a block would stay in a library's buffer and spoil what comes next.
  invariant(blocks.length % blockBytes === 0, "a block cipher takes whole blocks");
  return blocks;
}
