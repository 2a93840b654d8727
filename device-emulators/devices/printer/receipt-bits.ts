import { PRINT_WIDTH_DOTS } from "../../kit/escpos-codes.ts";
import { type Bitmap, fill, invert, lay, resized, setDot, turned, whiteBitmap } from "./bitmap.ts";
import type { Paper } from "./paper.ts";
import {
  type LineLayout,
  layOutLine,
  type PlacedCharacter,
  type PlacedItem,
} from "./receipt-layout.ts";

/** The dots of a character of any size, by its code point; undefined where the face has none. */
export type GlyphFace = (code: number) => Bitmap | undefined;

/** How a picture of paper is made. `widthDots` is the width of the print head. */
export type Sheet = { readonly face: GlyphFace; readonly widthDots?: number };

/** White paper on each side of the print head's width. Chosen: 4 mm. */
export const MARGIN_DOTS = 32;

/** The longest picture. Chosen: twenty metres of paper at 203 dpi. */
export const SHEET_DOTS_MAX = 160_000;

/**
 * The paper in black and white, a pixel a dot of the head, with white margins; a cut is a dashed
 * line. What lies beyond `SHEET_DOTS_MAX` is left out.
 */
export function receiptBits(paper: Paper, { face, widthDots = PRINT_WIDTH_DOTS }: Sheet): Bitmap {
  const layouts = paper.map((line) => layOutLine(line, widthDots));
  const paperDots = layouts.reduce((sum, { tall }) => sum + tall, 0);
  const heightDots = Math.min(paperDots, SHEET_DOTS_MAX);
  const bitmap = whiteBitmap(widthDots + 2 * MARGIN_DOTS, heightDots + 2 * MARGIN_DOTS);
  let top = MARGIN_DOTS;
  for (const [at, layout] of layouts.entries()) {
    if (top > heightDots + MARGIN_DOTS) break;
    const line = paper[at];
    if (line?.kind === "cut") dash(bitmap, top);
    else if (line?.kind !== "feed") {
      const turn = line?.upsideDown === true ? 180 : 0;
      lay(bitmap, turned(paintLine(layout, face), turn), { left: MARGIN_DOTS, top });
    }
    top += layout.tall;
  }
  return bitmap;
}

function dash(bitmap: Bitmap, top: number): void {
  for (let x = 0; x < bitmap.widthDots; x += 12) fill(bitmap, x, top, 6, 1);
}

function paintLine(layout: LineLayout, face: GlyphFace): Bitmap {
  const bitmap = whiteBitmap(layout.wide, layout.tall);
  for (const { dots, scale, left, top } of layout.pictures) {
    lay(bitmap, dots, { left, top, ...scale });
  }
  for (const character of layout.characters) paintCharacter(bitmap, character, face);
  for (const item of layout.items) paintItem(bitmap, item, face);
  return bitmap;
}

function paintCharacter(bitmap: Bitmap, character: PlacedCharacter, face: GlyphFace): void {
  const { left, top, wide, tall, text, style } = character;
  const code = text.codePointAt(0) ?? 0;
  const glyph = face(code);
  if (glyph === undefined) paintMissing(bitmap, character);
  else {
    const upright = style.turned === true ? resized(glyph, tall, wide) : resized(glyph, wide, tall);
    const dots = turned(upright, style.turned === true ? 90 : 0);
    lay(bitmap, dots, { left, top });
    if (style.bold) lay(bitmap, dots, { left: left + 1, top });
  }
  if (style.underline !== undefined) {
    fill(bitmap, left, top + tall - style.underline, wide, style.underline);
  }
  if (style.inverse) invert(bitmap, left, top, wide, tall);
}

/** A frame stands for a character that the face does not have. */
function paintMissing(bitmap: Bitmap, { left, top, wide, tall }: PlacedCharacter): void {
  for (let x = left + 2; x < left + wide - 2; x += 1) {
    setDot(bitmap, x, top + 4);
    setDot(bitmap, x, top + tall - 5);
  }
  fill(bitmap, left + 2, top + 4, 1, tall - 8);
  fill(bitmap, left + wide - 3, top + 4, 1, tall - 8);
}

function paintItem(bitmap: Bitmap, { layout, xDots, yDots, turn }: PlacedItem, face: GlyphFace) {
  const dots = turned(paintLine(layout, face), turn);
  // Turned about its own top left corner, the item comes to lie beyond it.
  const left = turn === 90 || turn === 180 ? xDots - dots.widthDots : xDots;
  const top = turn === 180 || turn === 270 ? yDots - dots.heightDots : yDots;
  lay(bitmap, dots, { left, top });
}
