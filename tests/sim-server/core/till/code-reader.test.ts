import fc from "fast-check";
import { expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import {
  CODE_CHARS_MAX,
  maskCode,
  readCodes,
} from "../../../../sim-server/core/till/code-reader.ts";

test.each([
  ["a code and CR", ["123\r"], ["123"], ""],
  ["a code and LF", ["123\n"], ["123"], ""],
  ["CR LF end one code, not two", ["123\r\n45\r\n"], ["123", "45"], ""],
  ["a code in pieces", ["1", "2", "", "3", "\r4"], ["123"], "4"],
  ["an end without a code", ["\r\r\n"], [], ""],
  ["TAB, and ETX of an envelope, end a code too", ["1\t\u00022\u0003"], ["1", "2"], ""],
  ["an AIM identifier is no part of it", ["]E0123\r]C1\r"], ["123"], ""],
  ["no end yet", ["123"], [], "123"],
  ["noise is passed over", ["\u0002 1\u00002é3\u007f\r"], ["123"], ""],
  ["a code of the greatest length", [`${"7".repeat(48)}\r`], ["7".repeat(48)], ""],
  [
    "what is longer is cut",
    [`${"7".repeat(40)}`, `${"8".repeat(40)}\r`],
    ["7".repeat(40) + "8".repeat(8)],
    "",
  ],
] as const)("%s", (_, pieces, codes, left) => {
  expect(readAll(pieces)).toEqual({ codes, left });
});

test("however the bytes are cut, the codes are the same, and what is held is bounded", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[0-9A-Z\r\n]{0,80}$/)), (pieces) => {
      const cut = readAll(pieces);
      expect(cut).toEqual(readAll([pieces.join("")]));
      expect(cut.left.length).toBeLessThanOrEqual(CODE_CHARS_MAX);
    }),
  );
});

test.each([
  ["2004170001013", "2004170001013"],
  ["6212345678901265", "621234******1265"],
])("an unknown code %s shows as %s", (code, shown) => {
  expect(maskCode(code)).toBe(shown);
});

function readAll(pieces: readonly string[]): { codes: string[]; left: string } {
  const codes: string[] = [];
  let left = "";
  for (const piece of pieces) {
    const read = readCodes(left, fromLatin1(piece));
    left = read.reader;
    codes.push(...read.codes);
  }
  return { codes, left };
}
