import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher, sm4Cipher } from "../../../device-emulators/crypto/blocks.ts";
import { pad } from "../../../device-emulators/crypto/iso-9797.ts";
import { MAC_METHODS, messageMac, unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { fromHex, fromLatin1, toHex, toLatin1, xor } from "../../../device-emulators/kit/bytes.ts";
import { F64S } from "../../../sim-server/conformance/vectors/unionpay.ts";
import { openSsl } from "../../kit/cipher-oracle.ts";

const KEY = fromHex("0123456789ABCDEFFEDCBA9876543210");
const SALE = fromHex(F64S[2].message);

describe("unionPayMac", () => {
  test.each(F64S)("$id", ({ key, message, expected }) => {
    expect(toLatin1(unionPayMac(desCipher(fromHex(key)), fromHex(message)))).toBe(expected);
  });

  test("with SM4 folds blocks of 16 and enciphers their hex in two steps", () => {
    const [first, second] = [SALE.subarray(0, 16), pad(SALE.subarray(16, 29), 1, 16)];
    const digits = fromLatin1(toHex(xor(first, second)));
    const half = openSsl(["SM4", "ecb"], KEY, digits.subarray(0, 16), "in");
    const mixed = xor(fromHex(half), digits.subarray(16));
    const mac = openSsl(["SM4", "ecb"], KEY, mixed, "in").slice(0, 8);
    expect(toLatin1(unionPayMac(sm4Cipher(KEY), SALE.subarray(0, 29)))).toBe(mac);
  });
});

describe("messageMac", () => {
  test.each([
    ["ecb", toHex(unionPayMac(desCipher(KEY), SALE))],
    ["sm4-ecb", toHex(unionPayMac(sm4Cipher(KEY), SALE))],
    ["x9.9", chain("DES", KEY)],
    ["sm4-cbc", chain("SM4", KEY)],
  ] as const)("%s", (method, mac) => {
    expect(toHex(messageMac(method, KEY)(SALE))).toBe(mac);
  });

  test("x9.19 is a chain of the left half, its last block through the right half and back", () => {
    const [left, right] = [KEY.subarray(0, 8), KEY.subarray(8)];
    const last = fromHex(chain("DES", left));
    const back = fromHex(openSsl(["DES", "ecb"], right, last, "out"));
    const mac = openSsl(["DES", "ecb"], left, back, "in");
    expect(toHex(messageMac("x9.19", KEY)(SALE))).toBe(mac);
  });

  test("x9.9 takes a key of eight bytes", () => {
    expect(toHex(messageMac("x9.9", KEY.subarray(0, 8))(SALE))).toBe(
      chain("DES", KEY.subarray(0, 8)),
    );
  });

  test.each(MAC_METHODS)("%s changes when any one byte of a message does", (method) => {
    const mac = messageMac(method, KEY);
    const before = toHex(mac(SALE));
    fc.assert(
      fc.property(fc.nat({ max: SALE.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = SALE.map((byte, place) => (place === at ? byte ^ by : byte));
        expect(toHex(mac(changed))).not.toBe(before);
        expect(mac(changed)).toHaveLength(8);
      }),
    );
  });
});

/** The first eight bytes of the last block of OpenSSL's chain, zeros behind the data. */
function chain(name: "DES" | "SM4", key: Uint8Array): string {
  const blockBytes = name === "DES" ? 8 : 16;
  const padded = pad(SALE, 1, blockBytes);
  const chained = openSsl([name, "cbc"], key, padded, "in", new Uint8Array(blockBytes));
  return chained.slice(-2 * blockBytes).slice(0, 16);
}
