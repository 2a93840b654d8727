/**
 * The DES block function, in the form that software has used since the eighties: the eight boxes and
 * the permutation behind them are one table, and halves are kept rotated so that a round expands them
 * by shifts alone.
 *
 * @source FIPS 46-3; Richard Outerbridge's d3des (public domain), for the order of the shifts
 */

/** Both directions of a key, 32 words each: two for every round. */
export type DesKey = { readonly encrypt: Int32Array; readonly decrypt: Int32Array };

/** S1 to S8, one hex digit for each value of six bits. @source FIPS 46-3, appendix 1 */
const BOXES = [
  "e04fd7142ef2bd813aa66ccb599503784f1ce882d46921b7f5cb937e3aa0560d",
  "f31d84e76fb2384e9c7021dac6095ba50de87ab1a34fd4125b86c76c90352ef9",
  "ad0790e96334f65a12d8c57ebc4b2f81d16a4d9086f93807b41f2ec35ba5e27c",
  "7dd8eb35066f90a31427825cb1ca4ef9a36f9006cab17dd8f91435eb5c27824e",
  "2ecb421c74a7bd6185503ffad309e8964b281cb7a1de728df69fc0596a3405e3",
  "ca1fa4f2972c698506d13d4ee07b53b894e3f25c2985cf3a7b0e41a716d0b86d",
  "4db02be7f40981da3ec3957c52af6816164bbdd8c1347ae7a9f5608f0e52932c",
  "d12f8d486af3b714ac9536eb500ec97272b14e1794cae82d0f6ca9d0f335568b",
];

/** P: which bit of the boxes' output each bit of the result is. @source FIPS 46-3, appendix 1 */
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13,
  30, 6, 22, 11, 4, 25,
];

/** PC-1, both halves, and PC-2. @source FIPS 46-3, appendix 1 */
const PC_1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60,
  52, 44, 36, 63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21,
  13, 5, 28, 20, 12, 4,
];
const PC_2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52,
  31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
];
/** How far the halves of the key have been rotated by each round. @source FIPS 46-3, appendix 1 */
const ROTATED = [1, 2, 4, 6, 8, 10, 12, 14, 15, 17, 19, 21, 23, 25, 27, 28];
const HALF_KEY_BITS = 28;
const WORDS = 32;
const BLOCK_BYTES = 8;

/** Box after box, 64 words each: what the box gives, permuted, and rotated like the halves. */
const TABLE = buildTable();

/** Row after row, 32 words each: what each value of each of a key's sixteen nibbles puts into the rounds' keys. */
const SHARES = buildShares();

/** Where the rows of the key that is being read begin. */
const ROWS = new Int32Array(2 * BLOCK_BYTES);

/** The rounds' keys of the eight bytes at `at`; their parity bits are ignored. */
export function desKey(key: Uint8Array, at: number): DesKey {
  const rows = ROWS;
  for (let nibble = 0; nibble < rows.length; nibble += 1) {
    const byte = key[at + (nibble >> 1)] ?? 0;
    rows[nibble] = (nibble * 16 + ((nibble & 1) === 0 ? byte >> 4 : byte & 15)) * WORDS;
  }
  const encrypt = new Int32Array(WORDS);
  for (let word = 0; word < WORDS; word += 1) {
    let bits = 0;
    for (let nibble = 0; nibble < rows.length; nibble += 1) {
      bits |= SHARES[(rows[nibble] ?? 0) + word] ?? 0;
    }
    encrypt[word] = bits;
  }
  const decrypt = new Int32Array(WORDS);
  for (let word = 0; word < WORDS; word += 2) {
    decrypt[WORDS - 2 - word] = encrypt[word] ?? 0;
    decrypt[WORDS - 1 - word] = encrypt[word + 1] ?? 0;
  }
  return { encrypt, decrypt };
}

/** The block that is being worked on; no call is left half done. */
const HALVES = new Int32Array(2);

