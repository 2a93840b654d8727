import { expect, test } from "vitest";
import { readCode128 } from "../../../../../device-emulators/devices/printer/symbols/code-128.ts";
import { fromLatin1 } from "../../../../../device-emulators/kit/bytes.ts";

test.each([
  ["{BAz ~", "104 33 90 0 94", "Az ~"],
  ["{A_\x00\x1f", "103 63 64 95", "_  "],
  ["{C\x00\x63", "105 0 99", "0099"],
  ["{B1{C\x01{A2", "104 17 99 1 101 18", "1012"],
  ["{B{Ba", "104 65", "a"],
  ["{A1{Sa1", "103 17 98 65 17", "1a1"],
  ["{Ba{S\x01b", "104 65 98 65 66", "a b"],
  ["{B{1{2{3{4a", "104 102 97 96 100 65", "a"],
  ["{A{4A", "103 101 33", "A"],
  ["{C{1\x05", "105 102 5", "05"],
  ["{B{{", "104 91", "{"],
])("%j is the characters %s", (data, codewords, readable) => {
  expect(readCode128(fromLatin1(data))).toEqual({
    ok: true,
    value: { codewords: codewords.split(" ").map(Number), readable },
  });
});

test.each([
  ["", "Code 128 begins with {A, {B or {C"],
  ["{D1", "Code 128 begins with {A, {B or {C"],
  ["{B", "Code 128 holds no character"],
  ["{Aab", "byte 2 of the data is no character of code set A"],
  ["{B\x1f", "byte 2 of the data is no character of code set B"],
  ["{C\x64", "byte 2 of the data is no character of code set C"],
  ["{C{2", "byte 3 of the data is no character of code set C"],
  ["{B1{", "byte 4 of the data is no character of code set B"],
])("%j is refused: %s", (data, reason) => {
  expect(readCode128(fromLatin1(data))).toEqual({ ok: false, error: reason });
});
