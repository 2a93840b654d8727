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
};

/** One piece of paper as it came out, top first. `dots` is how much paper it took. */
export type PaperLine =
  | {
      readonly kind: "text";
      readonly runs: readonly TextRun[];
      readonly align: Align;
      readonly dots: number;
    }
  | { readonly kind: "feed"; readonly dots: number }
  | {
      readonly kind: "raster";
      /** One bit a dot, most significant first, rows of `rowBytes`; 1 is black. */
      readonly bits: Uint8Array;
      readonly rowBytes: number;
      readonly align: Align;
      /** Each dot of the picture is this many dots wide and tall on paper: 1 or 2. */
      readonly scale: { readonly wide: number; readonly tall: number };
      readonly dots: number;
    }
  | { readonly kind: "cut"; readonly full: boolean; readonly dots: 0 };

/** A length of paper: lines in the order they came out. */
export type Paper = readonly PaperLine[];

/**
 * The paper as plain text, a string a line, set out in 32 columns, without blank top and tail. A
 * wide glyph is still one character, a feed is empty lines, and a picture is a line that says so.
 */
export function paperText(paper: Paper): string[] {
  const lines = paper.flatMap(linesOf);
  const first = lines.findIndex((line) => line !== "");
  return first < 0 ? [] : lines.slice(first, lastWritten(lines) + 1);
}

/** A line as plain text; undefined where nothing can be read on it. */
export function printedText(line: PaperLine): string | undefined {
  return line.kind === "feed" ? undefined : linesOf(line)[0] || undefined;
}

/** Whether nothing is printed on the paper. */
export function blank(paper: Paper): boolean {
  return paper.every(
    (line) => line.kind === "feed" || (line.kind === "text" && line.runs.length === 0),
  );
}

function lastWritten(lines: readonly string[]): number {
  let at = lines.length - 1;
  while (at > 0 && lines[at] === "") at -= 1;
  return at;
}

function linesOf(line: PaperLine): string[] {
  switch (line.kind) {
    case "text":
      return [lineText(line.runs, line.align)];
    case "feed":
      return Array.from({ length: Math.round(line.dots / LINE_DOTS) }, () => "");
    case "raster":
      return [`[picture ${line.rowBytes * 8}x${line.bits.length / line.rowBytes}]`];
    case "cut":
      return [CUT_TEXT];
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
  let remaining = aboveDots;
  let at = paper.length;
  while (at > 0 && remaining > 0) {
    const line = paper[at - 1];
    if (line === undefined) break;
    at -= 1;
    if (line.kind === "feed" && line.dots > remaining) {
      const away: PaperLine = { kind: "feed", dots: line.dots - remaining };
      const kept: PaperLine = { kind: "feed", dots: remaining };
      return { away: [...paper.slice(0, at), away], inside: [kept, ...paper.slice(at + 1)] };
    }
    remaining -= line.dots;
  }
  return { away: paper.slice(0, at), inside: paper.slice(at) };
}

function lineText(runs: readonly TextRun[], align: Align): string {
  let text = "";
  let columns = 0;
  for (const run of runs) {
    text += run.text;
    columns += textColumns(run.text) * run.wide;
  }
  if (align === "left") return text;
  const blank = Math.max(0, COLUMNS - columns);
  return " ".repeat(align === "right" ? blank : Math.floor(blank / 2)) + text;
}