/** Sends each block of `blocks` through DES with each of `keys` in turn: one of them, or three. */
export function desBlocks(keys: readonly Int32Array[], blocks: Uint8Array): Uint8Array {
  const output = new Uint8Array(blocks.length);
  const halves = HALVES;
  for (let at = 0; at < output.length; at += BLOCK_BYTES) {
    halves[0] = wordAt(blocks, at);
    halves[1] = wordAt(blocks, at + 4);
    permuteIn(halves);
    // Between two passes the final permutation and the initial one undo each other.
    for (const key of keys) sixteenRounds(halves, key);
    permuteOut(halves);
    writeWord(output, at, halves[0] ?? 0);
    writeWord(output, at + 4, halves[1] ?? 0);
  }
  return output;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

function writeWord(bytes: Uint8Array, at: number, word: number): void {
  bytes[at] = word >>> 24;
  bytes[at + 1] = word >>> 16;
  bytes[at + 2] = word >>> 8;
  bytes[at + 3] = word;
}

/** IP, each half rotated left by one. */
function permuteIn(halves: Int32Array): void {
  let left = halves[0] ?? 0;
  let right = halves[1] ?? 0;
  let swapped = ((left >>> 4) ^ right) & 0x0f0f0f0f;
  right ^= swapped;
  left ^= swapped << 4;
  swapped = ((left >>> 16) ^ right) & 0x0000ffff;
  right ^= swapped;
  left ^= swapped << 16;
  swapped = ((right >>> 2) ^ left) & 0x33333333;
  left ^= swapped;
  right ^= swapped << 2;
  swapped = ((right >>> 8) ^ left) & 0x00ff00ff;
  left ^= swapped;
  right ^= swapped << 8;
  right = (right << 1) | (right >>> 31);
  swapped = (left ^ right) & 0xaaaaaaaa;
  left ^= swapped;
  right ^= swapped;
  halves[0] = (left << 1) | (left >>> 31);
  halves[1] = right;
}

/** Undoes `permuteIn`. */
function permuteOut(halves: Int32Array): void {
  let left = halves[0] ?? 0;
  let right = halves[1] ?? 0;
  left = (left << 31) | (left >>> 1);
  let swapped = (left ^ right) & 0xaaaaaaaa;
  left ^= swapped;
  right ^= swapped;
  right = (right << 31) | (right >>> 1);
  swapped = ((right >>> 8) ^ left) & 0x00ff00ff;
  left ^= swapped;
  right ^= swapped << 8;
  swapped = ((right >>> 2) ^ left) & 0x33333333;
  left ^= swapped;
  right ^= swapped << 2;
  swapped = ((left >>> 16) ^ right) & 0x0000ffff;
  right ^= swapped;
  left ^= swapped << 16;
  swapped = ((left >>> 4) ^ right) & 0x0f0f0f0f;
  right ^= swapped;
  left ^= swapped << 4;
  halves[0] = left;
  halves[1] = right;
}

/** The halves come out crossed, as DES gives them. */
function sixteenRounds(halves: Int32Array, key: Int32Array): void {
  let left = halves[0] ?? 0;
  let right = halves[1] ?? 0;
  for (let word = 0; word < WORDS; word += 4) {
    left ^= mangle(right, key[word] ?? 0, key[word + 1] ?? 0);
    right ^= mangle(left, key[word + 2] ?? 0, key[word + 3] ?? 0);
  }
  halves[0] = right;
  halves[1] = left;
}

function mangle(half: number, oddKey: number, evenKey: number): number {
  const odd = ((half << 28) | (half >>> 4)) ^ oddKey;
  const even = half ^ evenKey;
  return (
    (TABLE[(odd >>> 24) & 63] ?? 0) |
    (TABLE[64 + ((even >>> 24) & 63)] ?? 0) |
    (TABLE[128 + ((odd >>> 16) & 63)] ?? 0) |
    (TABLE[192 + ((even >>> 16) & 63)] ?? 0) |
    (TABLE[256 + ((odd >>> 8) & 63)] ?? 0) |
    (TABLE[320 + ((even >>> 8) & 63)] ?? 0) |
    (TABLE[384 + (odd & 63)] ?? 0) |
    (TABLE[448 + (even & 63)] ?? 0)
  );
}

function buildTable(): Int32Array {
  const table = new Int32Array(BOXES.length * 64);
  for (const [box, digits] of BOXES.entries()) {
    for (let value = 0; value < 64; value += 1) {
      const given = Number.parseInt(digits[value] ?? "0", 16) << (28 - 4 * box);
      let permuted = 0;
      for (const [to, from] of P.entries()) permuted |= ((given >>> (32 - from)) & 1) << (31 - to);
      table[box * 64 + value] = (permuted << 1) | (permuted >>> 31);
    }
  }
  return table;
}

function buildShares(): Int32Array {
  const shares = new Int32Array(2 * BLOCK_BYTES * 16 * WORDS);
  for (const [round, by] of ROTATED.entries()) {
    for (const [to, from] of PC_2.entries()) {
      const keyBit = (PC_1[rotated(from - 1, by)] ?? 1) - 1;
      // A round's eight groups of six bits stand in its two words by turns.
      const group = Math.floor(to / 6);
      const word = 2 * round + (group & 1);
      share(shares, keyBit, word, 1 << (24 - 8 * (group >> 1) + 5 - (to % 6)));
    }
  }
  return shares;
}

/** Puts `bit` into the word of every value of the nibble in which the key's bit is set. */
function share(shares: Int32Array, keyBit: number, word: number, bit: number): void {
  const within = 8 >> (keyBit & 3);
  for (let value = 0; value < 16; value += 1) {
    if ((value & within) === 0) continue;
    const at = ((keyBit >> 2) * 16 + value) * WORDS + word;
    shares[at] = (shares[at] ?? 0) | bit;
  }
}

function rotated(bit: number, by: number): number {
  const first = bit < HALF_KEY_BITS ? 0 : HALF_KEY_BITS;
  return first + ((bit - first + by) % HALF_KEY_BITS);
}
