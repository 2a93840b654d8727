import { describe, expect, test } from "vitest";
import type { MachineSymbol, Paper } from "../../../../device-emulators/devices/printer/paper.ts";
import {
  describeSymbol,
  receiptText,
} from "../../../../device-emulators/devices/printer/receipt-text.ts";
import { encodeGb18030 } from "../../../../device-emulators/kit/gb18030.ts";
import { eanLine, pictureLine, qrLine, runOf, textLine } from "../../../kit/paper-pieces.ts";

const lines = (...paper: Paper): string[] => receiptText(paper).map(({ text }) => text);

describe("receiptText", () => {
  test.each([
    ["a line", textLine("ab  "), ["ab"]],
    ["an empty line", textLine([]), [""]],
    ["a centred line", textLine("ab", { align: "centre" }), [`${" ".repeat(15)}ab`]],
    ["a right-hand Chinese line", textLine("合计", { align: "right" }), [`${" ".repeat(28)}合计`]],
    [
      "a wide line in the middle",
      textLine([runOf("ab", { wide: 2 })], { align: "centre" }),
      [`${" ".repeat(14)}ab`],
    ],
    [
      "a small line to the right",
      textLine([runOf("abcd", { font: "b" })], { align: "right" }),
      [`${" ".repeat(29)}abcd`],
    ],
    ["a run at its place", textLine([runOf("a"), runOf("9", { atDots: 120 })]), ["a         9"]],
    ["an indented area", textLine("a", { area: { leftDots: 36, widthDots: 100 } }), ["   a"]],
    ["a feed of two lines", { kind: "feed", dots: 60 }, ["", ""]],
    ["a feed of less than half a line", { kind: "feed", dots: 14 }, []],
    ["a picture", pictureLine(["########", "........"]), ["[picture 8x2]"]],
    [
      "a picture on a line of its own",
      textLine([], { pictures: [{ ...pictureLine(["########"]), atDots: 0 }] }),
      ["[picture 8x1]"],
    ],
    ["a bar code", eanLine("952012345678"), ["[ean-13 9520123456788]"]],
    [
      "an old QR code",
      {
        ...qrLine(encodeGb18030("1")),
        symbol: { ...qrLine(encodeGb18030("1")).symbol, model: "1" } as MachineSymbol,
      },
      ["[qr-model-1 1]"],
    ],
    ["a QR code", qrLine(encodeGb18030("发票 1")), ["[qr 发票 1]"]],
    ["a cut", { kind: "cut", full: true, dots: 0 }, ["- - - - cut - - - -"]],
    ["a partial cut", { kind: "cut", full: false, dots: 0 }, ["- - - partial cut - - -"]],
  ] as const)("sets %s", (_name, line, expected) => {
    expect(lines(line)).toEqual(expected);
  });

  test("keeps the bytes that each line came from", () => {
    const page = {
      kind: "page",
      widthDots: 384,
      dots: 60,
      items: ["a", "b"].map(
        (text) => ({ xDots: 0, yDots: 0, turn: 0, line: textLine(text) }) as const,
      ),
      source: { at: 3, end: 9 },
    } as const;
    expect(receiptText([page, textLine("c")])).toEqual([
      { text: "a", source: { at: 3, end: 9 } },
      { text: "b", source: { at: 3, end: 9 } },
      { text: "c" },
    ]);
  });
});

test("a symbol that cannot be drawn says why", () => {
  expect(describeSymbol(eanLine("12").symbol)).toBe(
    "[ean-13 not printed: EAN-13 must be 12 or 13 digits]",
  );
});
