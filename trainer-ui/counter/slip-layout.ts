import type { SlipLine, SlipRun } from "./picture.ts";

/** One thing on a small slip: a piece of text by its foot, or a line across, or a printed block. */
export type SlipMark =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly px: number;
      readonly bold: boolean;
      readonly align: "left" | "center" | "right";
      readonly inverse: boolean;
    }
  | { readonly kind: "rule"; readonly y: number }
  | { readonly kind: "block"; readonly y: number };

export type SlipLayout = {
  readonly height: number;
  readonly marks: readonly SlipMark[];
  /** The foot of each line: how much paper stands out when that line is printed. */
  readonly feet: readonly number[];
};

/** The paper in the scene: 190 units wide, as 58 mm paper holds 32 half-width columns. */
export const SLIP = { width: 190, margin: 12, top: 8, columns: 32 } as const;

/** Small print in the scene: 8 px on a line of 12.4, headings 14 px on 21. Chosen. */
const SMALL = { px: 8.2, line: 12.4 } as const;
const LARGE = { px: 14, line: 21 } as const;
/** Empty lines are paper fed out: in small print they take less. */
const EMPTY = 5;
const FOOT = 6;

/**
 * Lays printed lines out as small print. A line the printer filled with spaces keeps its columns:
 * each piece begins where its column does, and a piece that ends at the edge hugs the edge.
 */
export function layoutSlip(lines: readonly SlipLine[]): SlipLayout {
  const marks: SlipMark[] = [];
  const feet: number[] = [];
  let y: number = SLIP.top;
  for (const line of lines) {
    y += lineHeight(line);
    marks.push(...lineMarks(line, y - 3));
    feet.push(y);
  }
  return { height: y + FOOT, marks, feet: feet.map((foot) => foot + FOOT) };
}

function lineHeight(line: SlipLine): number {
  if (line.kind === "text" && line.runs.every((run) => run.text.trim() === "")) return EMPTY;
  return line.runs.some((run) => run.size === 2) ? LARGE.line : SMALL.line;
}

function lineMarks(line: SlipLine, y: number): readonly SlipMark[] {
  if (line.kind === "cut") return [];
  if (line.kind === "raster") return [{ kind: "block", y }];
  const text = line.runs.map((run) => run.text).join("");
  if (line.kind === "rule" || isRule(text)) return [{ kind: "rule", y: y - 3 }];
  if (text.trim() === "") return [];
  if (line.align !== "left") return [aligned(line, text.trim(), y)];
  return pieces(line.runs).map((piece) => textMark(piece, y));
}

/** A line of nothing but dashes is a rule, whatever it was printed as. */
function isRule(text: string): boolean {
  return text.length > 3 && [...text].every((sign) => "-=─_".includes(sign));
}

function aligned(line: SlipLine, text: string, y: number): SlipMark {
  const [first] = line.runs;
  const large = first?.size === 2;
  return {
    kind: "text",
    text,
    y,
    x: line.align === "center" ? SLIP.width / 2 : SLIP.width - SLIP.margin,
    px: large ? LARGE.px : SMALL.px,
    bold: first?.bold ?? false,
    align: line.align,
    inverse: first?.inverse ?? false,
  };
}

type Piece = {
  readonly run: SlipRun;
  readonly text: string;
  readonly from: number;
  readonly to: number;
};

function textMark({ run, text, from, to }: Piece, y: number): SlipMark {
  const column = (SLIP.width - 2 * SLIP.margin) / SLIP.columns;
  const atEdge = to >= SLIP.columns - 1 && from > 0;
  return {
    kind: "text",
    text,
    y,
    x: atEdge ? SLIP.width - SLIP.margin : SLIP.margin + from * column,
    px: run.size === 2 ? LARGE.px : SMALL.px,
    bold: run.bold,
    align: atEdge ? "right" : "left",
    inverse: run.inverse,
  };
}

/** Cuts runs where two or more spaces stand, and counts in which column each piece begins. */
function pieces(runs: readonly SlipRun[]): readonly Piece[] {
  const found: Piece[] = [];
  let column = 0;
  for (const run of runs) {
    for (const part of run.text.split(/( {2,})/)) {
      const width = columns(part) * run.size;
      const text = part.trim();
      if (text !== "") {
        const from = column + (part.length - part.trimStart().length) * run.size;
        found.push({ run, text, from, to: column + width });
      }
      column += width;
    }
  }
  return found;
}

/** Columns a text takes on the printer: one for a half-width sign, two for a full-width one. */
export function columns(text: string): number {
  let count = 0;
  for (const sign of text) count += (sign.codePointAt(0) ?? 0) < FULL_WIDTH_FROM ? 1 : 2;
  return count;
}

/** The first code point of the full-width scripts. @source Unicode, CJK Radicals Supplement */
const FULL_WIDTH_FROM = 0x2e80;
