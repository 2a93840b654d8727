import type { PaperLine, TextRun } from "../../device-emulators/devices/printer/paper.ts";
import type { Barcode } from "../../device-emulators/devices/printer/symbols/barcode.ts";
import { fromLatin1 } from "../../device-emulators/kit/bytes.ts";

type Line<Kind> = Extract<PaperLine, { readonly kind: Kind }>;

/** Plain characters, but for what `style` says. */
export function runOf(text: string, style: Partial<TextRun> = {}): TextRun {
  return { text, bold: false, inverse: false, wide: 1, tall: 1, ...style };
}

/** A line of text: plain words, or runs. */
export function textLine(
  text: string | readonly TextRun[],
  more: Partial<Line<"text">> = {},
): Line<"text"> {
  const runs = typeof text === "string" ? [runOf(text)] : text;
  return { kind: "text", runs, align: "left", dots: 30, ...more };
}

/** A picture of rows of `#` and `.`, whole bytes wide. */
export function pictureLine(
  rows: readonly string[],
  more: Partial<Line<"raster">> = {},
): Line<"raster"> {
  const rowBytes = Math.ceil((rows[0]?.length ?? 0) / 8);
  const bits = new Uint8Array(rowBytes * rows.length);
  for (const [y, row] of rows.entries()) {
    for (const [x, dot] of [...row].entries()) {
      const at = y * rowBytes + (x >> 3);
      if (dot === "#") bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const scale = { wide: 1, tall: 1 };
  return { kind: "raster", bits, rowBytes, scale, align: "left", dots: rows.length, ...more };
}

/** An EAN-13 code of 95 modules, its digits below it unless told otherwise. */
export function eanLine(digits: string, more: Partial<Barcode> = {}): Line<"symbol"> {
  const symbol: Barcode = {
    symbology: "ean-13",
    data: fromLatin1(digits),
    moduleDots: 2,
    heightDots: 10,
    readable: "below",
    readableFont: "a",
    ...more,
  };
  return { kind: "symbol", symbol, align: "centre", dots: 34 };
}

/** A QR code of model 2. */
export function qrLine(data: Uint8Array): Line<"symbol"> {
  const symbol = { symbology: "qr", data, model: "2", moduleDots: 3, level: "L" } as const;
  return { kind: "symbol", symbol, align: "left", dots: 63 };
}
