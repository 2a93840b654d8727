import { COLUMNS, LINE_DOTS } from "../../kit/escpos-codes.ts";
import { textColumns } from "../../kit/gb18030.ts";

const CUT_TEXT = "- - - - - - - cut - - - - - - -";

/** Where a line stands between the paper's edges. */
export type Align = "left" | "centre" | "right";

/** Characters of one style. `wide` and `tall` are 1 to 8 times the plain glyph. */
export type TextRun = {
  readonly text: string;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly wide: number;
  readonly tall: number;
  /** The small glyph; absent means font A. */
  readonly font?: "b";
  /** How thick the line below is, in dots; absent means none. */
  readonly underline?: 1 | 2;
  readonly red?: true;
  /** Every character is one column wide, as on a code page; absent means ASCII alone is. */
  readonly halfWidth?: true;
  /** Each glyph is turned a quarter clockwise. */
  readonly turned?: true;
  /** Dots of air to the right of each glyph, already multiplied by `wide`. */
  readonly spacingDots?: number;
  /** Where the run begins, from the left of its area; absent means right behind the run before. */
  readonly atDots?: number;
};

/** A rectangle of dots. */
export type Picture = {
  /** One bit a dot, most significant first, rows of `rowBytes`; 1 is black. */
  readonly bits: Uint8Array;
  readonly rowBytes: number;
  /** Each dot of the picture is this many dots wide and tall on paper. */
  readonly scale: { readonly wide: number; readonly tall: number };
  /** Dots of a row that belong to the picture; absent means all of its bytes. */
  readonly widthDots?: number;
};

/** A picture that stands on a line of text (ESC *), `atDots` from the left of its area. */
export type PlacedPicture = Picture & { readonly atDots: number };

/** One dimension: bars. @source ESC/POS, GS k */
export type BarcodeName =
  | "upc-a"
  | "upc-e"
  | "ean-13"
  | "ean-8"
  | "code-39"
  | "itf"
  | "codabar"
  | "code-93"
  | "code-128"
  | "gs1-128"
  | "databar-omnidirectional"
  | "databar-truncated"
  | "databar-limited"
  | "databar-expanded";

/** What is to be drawn as bars or squares. `data` is as the command brought it. */
export type MachineSymbol =
  | {
      readonly symbology: BarcodeName;
      /** With its code set selectors for Code 128 ("{B"); a check digit may be missing. */
      readonly data: Uint8Array;
      readonly moduleDots: number;
      readonly heightDots: number;
      /** Where its characters stand, and in which font. */
      readonly readable: "none" | "above" | "below" | "both";
      readonly readableFont: "a" | "b";
    }
  | {
      readonly symbology: "qr";
      readonly data: Uint8Array;
      readonly model: "1" | "2" | "micro";
      readonly moduleDots: number;
      readonly level: "L" | "M" | "Q" | "H";
    }
  | {
      readonly symbology: "pdf417";
      readonly data: Uint8Array;
      /** 0 lets the printer choose. */
      readonly columns: number;
      readonly rows: number;
      readonly moduleDots: number;
      /** A row is so many modules tall. */
      readonly rowHeight: number;
      /** Error correction by level 0 to 8, or as tenths of the data codewords (1 to 40). */
      readonly correction: { readonly by: "level" | "ratio"; readonly n: number };
      readonly truncated: boolean;
    }
  | {
      /** Kept whole and printed as an empty square: no printer of ours draws these. */
      readonly symbology: "maxicode" | "databar-stacked" | "composite" | "aztec" | "data-matrix";
      readonly data: Uint8Array;
      readonly moduleDots: number;
    };

/** Where alignment works on a line that does not have the paper's whole width (GS L, GS W). */
export type Area = { readonly leftDots: number; readonly widthDots: number };

/** Something that stands on a page: `turn` is clockwise, about the corner where it begins. */
export type PageItem = {
  /** That corner is the top left one as a reader sees it; from the top left of the page. */
  readonly xDots: number;
  readonly yDots: number;
  readonly turn: 0 | 90 | 180 | 270;
  readonly line: Extract<PaperLine, { readonly kind: "text" | "raster" | "symbol" }>;
};

/** What every piece of paper may say of itself. */
type Provenance = {
  /** The bytes it came from, counted from when the printer was switched on: from `at` up to `end`. */
  readonly source?: { readonly at: number; readonly end: number };
  readonly area?: Area;
  /** Turned by half (ESC {). */
  readonly upsideDown?: true;
};

