import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMinor, parseAmount } from "../../../device-emulators/kit/money.ts";

test.each([
  [0, "0.00"],
  [5, "0.05"],
  [8640, "86.40"],
  [-280, "-2.80"],
  [999_999_999_999, "9999999999.99"],
])("%i fen is %s", (amountMinor, text) => {
  expect(formatMinor(amountMinor)).toBe(text);
});

test.each([
  ["86.40", 8640],
  ["86.4", 8640],
  ["86", 8600],
  ["0.01", 1],
  ["9999999999.99", 999_999_999_999],
  ["0", undefined],
  ["0.00", undefined],
  ["10000000000", undefined],
  ["86.405", undefined],
  ["-1", undefined],
  ["1e3", undefined],
  ["", undefined],
])("%s is %s fen", (text, amountMinor) => {
  expect(parseAmount(text)).toBe(amountMinor);
});

test("an amount that is written can be read", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), (amountMinor) => {
      expect(parseAmount(formatMinor(amountMinor))).toBe(amountMinor);
    }),
  );
});
