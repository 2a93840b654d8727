import { decodeBase64 } from "../../../kit/base64.ts";
import { concat } from "../../../kit/bytes.ts";
import { COMMAND } from "../../../kit/escpos-codes.ts";
import { err, ok } from "../../../kit/result.ts";
import { bytesOf, type Written, wordOf } from "./command-bytes.ts";
import type { EposCommand } from "./document.ts";
import { writeAttributes } from "./text-bytes.ts";

type Image = Extract<EposCommand, { readonly name: "image" }>;
type Rule = Extract<EposCommand, { readonly name: "hline" }>;

const NO_BYTES = new Uint8Array(0);

/** A picture in rows of bytes (GS v 0); sixteen shades become dots of one. */
export function writeImage({ attributes, text }: Image): Written {
  const { width = 0, height = 0, mode = "mono", color } = attributes;
  const decoded = decodeBase64(text);
  if (!decoded.ok) return err(`holds no picture: ${decoded.error}`);
  const rowBytes = Math.ceil(width / (mode === "mono" ? 8 : 2));
  if (decoded.value.length !== rowBytes * height) {
    return err(`holds ${decoded.value.length} bytes where its size wants ${rowBytes * height}`);
  }
  if (color === "none") return ok(NO_BYTES);
  const bits = mode === "mono" ? decoded.value : ditherShades(decoded.value, width, height);
  return ok(concat([writeAttributes(attributes, ["align"]), rasterOf(bits, height)]));
}

function rasterOf(bits: Uint8Array, height: number): Uint8Array {
  const rowBytes = bits.length / height;
  return concat([bytesOf(COMMAND.raster, 48, 0, ...wordOf(rowBytes), ...wordOf(height)), bits]);
}

/** At which shade each dot of a square of sixteen turns black. @source Bayer, ordered dither of order 4 */
const THRESHOLDS = [
  [0, 8, 2, 10],
  [12, 4, 14, 6],
  [3, 11, 1, 9],
  [15, 7, 13, 5],
] as const;

/** @param shades four bits a dot, 0 white and 15 black, the left one in the higher bits */
function ditherShades(shades: Uint8Array, width: number, height: number): Uint8Array {
  const [from, to] = [Math.ceil(width / 2), Math.ceil(width / 8)];
  const bits = new Uint8Array(to * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pair = shades[y * from + (x >> 1)] ?? 0;
      const shade = x % 2 === 0 ? pair >> 4 : pair & 0x0f;
      const threshold = THRESHOLDS[y % 4]?.[x % 4] ?? 0;
      const at = y * to + (x >> 3);
      if (shade > threshold || shade === 15) bits[at] = (bits[at] ?? 0) | (0x80 >> (x % 8));
    }
  }
  return bits;
}

/** Rows of dots, 1 for black, of each style of line. Chosen. */
const RULES = {
  thin: [1],
  medium: [1, 1],
  thick: [1, 1, 1, 1],
  thin_double: [1, 0, 0, 1],
  medium_double: [1, 1, 0, 0, 1, 1],
  thick_double: [1, 1, 1, 1, 0, 0, 1, 1, 1, 1],
} as const;

/** A line across the paper, as a picture. */
export function writeRule({ attributes: { x1 = 0, x2 = 0, style = "thin" } }: Rule): Written {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const rows: readonly number[] = RULES[style];
  const row = new Uint8Array(Math.floor(right / 8) + 1);
  for (let x = left; x <= right; x += 1) row[x >> 3] = (row[x >> 3] ?? 0) | (0x80 >> (x % 8));
  const bits = concat(rows.map((black) => (black === 1 ? row : new Uint8Array(row.length))));
  return ok(rasterOf(bits, rows.length));
}
