import { createCipheriv, createDecipheriv } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decryptCbc, desCipher, encryptCbc } from "../../../device-emulators/crypto/blocks.ts";
import { concat, fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { KEYS, PIN_BLOCK, TRACK_2 } from "../../vectors/unionpay.ts";

const key = fc.constantFrom(8, 16, 24).chain((length) => bytes(length, length));
const blocks = fc.nat({ max: 5 }).chain((count) => bytes(count * 8, count * 8));
const vector = bytes(8, 8);

describe("desCipher", () => {
  test.each([
    ["8 bytes, single DES", "133457799BBCDFF1", "0123456789ABCDEF", "85E813540F0AB405"],
    ["16 bytes", KEYS.pik.clear, PIN_BLOCK.clear, PIN_BLOCK.enciphered],
    ["16 bytes, track data", KEYS.tdk.clear, TRACK_2.clear, TRACK_2.enciphered],
    ["two blocks", KEYS.tmk, KEYS.pik.clear, KEYS.f62.slice(0, 32)],
  ])("%s", (_name, keyHex, clear, enciphered) => {
    const cipher = desCipher(fromHex(keyHex));
    expect(toHex(cipher.encrypt(fromHex(clear)))).toBe(enciphered);
    expect(toHex(cipher.decrypt(fromHex(enciphered)))).toBe(clear);
  });

  test("equals OpenSSL both ways, for every length of key", () => {
    fc.assert(
      fc.property(key, blocks, (keyBytes, data) => {
        const cipher = desCipher(keyBytes);
        expect(toHex(cipher.encrypt(data))).toBe(openSsl("des-ede3-ecb", keyBytes, data, "in"));
        expect(toHex(cipher.decrypt(data))).toBe(openSsl("des-ede3-ecb", keyBytes, data, "out"));
      }),
    );
  });

  test("remembers nothing between calls", () => {
    const cipher = desCipher(fromHex(KEYS.tmk));
    const block = fromHex(PIN_BLOCK.clear);
    const first = cipher.decrypt(block);
    cipher.decrypt(cipher.encrypt(block));
    expect(cipher.decrypt(block)).toEqual(first);
  });

  test("ignores parity bits", () => {
    const even = desCipher(fromHex("0022446688AACCEE"));
    const odd = desCipher(fromHex("0123456789ABCDEF"));
    expect(even.encrypt(new Uint8Array(8))).toEqual(odd.encrypt(new Uint8Array(8)));
  });

  test.each([0, 7, 9, 15, 17, 23, 25, 32])("refuses a key of %i bytes", (length) => {
    expect(() => desCipher(new Uint8Array(length))).toThrow("8, 16 or 24");
  });

  test.each([1, 7, 9])("refuses %i bytes of data", (length) => {
    const cipher = desCipher(new Uint8Array(8));
    expect(() => cipher.encrypt(new Uint8Array(length))).toThrow("whole blocks");
    expect(() => cipher.decrypt(new Uint8Array(length))).toThrow("whole blocks");
    expect(() => encryptCbc(cipher, new Uint8Array(8), new Uint8Array(length))).toThrow();
  });
});

describe("cipher block chaining", () => {
  test("equals OpenSSL both ways", () => {
    fc.assert(
      fc.property(key, vector, blocks, (keyBytes, start, data) => {
        const cipher = desCipher(keyBytes);
        const mode = "des-ede3-cbc";
        expect(toHex(encryptCbc(cipher, start, data))).toBe(
          openSsl(mode, keyBytes, data, "in", start),
        );
        expect(toHex(decryptCbc(cipher, start, data))).toBe(
          openSsl(mode, keyBytes, data, "out", start),
        );
      }),
    );
  });
});

function bytes(minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength, maxLength });
}

/** Single DES is triple DES with three equal keys: OpenSSL 3 has no single one. */
function openSsl(
  mode: string,
  key: Uint8Array,
  data: Uint8Array,
  way: "in" | "out",
  start: Uint8Array | null = null,
): string {
  const first = key.subarray(0, 8);
  const second = key.length > 8 ? key.subarray(8, 16) : first;
  const third = key.length > 16 ? key.subarray(16) : first;
  const create = way === "in" ? createCipheriv : createDecipheriv;
  const cipher = create(mode, concat([first, second, third]), start);
  cipher.setAutoPadding(false);
  return toHex(concat([cipher.update(data), cipher.final()]));
}
