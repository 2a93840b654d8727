import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countEdits, nearest } from "../../../scenarios/format/nearest.ts";

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["abc", "", 3],
  ["abc", "abc", 0],
  ["abc", "abd", 1],
  ["abc", "ab", 1],
  ["abc", "abcd", 1],
  ["abc", "bac", 1],
  ["abcd", "acbd", 1],
  ["costumer", "customer", 2],
])("%s to %s takes %i edits", (from, to, edits) => {
  expect(countEdits(from, to)).toBe(edits);
});

describe("nearest", () => {
  test.each([
    ["a slip", "mlik", "milk"],
    ["two slips in a short word", "mlkk", undefined],
    ["two slips in six letters", "tooast", "toasts"],
    ["three slips in a word of nine", "scan-goox", "scan-goods"],
    ["the first of two as near", "mil", "milk"],
    ["a word as short as its slips", "xy", undefined],
  ])("%s", (_name, word, meant) => {
    expect(nearest(word, ["milk", "mild", "scan-goods", "ab", "toasts"])).toBe(meant);
  });

  test("of candidates that hold the word itself, it is the word", () => {
    const word = fc.string({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, fc.array(word), (each, others) => {
        expect(nearest(each, [...others, each])).toBe(each);
      }),
    );
  });

  test("edits are as many in the other direction, and never more than the longer word", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (a, b) => {
        expect(countEdits(a, b)).toBe(countEdits(b, a));
        expect(countEdits(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
