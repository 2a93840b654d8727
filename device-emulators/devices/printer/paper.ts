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
  return line.kind === "feed" || (line.kind === "text" && line.runs.length === 0);
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
