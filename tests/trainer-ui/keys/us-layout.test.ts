import { expect, test } from "vitest";
import { typedOn } from "../../../trainer-ui/keys/us-layout.ts";

test.each<[string, boolean, string | undefined]>([
  ["Digit1", false, "1"],
  ["Digit5", true, "%"],
  ["Digit6", true, "^"],
  ["Digit0", true, ")"],
  ["Numpad7", false, "7"],
  ["KeyA", false, "a"],
  ["KeyA", true, "A"],
  ["Semicolon", false, ";"],
  ["Slash", true, "?"],
  ["Equal", false, "="],
  ["BracketRight", false, "]"],
  ["Space", false, " "],
  ["Enter", false, undefined],
  ["F1", false, undefined],
  ["", false, undefined],
])("%s, Shift %s, types %s", (code, shift, typed) => {
  expect(typedOn(code, shift)).toBe(typed);
});

test("a US keyboard types all of printable ASCII", () => {
  const codes = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].map((letter) => `Key${letter}`);
  const more =
    "Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Backquote Comma Period Slash Space";
  const digits = [..."0123456789"].map((digit) => `Digit${digit}`);
  const typed = [...codes, ...digits, ...more.split(" ")].flatMap((code) => [
    typedOn(code, false),
    typedOn(code, true),
  ]);
  const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at));
  expect(new Set(typed)).toEqual(new Set(ascii));
});
