import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import opentype from "opentype.js";
import { type Bitmap, bitmapOf } from "../../../device-emulators/devices/printer/bitmap.ts";
import type { GlyphFace } from "../../../device-emulators/devices/printer/receipt-bits.ts";

const FONT_FILE =
  "@fontsource/fusion-pixel-12px-monospaced-sc/files/fusion-pixel-12px-monospaced-sc-latin-400-normal.woff";
/** The font is drawn on twelve squares to the em. @source Fusion Pixel Font, 12 px */
const EM_PIXELS = 12;

type Font = ReturnType<typeof opentype.parse>;
type Command = ReturnType<ReturnType<Font["charToGlyph"]>["getPath"]>["commands"][number];

/** The glyphs of Fusion Pixel: Latin ones of 6 by 12 dots, Chinese ones of 12 by 12. */
export function loadPixelFace(): GlyphFace {
  const content = readFileSync(createRequire(import.meta.url).resolve(FONT_FILE));
  const font = opentype.parse(new Uint8Array(content).buffer);
  const known = new Map<number, Bitmap | undefined>();
  return (code) => {
    if (!known.has(code)) known.set(code, drawGlyph(font, code) ?? drawBase(font, code));
    return known.get(code);
  };
}

/** The font lacks a few accented letters; they are drawn without their accents. */
function drawBase(font: Font, code: number): Bitmap | undefined {
  const base = String.fromCodePoint(code).normalize("NFD").codePointAt(0) ?? code;
  return base === code ? undefined : drawGlyph(font, base);
}

function drawGlyph(font: Font, code: number): Bitmap | undefined {
  const glyph = font.charToGlyph(String.fromCodePoint(code));
  if (glyph.index === 0) return undefined;
  const pixel = font.unitsPerEm / EM_PIXELS;
  const edges = uprightEdges(glyph.getPath(0, font.ascender / pixel, EM_PIXELS).commands);
  return bitmapOf(Math.round(glyph.advanceWidth / pixel), EM_PIXELS, (x, y) =>
    inside(edges, x + 0.5, y + 0.5),
  );
}

/** A vertical side of the outline; `down` is 1 where it is drawn downward, -1 upward. */
type Edge = {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly down: 1 | -1;
};

/** The outlines of a pixel font have only level and upright sides. */
function uprightEdges(commands: readonly Command[]): Edge[] {
  const edges: Edge[] = [];
  let [x, y, beginX, beginY] = [0, 0, 0, 0];
  for (const command of commands) {
    const [nextX, nextY] = command.type === "Z" ? [beginX, beginY] : [command.x, command.y];
    if (command.type === "M") [beginX, beginY] = [nextX, nextY];
    else if (nextY !== y) {
      const [top, bottom] = [Math.min(y, nextY), Math.max(y, nextY)];
      edges.push({ x, top, bottom, down: nextY > y ? 1 : -1 });
    }
    [x, y] = [nextX, nextY];
  }
  return edges;
}

/** Whether the outline winds around a point. */
function inside(edges: readonly Edge[], x: number, y: number): boolean {
  let winding = 0;
  for (const edge of edges) {
    if (edge.x < x && edge.top < y && y < edge.bottom) winding += edge.down;
  }
  return winding !== 0;
}
