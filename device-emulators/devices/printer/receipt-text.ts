import { toLatin1 } from "../../kit/bytes.ts";
import { COLUMN_DOTS, LINE_DOTS, PRINT_WIDTH_DOTS } from "../../kit/escpos-codes.ts";
import { FONT_DOTS } from "../../kit/escpos-fonts.ts";
import { decodeGb18030, textColumns } from "../../kit/gb18030.ts";
import type { MachineSymbol, Paper, PaperLine, TextRun } from "./paper.ts";
import { drawSymbol, isBarcode } from "./symbols/symbol.ts";

/** A line of text, and the bytes of the job it came from where the paper tells. */
export type ReceiptLine = {
  readonly text: string;
  readonly source?: { readonly at: number; readonly end: number };
};

type Source = Pick<ReceiptLine, "source">;

export const CUT_MARK = "- - - - cut - - - -";
export const PARTIAL_CUT_MARK = "- - - partial cut - - -";

/**
 * The paper as lines of text without blanks at their ends: a symbol says what it holds, a picture
 * its size, a feed is empty lines.
 *
 * @param widthDots the width of the print head, which centred and right-hand lines go by
 */
export function receiptText(paper: Paper, widthDots = PRINT_WIDTH_DOTS): ReceiptLine[] {
  return paper.flatMap((line) => {
    const source: Source = line.source === undefined ? {} : { source: line.source };
    return textsOf(line, widthDots).map((text) => ({ text: text.trimEnd(), ...source }));
  });
}

function textsOf(line: PaperLine, widthDots: number): string[] {
  switch (line.kind) {
    case "feed":
      return new Array<string>(Math.round(line.dots / LINE_DOTS)).fill("");
    case "cut":
      return [line.full ? CUT_MARK : PARTIAL_CUT_MARK];
    case "text":
      return [
        ...(line.runs.length > 0 || line.pictures === undefined ? [setOut(line, widthDots)] : []),
        ...(line.pictures ?? []).map(describePicture),
      ];
    case "raster":
      return [describePicture(line)];
    case "symbol":
      return [describeSymbol(line.symbol)];
    case "page":
      return line.items.flatMap((item) => textsOf(item.line, line.widthDots));
  }
}

type TextLine = Extract<PaperLine, { readonly kind: "text" }>;

/** Characters at the column where they stand on paper, as far as columns can tell. */
function setOut({ runs, align, area }: TextLine, widthDots: number): string {
  let text = "";
  let dots = 0;
  for (const run of runs) {
    if (run.atDots !== undefined && run.atDots > dots) {
      dots = run.atDots;
      const blanks = Math.round(dots / COLUMN_DOTS) - textColumns(text);
      text += " ".repeat(Math.max(0, blanks));
    }
    text += run.text;
    dots += widthOf(run);
  }
  const { leftDots, widthDots: room } = area ?? { leftDots: 0, widthDots };
  const free = Math.max(0, room - dots);
  const shift = align === "left" ? 0 : align === "right" ? free : free / 2;
  return " ".repeat(Math.floor((leftDots + shift) / COLUMN_DOTS)) + text;
}

function widthOf({ text, font, wide, spacingDots = 0, halfWidth }: TextRun): number {
  return (
    (halfWidth === true ? text.length : textColumns(text)) *
    (FONT_DOTS[font ?? "a"].wide * wide + spacingDots)
  );
}

type Dots = { readonly bits: Uint8Array; readonly rowBytes: number; readonly widthDots?: number };

function describePicture({ bits, rowBytes, widthDots = rowBytes * 8 }: Dots): string {
  return `[picture ${widthDots}x${rowBytes === 0 ? 0 : Math.floor(bits.length / rowBytes)}]`;
}

/** What a scanner would read, or why it would read nothing. */
export function describeSymbol(symbol: MachineSymbol): string {
  const drawn = drawSymbol(symbol);
  const old = symbol.symbology === "qr" && symbol.model === "1";
  const name = old ? "qr-model-1" : symbol.symbology;
  if (!drawn.ok) return `[${name} not printed: ${drawn.error}]`;
  return `[${name} ${isBarcode(symbol) ? drawn.value.readable : contentOf(symbol.data)}]`;
}

function contentOf(data: Uint8Array): string {
  const text = decodeGb18030(data);
  return (text.ok ? text.value : toLatin1(data)).replace(/\p{Cc}/gu, "\uFFFD");
}
