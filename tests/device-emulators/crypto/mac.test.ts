import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { pad, retailMac, unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { fromHex, fromLatin1, toHex, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { RETAIL_MACS } from "../../vectors/iso-9797.ts";
import { MACS } from "../../vectors/unionpay.ts";

describe("unionPayMac", () => {
  test.each(MACS)("%s", (_name, key, message, mac) => {
    expect(toLatin1(unionPayMac(desCipher(fromHex(key)), fromHex(message)))).toBe(mac);
  });

  test("changes when any one byte of a message does", () => {
    const cipher = desCipher(fromHex(MACS[2][1]));
    const message = fromHex(MACS[2][2]);
    fc.assert(
      fc.property(
        fc.nat({ max: message.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const changed = message.map((byte, place) => (place === at ? byte ^ by : byte));
          expect(toLatin1(unionPayMac(cipher, changed))).not.toBe(MACS[2][3]);
        },
      ),
    );
  });
});

describe("retailMac", () => {
  test.each(RETAIL_MACS)("%s over %j, padding %i", (key, text, padding, mac) => {
    expect(toHex(retailMac(fromHex(key), fromLatin1(text), padding))).toBe(mac);
  });
});

describe("pad", () => {
  test.each([
    [1, "", "0000000000000000"],
    [1, "01", "0100000000000000"],
    [1, "0102030405060708", "0102030405060708"],
    [1, "010203040506070809", "01020304050607080900000000000000"],
    [2, "", "8000000000000000"],
    [2, "01020304050607", "0102030405060780"],
    [2, "0102030405060708", "01020304050607088000000000000000"],
  ] as const)("method %i of %j", (padding, data, padded) => {
    expect(toHex(pad(fromHex(data), padding))).toBe(padded);
  });
});
