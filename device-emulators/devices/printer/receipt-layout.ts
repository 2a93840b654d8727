import { FONT_DOTS } from "../../kit/escpos-fonts.ts";
import { columnsOf } from "../../kit/gb18030.ts";
import type { Bitmap, Turn } from "./bitmap.ts";
import type { Align, Area, PageItem, PaperLine, Picture, TextRun } from "./paper.ts";
import { drawSymbol, isBarcode } from "./symbols/symbol.ts";

/** A rectangle of paper, in dots from the top left. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly tall: number;
};

/** One character in its cell. */
export type PlacedCharacter = Box & { readonly text: string; readonly style: TextStyle };
export type TextStyle = Omit<TextRun, "text" | "spacingDots" | "atDots">;

/** Black dots, each as wide and tall as `scale` says. */
export type PlacedDots = Box & {
  readonly dots: Bitmap;
  readonly scale: { readonly wide: number; readonly tall: number };
};

/** What stands on a page, turned about its corner. */
export type PlacedItem = {
  readonly layout: LineLayout;
  readonly xDots: number;
  readonly yDots: number;
  readonly turn: Turn;
};

/** Where everything of one line of paper stands, from the line's own top left. */
export type LineLayout = {
  readonly wide: number;
  readonly tall: number;
  readonly characters: readonly PlacedCharacter[];
  readonly pictures: readonly PlacedDots[];
  readonly items: readonly PlacedItem[];
  /** Why a symbol could not be drawn. */
  readonly refused?: string;
};

type Content = Partial<Omit<LineLayout, "wide" | "tall">>;

/** Sets out one line of paper whose print head has `widthDots`. */
export function layOutLine(line: PaperLine, widthDots: number): LineLayout {
  const area = line.area ?? { leftDots: 0, widthDots };
  const none = { wide: widthDots, characters: [], pictures: [], items: [] };
  const content = { ...none, ...contentOf(line, area) };
  return { ...content, tall: Math.max(line.dots, line.kind === "symbol" ? inkTall(content) : 0) };
}

/** A symbol is drawn whole, even where its printer reckoned it smaller. */
function inkTall({ characters, pictures }: Omit<LineLayout, "tall">): number {
  return Math.max(0, ...[...characters, ...pictures].map((box) => box.top + box.tall));
}

function contentOf(line: PaperLine, area: Area): Content {
  switch (line.kind) {
    case "text": {
      const characters = layOutRuns(line.runs, line.align, area);
      const pictures = (line.pictures ?? []).map((picture) =>
        placeDots(picture, area.leftDots + picture.atDots, 0),
      );
      return { characters, pictures };
    }
    case "raster":
      return { pictures: [placePicture(line, line.align, area)] };
    case "symbol":
      return layOutSymbol(line, area);
    case "page":
      return { items: line.items.map((item) => placeItem(item, line.widthDots)) };
    case "feed":
    case "cut":
      return {};
  }
}

/** Characters from left to right, standing on one base line. */
function layOutRuns(runs: readonly TextRun[], align: Align, area: Area): PlacedCharacter[] {
  const placed: PlacedCharacter[] = [];
  let left = 0;
  let tallest = 0;
  for (const { text, spacingDots = 0, atDots, ...style } of runs) {
    left = atDots ?? left;
    for (const character of text) {
      const columns = style.halfWidth === true ? 1 : columnsOf(character.codePointAt(0) ?? 0);
      const cell = cellOf(columns, style);
      placed.push({ ...cell, left, top: 0, text: character, style });
      left += cell.wide + spacingDots * columns;
      tallest = Math.max(tallest, cell.tall);
    }
  }
  const shift = area.leftDots + shiftOf(align, area.widthDots - left);
  return placed.map((one) => ({ ...one, left: one.left + shift, top: tallest - one.tall }));
}

function cellOf(columns: number, style: TextStyle): { wide: number; tall: number } {
  const font = FONT_DOTS[style.font ?? "a"];
  return { wide: font.wide * columns * style.wide, tall: font.tall * style.tall };
}

function shiftOf(align: Align, freeDots: number): number {
  if (align === "left") return 0;
  return Math.max(0, align === "right" ? freeDots : Math.floor(freeDots / 2));
}

function placePicture(picture: Picture, align: Align, area: Area): PlacedDots {
  const placed = placeDots(picture, area.leftDots, 0);
  return { ...placed, left: placed.left + shiftOf(align, area.widthDots - placed.wide) };
}

function placeDots(picture: Picture, left: number, top: number): PlacedDots {
  const { bits, rowBytes, scale, widthDots = rowBytes * 8 } = picture;
  const heightDots = rowBytes === 0 ? 0 : Math.floor(bits.length / rowBytes);
  const dots = { widthDots, heightDots, rowBytes, bits };
  return { dots, scale, left, top, wide: widthDots * scale.wide, tall: heightDots * scale.tall };
}

type SymbolLine = Extract<PaperLine, { readonly kind: "symbol" }>;

function layOutSymbol({ symbol, align }: SymbolLine, area: Area): Content {
  const drawn = drawSymbol(symbol);
  if (!drawn.ok) return { refused: drawn.error };
  const { dots, readable } = drawn.value;
  const font = isBarcode(symbol) ? symbol.readableFont : "a";
  const where = isBarcode(symbol) ? symbol.readable : "none";
  const above = where === "above" || where === "both" ? FONT_DOTS[font].tall : 0;
  const [wide, tall] = [dots.widthDots, dots.heightDots];
  const left = area.leftDots + shiftOf(align, area.widthDots - wide);
  const pictures = [{ dots, scale: { wide: 1, tall: 1 }, left, top: above, wide, tall }];
  const tops = [...(above > 0 ? [0] : [])];
  if (where === "below" || where === "both") tops.push(above + tall);
  const line = plainRun(readable, font);
  const under = layOutRuns([line], "centre", { leftDots: left, widthDots: wide });
  const characters = tops.flatMap((top) => under.map((one) => ({ ...one, top })));
  return { pictures, characters };
}

function plainRun(text: string, font: "a" | "b"): TextRun {
  const plain = { text, bold: false, inverse: false, wide: 1, tall: 1 };
  return font === "a" ? plain : { ...plain, font };
}

function placeItem({ xDots, yDots, turn, line }: PageItem, widthDots: number): PlacedItem {
  return { xDots, yDots, turn, layout: snug(layOutLine(line, widthDots)) };
}

/** The same layout, only as wide and tall as what stands in it. */
function snug(layout: LineLayout): LineLayout {
  const boxes: readonly Box[] = [...layout.characters, ...layout.pictures];
  const wide = Math.max(0, ...boxes.map((box) => box.left + box.wide));
  const tall = Math.max(0, ...boxes.map((box) => box.top + box.tall));
  return { ...layout, wide, tall };
}
