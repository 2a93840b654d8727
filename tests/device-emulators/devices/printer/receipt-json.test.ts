import { expect, test } from "vitest";
import type { Paper } from "../../../../device-emulators/devices/printer/paper.ts";
import { receiptJson } from "../../../../device-emulators/devices/printer/receipt-json.ts";
import { eanLine, pictureLine, qrLine, textLine } from "../../../kit/paper-pieces.ts";

const described = (paper: Paper): unknown => JSON.parse(JSON.stringify(receiptJson(paper)));

test("each piece tells what it is, its paper and its bytes", () => {
  const style = { bold: false, inverse: false, wide: 1, tall: 1 };
  const item = { xDots: 1, yDots: 2, turn: 90, line: textLine("a") } as const;
  expect(
    described([
      textLine("a", { source: { at: 4, end: 6 } }),
      { kind: "feed", dots: 12, upsideDown: true },
      pictureLine(["#......."], { area: { leftDots: 1, widthDots: 2 } }),
      qrLine(Uint8Array.of(0x41)),
      eanLine("12"),
      { kind: "page", widthDots: 384, dots: 50, items: [item] },
      { kind: "cut", full: false, dots: 0 },
    ]),
  ).toEqual([
    {
      kind: "text",
      dots: 30,
      source: { offset: 4, length: 2 },
      align: "left",
      runs: [{ text: "a", ...style }],
    },
    { kind: "feed", dots: 12, source: null, upsideDown: true },
    {
      kind: "raster",
      dots: 1,
      source: null,
      area: { leftDots: 1, widthDots: 2 },
      align: "left",
      widthDots: 8,
      heightDots: 1,
      rowBytes: 1,
      scale: { wide: 1, tall: 1 },
      bits: "80",
    },
    {
      kind: "symbol",
      dots: 63,
      source: null,
      align: "left",
      symbol: { symbology: "qr", data: "41", model: "2", moduleDots: 3, level: "L" },
      refused: null,
    },
    expect.objectContaining({ kind: "symbol", refused: "EAN-13 must be 12 or 13 digits" }),
    {
      kind: "page",
      dots: 50,
      source: null,
      widthDots: 384,
      items: [
        expect.objectContaining({
          xDots: 1,
          turn: 90,
          line: expect.objectContaining({ kind: "text" }),
        }),
      ],
    },
    { kind: "cut", dots: 0, source: null, full: false },
  ]);
});
