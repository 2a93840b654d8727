import { DES } from "des.js/lib/des.js";
import { invariant } from "../kit/errors.ts";

/** DES and triple DES work on blocks of this many bytes. @source NIST SP 800-67 r2, 1 */
export const BLOCK_BYTES = 8;

/**
 * One key, made ready once and used as often as wanted: whoever owns the key holds the cipher.
 * Both directions take any number of whole blocks and work on each alone (ECB).
 */
export type BlockCipher = {
  readonly encrypt: (blocks: Uint8Array) => Uint8Array;
  readonly decrypt: (blocks: Uint8Array) => Uint8Array;
};

type Pass = (blocks: ArrayLike<number>) => number[];

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
  const first = singleDes(key.subarray(0, 8));
  if (key.length === 8) {
    return {
      encrypt: (blocks) => new Uint8Array(first.encrypt(whole(blocks))),
      decrypt: (blocks) => new Uint8Array(first.decrypt(whole(blocks))),
    };
  }
  const second = singleDes(key.subarray(8, 16));
  const third = key.length === 24 ? singleDes(key.subarray(16)) : first;
  return {
    encrypt: (blocks) =>
      new Uint8Array(third.encrypt(second.decrypt(first.encrypt(whole(blocks))))),
    decrypt: (blocks) =>
      new Uint8Array(first.decrypt(second.encrypt(third.decrypt(whole(blocks))))),
  };
}

/** Cipher block chaining over whole blocks, started from `vector`. @source NIST SP 800-38A, 6.2 */
export function encryptCbc(
  cipher: BlockCipher,
  vector: Uint8Array,
  blocks: Uint8Array,
): Uint8Array {
  const output = new Uint8Array(whole(blocks).length);
  let chained = vector;
  for (let at = 0; at < blocks.length; at += BLOCK_BYTES) {
    chained = cipher.encrypt(mixed(blocks, at, chained));
    output.set(chained, at);
  }
  return output;
}

/** Undoes `encryptCbc`. */
export function decryptCbc(
  cipher: BlockCipher,
  vector: Uint8Array,
  blocks: Uint8Array,
): Uint8Array {
  const output = cipher.decrypt(blocks);
  for (let at = 0; at < output.length; at += 1) {
    const before = at < BLOCK_BYTES ? vector[at] : blocks[at - BLOCK_BYTES];
    output[at] = (output[at] ?? 0) ^ (before ?? 0);
  }
  return output;
}

/** The library's cipher is of one direction, and its key schedule costs as much as a block. */
function singleDes(key: Uint8Array): { readonly encrypt: Pass; readonly decrypt: Pass } {
  let encrypting: DES | undefined;
  let decrypting: DES | undefined;
  return {
    encrypt: (blocks) => {
      encrypting ??= DES.create({ type: "encrypt", key, padding: false });
      return encrypting.update(blocks);
    },
    decrypt: (blocks) => {
      decrypting ??= DES.create({ type: "decrypt", key, padding: false });
      return blocks.length === 0 ? [] : decrypting.final(blocks);
    },
  };
}

function mixed(blocks: Uint8Array, at: number, vector: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  for (let place = 0; place < BLOCK_BYTES; place += 1) {
    block[place] = (blocks[at + place] ?? 0) ^ (vector[place] ?? 0);
  }
  return block;
}

function whole(blocks: Uint8Array): Uint8Array {
  // Part of a block would stay in the library's buffer and spoil what comes next.
  invariant(blocks.length % BLOCK_BYTES === 0, "a block cipher takes whole blocks");
  return blocks;
}
