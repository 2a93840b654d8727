import { GLYPH_DOTS, PRINT_WIDTH_DOTS } from "../../kit/escpos-codes.ts";
import { type Composer, print } from "./composer.ts";

/** A picture that is arriving (GS v 0). It goes to paper in bands, so that it needs no memory. */
export type Picture = {
  readonly rowBytes: number;
  readonly wide: number;
  readonly tall: number;
  readonly rowsLeft: number;
  /** How many bytes of the present row have come. */
  readonly column: number;
  /** How many whole rows the band holds; its bits are cut off at the paper's edge. */
  readonly bandRows: number;
  readonly band: Uint8Array;
};

const BAND_ROWS = GLYPH_DOTS;
const PRINT_WIDTH_BYTES = PRINT_WIDTH_DOTS / 8;

/**
 * The picture that the eight bytes of GS v 0 announce, or undefined where it has no dots.
 *
 * @param mode bit 0 doubles the width, bit 1 the height
 */
export function beginPicture(mode: number, rowBytes: number, rows: number): Picture | undefined {
  if (rowBytes === 0 || rows === 0) return undefined;
  const wide = mode % 2 === 1 ? 2 : 1;
  const tall = (mode >> 1) % 2 === 1 ? 2 : 1;
  const band = new Uint8Array(Math.min(rowBytes, PRINT_WIDTH_BYTES / wide) * BAND_ROWS);
  return { rowBytes, wide, tall, rowsLeft: rows, column: 0, bandRows: 0, band };
}

/**
 * Takes dots from `at` on, and prints each band that is full.
 *
 * @returns the picture as far as it has come, undefined once it is whole, and where it stopped
 */
export function takeDots(
  composer: Composer,
  begun: Picture,
  bytes: Uint8Array,
  at: number,
): { readonly picture: Picture | undefined; readonly next: number } {
  const width = begun.band.length / BAND_ROWS;
  let { rowsLeft, column, bandRows } = begun;
  // A copy: the picture that was handed in stays as it is.
  const band = begun.band.slice();
  let next = at;
  while (next < bytes.length && rowsLeft > 0) {
    const taken = Math.min(bytes.length - next, begun.rowBytes - column);
    const seen = Math.max(0, Math.min(taken, width - column));
    band.set(bytes.subarray(next, next + seen), bandRows * width + Math.min(column, width));
    next += taken;
    column += taken;
    if (column < begun.rowBytes) break;
    column = 0;
    bandRows += 1;
    rowsLeft -= 1;
    if (bandRows < BAND_ROWS && rowsLeft > 0) continue;
    print(composer, bandLine(begun, composer, band.slice(0, bandRows * width), bandRows));
    bandRows = 0;
  }
  const picture = rowsLeft > 0 ? { ...begun, rowsLeft, column, bandRows, band } : undefined;
  return { picture, next };
}

function bandLine(picture: Picture, composer: Composer, bits: Uint8Array, rows: number) {
  return {
    kind: "raster",
    bits,
    rowBytes: bits.length / rows,
    align: composer.align,
    scale: { wide: picture.wide, tall: picture.tall },
    dots: rows * picture.tall,
  } as const;
}
