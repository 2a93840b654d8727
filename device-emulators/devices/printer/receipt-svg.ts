import { PRINT_WIDTH_DOTS } from "../../kit/escpos-codes.ts";
import { type Bitmap, isBlack } from "./bitmap.ts";
import type { Paper, PaperLine } from "./paper.ts";
import { MARGIN_DOTS } from "./receipt-bits.ts";
import {
  type LineLayout,
  layOutLine,
  type PlacedCharacter,
  type PlacedDots,
  type PlacedItem,
} from "./receipt-layout.ts";

/**
 * The paper as a drawing: text stays text, pictures and symbols are paths, a dot is one unit. The
 * group of each line tells the bytes it came from: `data-offset` and `data-length`.
 *
 * @param widthDots the width of the print head
 * @source W3C SVG 1.1
 */
export function receiptSvg(paper: Paper, widthDots = PRINT_WIDTH_DOTS): string {
  const wide = widthDots + 2 * MARGIN_DOTS;
  const lines: string[] = [];
  let top = MARGIN_DOTS;
  for (const line of paper) {
    const layout = layOutLine(line, widthDots);
    if (line.kind !== "feed") lines.push(drawLine(line, layout, top));
    top += layout.tall;
  }
  const tall = top + MARGIN_DOTS;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}">`,
    `<rect width="${wide}" height="${tall}" fill="#fff"/>`,
    `<g font-family="monospace" fill="#000" xml:space="preserve">`,
    ...lines,
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function drawLine(line: PaperLine, layout: LineLayout, top: number): string {
  const source = sourceOf(line);
  if (line.kind === "cut") {
    const across = layout.wide + 2 * MARGIN_DOTS;
    return `<path${source} d="M0 ${top}h${across}" stroke="#000" stroke-dasharray="6"/>`;
  }
  const half = line.upsideDown === true ? ` rotate(180 ${layout.wide / 2} ${layout.tall / 2})` : "";
  const place = `translate(${MARGIN_DOTS} ${top})${half}`;
  return `<g${source} transform="${place}">${drawLayout(layout)}</g>`;
}

function sourceOf({ source }: PaperLine): string {
  if (source === undefined) return "";
  return ` data-offset="${source.at}" data-length="${source.end - source.at}"`;
}

function drawLayout({ characters, pictures, items }: LineLayout): string {
  return [...pictures.map(drawDots), ...characters.map(drawCharacter), ...items.map(drawItem)].join(
    "",
  );
}

function drawItem({ layout, xDots, yDots, turn }: PlacedItem): string {
  return `<g transform="translate(${xDots} ${yDots}) rotate(${turn})">${drawLayout(layout)}</g>`;
}

function drawDots({ dots, scale, left, top }: PlacedDots): string {
  const place = `translate(${left} ${top}) scale(${scale.wide} ${scale.tall})`;
  return `<path transform="${place}" shape-rendering="crispEdges" d="${pathOf(dots)}"/>`;
}

/** A rectangle for each black stretch of a row. */
function pathOf(dots: Bitmap): string {
  const parts: string[] = [];
  for (let y = 0; y < dots.heightDots; y += 1) {
    for (let x = 0; x < dots.widthDots; x += 1) {
      const from = x;
      while (isBlack(dots, x, y)) x += 1;
      if (x > from) parts.push(`M${from} ${y}h${x - from}v1h${from - x}z`);
    }
  }
  return parts.join("");
}

/** Where the base line of a glyph stands in its cell. Chosen: as in most monospaced faces. */
const BASE_LINE = 0.8;

function drawCharacter({ left, top, wide, tall, text, style }: PlacedCharacter): string {
  const ink = style.inverse ? "#fff" : style.red === true ? "#c00" : "#000";
  const under = style.underline ?? 0;
  const [across, down] = style.turned === true ? [tall, wide] : [wide, tall];
  const turn = style.turned === true ? ` translate(${wide} 0) rotate(90)` : "";
  const weight = style.bold ? ' font-weight="bold"' : "";
  const ground = style.inverse ? `<rect width="${wide}" height="${tall}"/>` : "";
  const line = `<rect y="${tall - under}" width="${wide}" height="${under}" fill="${ink}"/>`;
  const length = `textLength="${across}" lengthAdjust="spacingAndGlyphs"`;
  const glyph = `<text y="${round(down * BASE_LINE)}" font-size="${down}" ${length} fill="${ink}"${weight}>${escapeXml(text)}</text>`;
  const upright = turn === "" ? glyph : `<g transform="${turn.trim()}">${glyph}</g>`;
  const drawn = text === " " ? "" : upright;
  const inside = `${ground}${drawn}${under > 0 ? line : ""}`;
  return inside === "" ? "" : `<g transform="translate(${left} ${top})">${inside}</g>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** What XML cannot hold becomes the replacement character. */
function escapeXml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark);
}
