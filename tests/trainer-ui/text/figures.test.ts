import fc from "fast-check";
import { expect, test } from "vitest";
import {
  chapterNumeral,
  formalNumeral,
  formatMinor,
  formatOver,
  formatPoints,
  formatSeconds,
  formatTarget,
  groupDigits,
} from "../../../trainer-ui/text/figures.ts";

test.each([
  [0, "0.00"],
  [1, "0.01"],
  [99, "0.99"],
  [100, "1.00"],
  [8640, "86.40"],
  [-280, "−2.80"],
  [999_999_999_999, "9999999999.99"],
])("%i fen is %s", (amountMinor, shown) => {
  expect(formatMinor(amountMinor)).toBe(shown);
});

test("every amount is read back as it was", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), (amountMinor) => {
      expect(Math.round(Number(formatMinor(amountMinor)) * 100)).toBe(amountMinor);
    }),
  );
});

test.each([
  [0, "0.0"],
  [49, "0.0"],
  [50, "0.1"],
  [41_349, "41.3"],
  [59_999, "60.0"],
])("%i ms is %s seconds", (ms, shown) => {
  expect(formatSeconds(ms)).toBe(shown);
});

test.each([
  [0, "0:00"],
  [38_000, "0:38"],
  [59_499, "0:59"],
  [59_500, "1:00"],
  [90_000, "1:30"],
])("a target of %i ms is %s", (ms, shown) => {
  expect(formatTarget(ms)).toBe(shown);
});

test.each([
  [11, "+1.1"],
  [-8, "−0.8"],
  [0, "0.0"],
])("%i tenths over is %s", (tenths, shown) => {
  expect(formatOver(tenths)).toBe(shown);
});

test("points have a decimal only where they need one", () => {
  expect([14, 2.5, 0].map(formatPoints)).toEqual(["14", "2.5", "0"]);
});

test("numerals stand as on a cheque, or as they are spoken", () => {
  expect([1, 5, 9, 12].map(formalNumeral)).toEqual(["壹", "伍", "玖", "12"]);
  expect([chapterNumeral(5, "zh"), chapterNumeral(5, "en"), chapterNumeral(12, "zh")]).toEqual([
    "五",
    "5",
    "12",
  ]);
});

test.each([
  ["6212345678901265", "6212 3456 7890 1265"],
  ["6212 3456 7890 1265", "6212 3456 7890 1265"],
  ["1234", "1234"],
  ["12345", "1234 5"],
  ["", ""],
])("the digits %s stand in groups", (digits, shown) => {
  expect(groupDigits(digits)).toBe(shown);
});
