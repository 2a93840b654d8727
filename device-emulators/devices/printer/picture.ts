import { GLYPH_DOTS } from "../../kit/escpos-codes.ts";
import { type Composer, printBlock } from "./composer.ts";
import { feedPage } from "./page.ts";
import type { Picture } from "./paper.ts";

/** A picture that is arriving (GS v 0). It goes to paper in bands, so that it needs no memory. */
export type PictureBegun = {
  readonly rowBytes: number;
  readonly wide: number;
  readonly tall: number;
  readonly rowsLeft: number;
  /** How many bytes of the present row have come. */
  readonly column: number;
  /** How many whole rows the band holds; its bits are cut off at the area's edge. */
  readonly bandRows: number;
  readonly band: Uint8Array;
};

const BAND_ROWS = GLYPH_DOTS;

/**
 * The picture that the eight bytes of GS v 0 announce, or undefined where it has no dots.
 *
 * @param mode bit 0 doubles the width, bit 1 the height
 */
export function beginPicture(
  composer: Composer,
  mode: number,
  rowBytes: number,
  rows: number,
): PictureBegun | undefined {
  if (rowBytes === 0 || rows === 0) return undefined;
  const wide = mode % 2 === 1 ? 2 : 1;
  const tall = (mode >> 1) % 2 === 1 ? 2 : 1;
  feedPage(composer, -rows * tall);
  const roomBytes = Math.max(1, Math.floor(composer.layout.widthDots / 8 / wide));
  const band = new Uint8Array(Math.min(rowBytes, roomBytes) * BAND_ROWS);
  return { rowBytes, wide, tall, rowsLeft: rows, column: 0, bandRows: 0, band };
}

/**
 * Takes dots from `at` on, and prints each band that is full.
 *
 * @returns the picture as far as it has come, undefined once it is whole, and where it stopped
 */
export function takeDots(
  composer: Composer,
  begun: PictureBegun,
  bytes: Uint8Array,
  at: number,
): { readonly picture: PictureBegun | undefined; readonly next: number } {
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
    const { wide, tall } = begun;
    const bits = band.slice(0, bandRows * width);
    printBand(composer, { bits, rowBytes: width, scale: { wide, tall } });
    bandRows = 0;
  }
  const picture = rowsLeft > 0 ? { ...begun, rowsLeft, column, bandRows, band } : undefined;
  return { picture, next };
}

function printBand(composer: Composer, band: Picture): void {
  const dots = heightDots(band);
  // On a page the bottom of the whole picture stands where it was told to.
  feedPage(composer, dots);
  printBlock(composer, { kind: "raster", ...band, align: composer.align, dots });
}

/** Prints a whole picture band by band, as one that arrives; on a page it stays in one piece. */
export function printPicture(composer: Composer, picture: Picture): void {
  const room = Math.max(8, Math.floor(composer.layout.widthDots / picture.scale.wide));
  const seen = { ...cropped(picture, room), scale: picture.scale };
  if (composer.page !== undefined) {
    feedPage(composer, -heightDots(seen));
    printBand(composer, seen);
    return;
  }
  const bandBytes = BAND_ROWS * seen.rowBytes;
  for (let at = 0; at < seen.bits.length; at += bandBytes) {
    printBand(composer, { ...seen, bits: seen.bits.slice(at, at + bandBytes) });
  }
}

function heightDots({ bits, rowBytes, scale }: Picture): number {
  return (bits.length / rowBytes) * scale.tall;
}

type Dots = Omit<Picture, "scale">;

/** The left part of a picture, at most `widthDots` wide. */
export function cropped(picture: Dots, widthDots: number): Dots {
  const { bits, rowBytes } = picture;
  const width = picture.widthDots ?? rowBytes * 8;
  if (width <= widthDots) return picture;
  const keptBytes = Math.ceil(widthDots / 8);
  const rows = bits.length / rowBytes;
  const kept = new Uint8Array(keptBytes * rows);
  for (let row = 0; row < rows; row += 1) {
    const from = row * rowBytes;
    kept.set(bits.subarray(from, from + keptBytes), row * keptBytes);
  }
  return { bits: kept, rowBytes: keptBytes, widthDots };
}

/** Turns columns of `columnBytes`, top bit first, into rows. @source ESC/POS, ESC * */
export function rowsOfColumns(data: Uint8Array, columnBytes: number, columns: number): Dots {
  const rowBytes = Math.ceil(columns / 8);
  const bits = new Uint8Array(rowBytes * columnBytes * 8);
  let next = 0;
  for (let column = 0; column < columns; column += 1) {
    const place = column >> 3;
    const bit = 0x80 >> (column & 7);
    for (let row = 0; row < columnBytes * 8; row += 8) {
      let dots = data[next] ?? 0;
      next += 1;
      for (let at = row * rowBytes + place; dots > 0; at += rowBytes) {
        if (dots >= 0x80) bits[at] = (bits[at] ?? 0) | bit;
        dots = (dots << 1) & 0xff;
      }
    }
  }
  return columns % 8 === 0 ? { bits, rowBytes } : { bits, rowBytes, widthDots: columns };
}
