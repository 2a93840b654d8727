import { toHex } from "../../kit/bytes.ts";
import type { PageItem, Paper, PaperLine, Picture } from "./paper.ts";
import { drawSymbol } from "./symbols/symbol.ts";

type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

/**
 * The paper as data, a piece a line of paper, top first: `kind`, `dots`, `source` (`offset` and
 * `length` of its bytes in the job, null where unknown), and what the kind has. Bytes are hex.
 */
export function receiptJson(paper: Paper): Json {
  return paper.map(describeLine);
}

function describeLine(line: PaperLine): Json {
  const { kind, dots, source, area, upsideDown } = line;
  return {
    kind,
    dots,
    source: source === undefined ? null : { offset: source.at, length: source.end - source.at },
    area,
    upsideDown,
    ...contentOf(line),
  };
}

function contentOf(line: PaperLine): Readonly<Record<string, Json | undefined>> {
  switch (line.kind) {
    case "text":
      return {
        align: line.align,
        runs: line.runs,
        pictures: line.pictures?.map((one) => ({ atDots: one.atDots, ...describePicture(one) })),
      };
    case "raster":
      return { align: line.align, ...describePicture(line) };
    case "symbol": {
      const { data, ...settings } = line.symbol;
      const drawn = drawSymbol(line.symbol);
      const refused = drawn.ok ? null : drawn.error;
      return { align: line.align, symbol: { ...settings, data: toHex(data) }, refused };
    }
    case "page":
      return { widthDots: line.widthDots, items: line.items.map(describeItem) };
    case "cut":
      return { full: line.full };
    case "feed":
      return {};
  }
}

function describeItem({ xDots, yDots, turn, line }: PageItem): Json {
  return { xDots, yDots, turn, line: describeLine(line) };
}

function describePicture(picture: Picture): Readonly<Record<string, Json>> {
  const { bits, rowBytes, scale, widthDots = rowBytes * 8 } = picture;
  const heightDots = rowBytes === 0 ? 0 : Math.floor(bits.length / rowBytes);
  return { widthDots, heightDots, scale, rowBytes, bits: toHex(bits) };
}
