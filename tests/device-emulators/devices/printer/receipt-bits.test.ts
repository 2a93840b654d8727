import { BarcodeFormat } from "@zxing/library";
import { describe, expect, test } from "vitest";
import { bitmapOf, isBlack } from "../../../../device-emulators/devices/printer/bitmap.ts";
import type { Paper } from "../../../../device-emulators/devices/printer/paper.ts";
import {
  MARGIN_DOTS,
  receiptBits,
  SHEET_DOTS_MAX,
} from "../../../../device-emulators/devices/printer/receipt-bits.ts";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { drawBitmap } from "../../../kit/draw-bitmap.ts";
import { eanLine, pictureLine, qrLine, runOf, textLine } from "../../../kit/paper-pieces.ts";
import { scan } from "../../../kit/symbol-scanner.ts";

/** Of each character only the top left quarter is black; "?" is missing. */
const face = (code: number) =>
  code === 0x3f ? undefined : bitmapOf(12, 24, (x, y) => x < 6 && y < 12);

/** Where ink lies: `left,top+width x height`, from the corner of the print head's width. */
function ink(paper: Paper): string {
  const bitmap = receiptBits(paper, { face });
  const black = drawBitmap(bitmap).flatMap((row, y) =>
    [...row].flatMap((dot, x) => (dot === "#" ? [{ x: x - MARGIN_DOTS, y: y - MARGIN_DOTS }] : [])),
  );
  const [xs, ys] = [black.map(({ x }) => x), black.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return `${left},${top}+${Math.max(...xs) - left + 1}x${Math.max(...ys) - top + 1}`;
}

describe("receiptBits", () => {
  test.each([
    ["a character", [textLine("a")], "0,0+6x12"],
    ["a bold one, a dot wider", [textLine([runOf("a", { bold: true })])], "0,0+7x12"],
    [
      "a tall and wide one",
      [textLine([runOf("a", { wide: 2, tall: 2 })], { dots: 60 })],
      "0,0+12x24",
    ],
    ["an inverse one", [textLine([runOf("a", { inverse: true })])], "0,0+12x24"],
    ["an underlined blank", [textLine([runOf("a", { underline: 2 })])], "0,0+12x24"],
    ["a turned one", [textLine([runOf("a", { turned: true })])], "6,0+6x12"],
    ["one that the face lacks", [textLine("?")], "2,4+8x16"],
    ["a line behind a feed", [{ kind: "feed", dots: 40 }, textLine("a")], "0,40+6x12"],
    ["an upside-down line", [textLine("a", { upsideDown: true })], "378,18+6x12"],
    [
      "a picture twice as wide",
      [pictureLine(["#######."], { scale: { wide: 2, tall: 1 } })],
      "0,0+14x1",
    ],
    ["a turned item of a page", pageWith(90), "88,50+12x6"],
    ["an item on its head", pageWith(180), "94,38+6x12"],
    ["an item turned to the left", pageWith(270), "100,44+12x6"],
  ] as const)("prints %s", (_name, paper, expected) => {
    expect(ink(paper)).toBe(expected);
  });

  test("draws a cut as dashes from edge to edge", () => {
    const bitmap = receiptBits([{ kind: "cut", full: true, dots: 0 }], { face, widthDots: 8 });
    expect(drawBitmap(bitmap)[MARGIN_DOTS]).toBe("######......".repeat(6));
  });

  test("is as wide as the head and its margins, as long as the paper and its margins", () => {
    const bitmap = receiptBits([textLine("a"), { kind: "feed", dots: 7 }], {
      face,
      widthDots: 576,
    });
    expect([bitmap.widthDots, bitmap.heightDots]).toEqual([640, 37 + 64]);
    expect(isBlack(bitmap, MARGIN_DOTS, MARGIN_DOTS)).toBe(true);
  });

  test("leaves out what lies beyond the longest picture", () => {
    const far = { kind: "feed", dots: SHEET_DOTS_MAX } as const;
    const bitmap = receiptBits([far, textLine("a"), far], { face, widthDots: 8 });
    expect(bitmap.heightDots).toBe(SHEET_DOTS_MAX + 2 * MARGIN_DOTS);
  });

  test("prints symbols that a scanner reads", () => {
    const bits = (paper: Paper) => receiptBits(paper, { face });
    const ean = eanLine("952012345678", { heightDots: 60 });
    expect(scan(bits([{ ...ean, dots: 90 }]), BarcodeFormat.EAN_13)).toBe("9520123456788");
    expect(scan(bits([qrLine(fromLatin1("paid"))]), BarcodeFormat.QR_CODE)).toBe("paid");
  });
});

function pageWith(turn: 90 | 180 | 270): Paper {
  const item = { xDots: 100, yDots: 50, turn, line: textLine("a") } as const;
  return [{ kind: "page", widthDots: 384, dots: 200, items: [item] }];
}
