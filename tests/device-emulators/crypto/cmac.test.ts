import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aesCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { cmac } from "../../../device-emulators/crypto/cmac.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { CMACS } from "../../../sim-server/conformance/vectors/macs.ts";

const OPEN = { AES: aesCipher, DES: desCipher } as const;

describe("cmac", () => {
  test.each(CMACS)("$id", ({ cipher, key, data, expected }) => {
    expect(toHex(cmac(OPEN[cipher](fromHex(key)), fromHex(data)))).toBe(expected);
  });

  test("tells data from the same data with the mark that padding would add", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.nat({ max: 15 }),
        (key, length) => {
          const cipher = aesCipher(key);
          const marked = new Uint8Array(16);
          marked[length] = 0x80;
          expect(cmac(cipher, new Uint8Array(length))).not.toEqual(cmac(cipher, marked));
        },
      ),
    );
  });

  test("leaves the data as they were", () => {
    const data = new Uint8Array(32).fill(7);
    cmac(desCipher(new Uint8Array(16)), data);
    expect(data).toEqual(new Uint8Array(32).fill(7));
  });
});
