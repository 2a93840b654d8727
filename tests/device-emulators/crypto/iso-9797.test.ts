import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  aesCipher,
  desCipher,
  desPair,
  sm4Cipher,
} from "../../../device-emulators/crypto/blocks.ts";
import { cbcMac, pad, retailMac } from "../../../device-emulators/crypto/iso-9797.ts";
import { concat, fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { ISO_9797_MACS } from "../../../sim-server/conformance/vectors/macs.ts";
import { openSsl } from "../../kit/cipher-oracle.ts";

const PADDINGS = [1, 2, 3] as const;

describe("pad", () => {
  test.each([
    [1, 8, "", "0000000000000000"],
    [1, 8, "01", "0100000000000000"],
    [1, 8, "0102030405060708", "0102030405060708"],
    [1, 8, "010203040506070809", "01020304050607080900000000000000"],
    [2, 8, "", "8000000000000000"],
    [2, 8, "01020304050607", "0102030405060780"],
    [2, 8, "0102030405060708", "01020304050607088000000000000000"],
    [3, 8, "", "00000000000000000000000000000000"],
    [3, 8, "1234", "00000000000000101234000000000000"],
    [3, 8, "1234567890123456", "00000000000000401234567890123456"],
    [1, 16, "0102030405060708", "01020304050607080000000000000000"],
    [2, 16, "0102030405060708090A0B0C0D0E0F", "0102030405060708090A0B0C0D0E0F80"],
    [3, 16, "FF", "00000000000000000000000000000008FF000000000000000000000000000000"],
  ] as const)("method %i, blocks of %i, of %j", (padding, blockBytes, data, padded) => {
    expect(toHex(pad(fromHex(data), padding, blockBytes))).toBe(padded);
  });
});

describe("algorithms 1 and 3", () => {
  test.each(ISO_9797_MACS)("$id", ({ algorithm, padding, key, text, expected }) => {
    const data = fromLatin1(text);
    const mac =
      algorithm === 1
        ? cbcMac(desCipher(fromHex(key)), data, padding)
        : retailMac(desPair(fromHex(key)), data, padding);
    expect(toHex(mac)).toBe(expected);
  });
});

describe("cbcMac", () => {
  test.each([
    ["DES", desCipher, 16],
    ["AES", aesCipher, 32],
    ["SM4", sm4Cipher, 16],
  ] as const)("with %s is the last block of OpenSSL's chain", (name, open, keyBytes) => {
    fc.assert(
      fc.property(bytes(keyBytes), fc.uint8Array({ maxLength: 50 }), (key, data) => {
        const cipher = open(key);
        for (const padding of PADDINGS) {
          const padded = pad(data, padding, cipher.blockBytes);
          const start = new Uint8Array(cipher.blockBytes);
          const chain = openSsl([name, "cbc"], key, padded, "in", start);
          expect(toHex(cbcMac(cipher, data, padding))).toBe(chain.slice(-2 * cipher.blockBytes));
        }
      }),
    );
  });
});

describe("retailMac", () => {
  test("of one block is that block under the whole key", () => {
    fc.assert(
      fc.property(bytes(16), bytes(8), (key, block) => {
        expect(retailMac(desPair(key), block, 1)).toEqual(desCipher(key).encrypt(block));
      }),
    );
  });

  test("with two equal halves is a chain of single DES", () => {
    fc.assert(
      fc.property(bytes(8), fc.uint8Array({ maxLength: 40 }), (half, data) => {
        const pair = desPair(concat([half, half]));
        expect(retailMac(pair, data, 2)).toEqual(cbcMac(desCipher(half), data, 2));
      }),
    );
  });
});

function bytes(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({ minLength: length, maxLength: length });
}
