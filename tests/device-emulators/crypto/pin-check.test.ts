import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import {
  computePvv,
  naturalPin,
  pinOffset,
  pinOfOffset,
} from "../../../device-emulators/crypto/pin-check.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import {
  IBM_3624_TABLE,
  IBM_3624S,
  PVVS,
} from "../../../sim-server/conformance/vectors/card-values.ts";

const KEY = desCipher(fromHex("0123456789ABCDEFFEDCBA9876543210"));
const ISSUER = { key: KEY, table: IBM_3624_TABLE };

describe("computePvv", () => {
  test.each(PVVS)("$id", ({ key, expected, ...card }) => {
    expect(computePvv(desCipher(fromHex(key)), card)).toBe(expected);
  });

  test("looks at the first four digits of a longer PIN", () => {
    const card = { pan: "1122334455667788", keyIndex: "1" };
    expect(computePvv(KEY, { ...card, pin: "452499" })).toBe(
      computePvv(KEY, { ...card, pin: "4524" }),
    );
  });

  test.each([
    ["a PIN of 3 digits", { pan: "1122334455667788", keyIndex: "1", pin: "123" }],
    ["a PAN of 11 digits", { pan: "11223344556", keyIndex: "1", pin: "1234" }],
    ["a key index of two digits", { pan: "1122334455667788", keyIndex: "11", pin: "1234" }],
  ])("is not computed over %s", (_name, card) => {
    expect(() => computePvv(KEY, card)).toThrow("11 + 1 + 4");
  });
});

describe("IBM 3624", () => {
  test.each(IBM_3624S)("offset $offset leads from $validation to $pin", (row) => {
    expect(pinOfOffset(ISSUER, row.validation, row.offset)).toBe(row.pin);
    expect(pinOffset(ISSUER, row.validation, row.pin)).toBe(row.offset);
  });

  test("a natural PIN reads hex digits by the issuer's table", () => {
    const hex = { key: KEY, table: "0123456789012345" };
    const validation = "1122334455667788";
    const shifted = Array.from(
      naturalPin(hex, validation, 16),
      (digit) => (Number(digit) + 1) % 10,
    );
    expect(naturalPin(ISSUER, validation, 16)).toBe(shifted.join(""));
  });

  test("a table of 15 digits is a bug", () => {
    expect(() => naturalPin({ key: KEY, table: "123456789012345" }, "1122334455667788", 4)).toThrow(
      "16 digits",
    );
  });

  test("an offset leads back to the PIN it was made for, of any length", () => {
    const pin = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(pin, (chosen) => {
        const validation = "6655443322110099";
        const offset = pinOffset(ISSUER, validation, chosen);
        expect(pinOfOffset(ISSUER, validation, offset)).toBe(chosen);
      }),
    );
  });
});