/** One piece of paper as it came out, top first. `dots` is how much paper it took. */
export type PaperLine = Provenance &
  (
    | {
        readonly kind: "text";
        readonly runs: readonly TextRun[];
        readonly align: Align;
        readonly dots: number;
        readonly pictures?: readonly PlacedPicture[];
      }
    | { readonly kind: "feed"; readonly dots: number }
    | (Picture & { readonly kind: "raster"; readonly align: Align; readonly dots: number })
    | {
        readonly kind: "symbol";
        readonly symbol: MachineSymbol;
        readonly align: Align;
        readonly dots: number;
      }
    | {
        /** What page mode (ESC L) prints at once. */
        readonly kind: "page";
        readonly widthDots: number;
        readonly items: readonly PageItem[];
        readonly dots: number;
      }
    | { readonly kind: "cut"; readonly full: boolean; readonly dots: 0 }
  );

/** A length of paper: lines in the order they came out. */
export type Paper = readonly PaperLine[];

/**
 * The paper as plain text, a string a line, set out in 32 columns, without blank top and tail. A
 * wide glyph is still one character, a feed is empty lines, and a picture is a line that says so.
 */
export function paperText(paper: Paper): string[] {
  const lines: string[] = [];
  for (const line of paper) {
    if (line.kind === "feed") addBlanks(lines, line.dots);
    else lines.push(textOf(line));
  }
  const first = lines.findIndex((line) => line !== "");
  return first < 0 ? [] : lines.slice(first, lastWritten(lines) + 1);
}

/** A line as plain text; undefined where nothing can be read on it. */
export function printedText(line: PaperLine): string | undefined {
  return line.kind === "feed" ? undefined : textOf(line) || undefined;
}

/** Whether nothing is printed on the paper. */
export function blank(paper: Paper): boolean {
  return paper.every(isBlank);
}

/** Whether anything is printed on what lies beyond a place `aboveDots` from the newest end. */
export function printedBeyond(paper: Paper, aboveDots: number): boolean {
  const { at } = findPlace(paper, aboveDots);
  for (let line = 0; line < at; line += 1) {
    const one = paper[line];
    if (one !== undefined && !isBlank(one)) return true;
  }
  return false;
}

function isBlank(line: PaperLine): boolean {
  if (line.kind === "page") return line.items.length === 0;
  if (line.kind !== "text") return line.kind === "feed";
  return line.runs.length === 0 && line.pictures === undefined;
}

function lastWritten(lines: readonly string[]): number {
  let at = lines.length - 1;
  while (at > 0 && lines[at] === "") at -= 1;
  return at;
}

function addBlanks(lines: string[], dots: number): void {
  for (let blanks = Math.round(dots / LINE_DOTS); blanks > 0; blanks -= 1) lines.push("");
}

function textOf(line: Exclude<PaperLine, { kind: "feed" }>): string {
  switch (line.kind) {
    case "text":
      return lineText(line.runs, line.align);
    case "raster":
      return `[picture ${line.rowBytes * 8}x${line.bits.length / line.rowBytes}]`;
    case "symbol":
      return `[${line.symbol.symbology}]`;
    case "page":
      return line.items.map((item) => textOf(item.line)).join("\n");
    case "cut":
      return CUT_TEXT;
  }
}

/**
 * Divides the paper that is out at a place `aboveDots` from its newest end: what lies beyond comes
 * away, the rest stays. Blank paper is divided; a line that has been printed stays whole inside.
 */
export function divide(
  paper: Paper,
  aboveDots: number,
): { readonly away: Paper; readonly inside: Paper } {
  const { at, beyondDots } = findPlace(paper, aboveDots);
  const line = paper[at];
  if (line === undefined || beyondDots === 0) {
    return { away: paper.slice(0, at), inside: paper.slice(at) };
  }
  const away: PaperLine = { kind: "feed", dots: beyondDots };
  const kept: PaperLine = { kind: "feed", dots: line.dots - beyondDots };
  return { away: [...paper.slice(0, at), away], inside: [kept, ...paper.slice(at + 1)] };
}

/** The first line inside a place `aboveDots` from the newest end, and how much of it lies beyond. */
function findPlace(
  paper: Paper,
  aboveDots: number,
): { readonly at: number; readonly beyondDots: number } {
  let remaining = aboveDots;
  let at = paper.length;
  while (at > 0 && remaining > 0) {
    const line = paper[at - 1];
    if (line === undefined) break;
    at -= 1;
    if (line.kind === "feed" && line.dots > remaining) {
      return { at, beyondDots: line.dots - remaining };
    }
    remaining -= line.dots;
  }
  return { at, beyondDots: 0 };
}

function lineText(runs: readonly TextRun[], align: Align): string {
  let text = "";
  for (const run of runs) text += run.text;
  if (align === "left") return text;
  let columns = 0;
  for (const run of runs) columns += textColumns(run.text) * run.wide;
  const blanks = Math.max(0, COLUMNS - columns);
  return " ".repeat(align === "right" ? blanks : Math.floor(blanks / 2)) + text;
}
