import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aesCipher,
  decryptCbc,
  desCipher,
  desPair,
  encryptCbc,
  sm4Cipher,
} from "../../../device-emulators/crypto/blocks.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { BLOCKS, CHAINS, openCipher } from "../../../sim-server/conformance/vectors/ciphers.ts";
import { KEYS, PIN_BLOCK, TRACK_2 } from "../../../sim-server/conformance/vectors/unionpay.ts";
import { openSsl } from "../../kit/cipher-oracle.ts";

const OPEN = { DES: desCipher, AES: aesCipher, SM4: sm4Cipher } as const;
const SIZES = [
  ["DES", 8, 8],
  ["DES", 16, 8],
  ["DES", 24, 8],
  ["AES", 16, 16],
  ["AES", 24, 16],
  ["AES", 32, 16],
  ["SM4", 16, 16],
] as const;

describe("a block cipher", () => {
  test.each(BLOCKS)("$id gives the published block", ({ cipher, key, clear, expected }) => {
    expect(toHex(openCipher(cipher, key).encrypt(fromHex(clear)))).toBe(expected);
    expect(toHex(openCipher(cipher, key).decrypt(fromHex(expected)))).toBe(clear);
  });

  test.each(SIZES)("%s of %i bytes equals OpenSSL both ways", (name, keyBytes, blockBytes) => {
    fc.assert(
      fc.property(bytes(keyBytes), blocks(blockBytes), (key, data) => {
        const cipher = OPEN[name](key);
        expect(cipher.blockBytes).toBe(blockBytes);
        expect(toHex(cipher.encrypt(data))).toBe(openSsl([name, "ecb"], key, data, "in"));
        expect(toHex(cipher.decrypt(data))).toBe(openSsl([name, "ecb"], key, data, "out"));
      }),
    );
  });

  test.each(SIZES)(
    "%s of %i bytes remembers nothing between calls",
    (name, keyBytes, blockBytes) => {
      const cipher = OPEN[name](new Uint8Array(keyBytes).fill(0x5a));
      const block = new Uint8Array(blockBytes).fill(1);
      const first = cipher.decrypt(block);
      cipher.decrypt(cipher.encrypt(block));
      expect(cipher.decrypt(block)).toEqual(first);
      expect(block).toEqual(new Uint8Array(blockBytes).fill(1));
    },
  );

  test.each(SIZES)(
    "%s of %i bytes keeps its key when the array changes",
    (name, keyBytes, size) => {
      const key = new Uint8Array(keyBytes).fill(0x3c);
      const cipher = OPEN[name](key);
      const expected = OPEN[name](key.slice()).encrypt(new Uint8Array(size));
      key.fill(0);
      expect(cipher.encrypt(new Uint8Array(size))).toEqual(expected);
    },
  );

  test.each([
    ["DES", [0, 7, 9, 15, 17, 23, 25, 32]],
    ["AES", [0, 8, 15, 17, 23, 25, 31, 33]],
    ["SM4", [0, 8, 15, 17, 24, 32]],
  ] as const)("%s refuses keys of other lengths", (name, lengths) => {
    for (const length of lengths) {
      expect(() => OPEN[name](new Uint8Array(length))).toThrow("bytes");
    }
  });

  test.each(SIZES)("%s of %i bytes refuses a part of a block", (name, keyBytes, blockBytes) => {
    const cipher = OPEN[name](new Uint8Array(keyBytes));
    for (const length of [1, blockBytes - 1, blockBytes + 1]) {
      const data = new Uint8Array(length);
      expect(() => cipher.encrypt(data)).toThrow("whole blocks");
      expect(() => cipher.decrypt(data)).toThrow("whole blocks");
      expect(() => encryptCbc(cipher, new Uint8Array(blockBytes), data)).toThrow("whole blocks");
    }
  });
});

describe("desCipher", () => {
  test.each([
    ["16 bytes", KEYS.pik.clear, PIN_BLOCK.clear, PIN_BLOCK.enciphered],
    ["16 bytes, track data", KEYS.tdk.clear, TRACK_2.clear, TRACK_2.enciphered],
    ["two blocks", KEYS.tmk, KEYS.pik.clear, KEYS.f62.slice(0, 32)],
  ])("%s", (_name, keyHex, clear, enciphered) => {
    const cipher = desCipher(fromHex(keyHex));
    expect(toHex(cipher.encrypt(fromHex(clear)))).toBe(enciphered);
    expect(toHex(cipher.decrypt(fromHex(enciphered)))).toBe(clear);
  });

  test("ignores parity bits", () => {
    const even = desCipher(fromHex("0022446688AACCEE"));
    const odd = desCipher(fromHex("0123456789ABCDEF"));
    expect(even.encrypt(new Uint8Array(8))).toEqual(odd.encrypt(new Uint8Array(8)));
  });
});

describe("desPair", () => {
  test("is the two halves of a key, and the whole of it", () => {
    fc.assert(
      fc.property(bytes(16), blocks(8), (key, data) => {
        const { left, right, both } = desPair(key);
        expect(left.encrypt(data)).toEqual(desCipher(key.subarray(0, 8)).encrypt(data));
        expect(right.decrypt(data)).toEqual(desCipher(key.subarray(8)).decrypt(data));
        expect(both.encrypt(data)).toEqual(desCipher(key).encrypt(data));
        expect(both.decrypt(both.encrypt(data))).toEqual(data);
      }),
    );
  });

  test.each([8, 15, 24])("refuses a key of %i bytes", (length) => {
    expect(() => desPair(new Uint8Array(length))).toThrow("16 bytes");
  });
});

describe("cipher block chaining", () => {
  test.each(CHAINS)(
    "$id gives the published blocks",
    ({ cipher, key, vector, clear, expected }) => {
      const opened = openCipher(cipher, key);
      expect(toHex(encryptCbc(opened, fromHex(vector), fromHex(clear)))).toBe(expected);
      expect(toHex(decryptCbc(opened, fromHex(vector), fromHex(expected)))).toBe(clear);
    },
  );

  test.each(SIZES)("with %s of %i bytes equals OpenSSL both ways", (name, keyBytes, blockBytes) => {
    fc.assert(
      fc.property(bytes(keyBytes), bytes(blockBytes), blocks(blockBytes), (key, start, data) => {
        const cipher = OPEN[name](key);
        const given = data.slice();
        const ways = [
          ["in", encryptCbc(cipher, start, data)],
          ["out", decryptCbc(cipher, start, data)],
        ] as const;
        for (const [way, found] of ways) {
          expect(toHex(found)).toBe(openSsl([name, "cbc"], key, data, way, start));
        }
        expect(data).toEqual(given);
      }),
    );
  });
});

function bytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}

function blocks(blockBytes: number): fc.Arbitrary<Uint8Array> {
  return fc.nat({ max: 5 }).chain((count) => bytes(count * blockBytes));
}
