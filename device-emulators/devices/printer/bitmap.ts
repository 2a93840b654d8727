/** Dots of paper: one bit a dot, most significant first, rows of `rowBytes`; 1 is black. */
export type Bitmap = {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly rowBytes: number;
  readonly bits: Uint8Array;
};

/** A quarter, a half and three quarters of a turn, clockwise. */
export type Turn = 0 | 90 | 180 | 270;

/** White dots; `setDot`, `fill` and `lay` blacken them. */
export function whiteBitmap(widthDots: number, heightDots: number): Bitmap {
  const rowBytes = Math.ceil(widthDots / 8);
  return { widthDots, heightDots, rowBytes, bits: new Uint8Array(rowBytes * heightDots) };
}

/** A bitmap of which `black` says each dot. */
export function bitmapOf(
  widthDots: number,
  heightDots: number,
  black: (x: number, y: number) => boolean,
): Bitmap {
  const bitmap = whiteBitmap(widthDots, heightDots);
  for (let y = 0; y < heightDots; y += 1) {
    for (let x = 0; x < widthDots; x += 1) if (black(x, y)) setDot(bitmap, x, y);
  }
  return bitmap;
}

/** Whether a dot is black; a place outside is white. */
export function isBlack({ widthDots, rowBytes, bits }: Bitmap, x: number, y: number): boolean {
  if (x < 0 || x >= widthDots || y < 0) return false;
  return ((bits[y * rowBytes + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) > 0;
}

/** Blackens a dot; a place outside is passed over. */
export function setDot({ widthDots, heightDots, rowBytes, bits }: Bitmap, x: number, y: number) {
  if (x < 0 || x >= widthDots || y < 0 || y >= heightDots) return;
  const at = y * rowBytes + (x >> 3);
  bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
}

/** Turns black to white and white to black in a rectangle. */
export function invert(bitmap: Bitmap, left: number, top: number, wide: number, tall: number) {
  const { widthDots, heightDots, rowBytes, bits } = bitmap;
  for (let y = Math.max(0, top); y < Math.min(heightDots, top + tall); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(widthDots, left + wide); x += 1) {
      const at = y * rowBytes + (x >> 3);
      bits[at] = (bits[at] ?? 0) ^ (0x80 >> (x & 7));
    }
  }
}

/** Blackens a rectangle. */
export function fill(bitmap: Bitmap, left: number, top: number, wide: number, tall: number) {
  for (let y = top; y < top + tall; y += 1) {
    for (let x = left; x < left + wide; x += 1) setDot(bitmap, x, y);
  }
}

/** How black dots of one bitmap come onto another: each is `wide` by `tall` there. */
export type Laying = {
  readonly left: number;
  readonly top: number;
  readonly wide?: number;
  readonly tall?: number;
};

/** Lays the black dots of `source` onto `bitmap`; what hangs over its edge is cut off. */
export function lay(bitmap: Bitmap, source: Bitmap, { left, top, wide = 1, tall = 1 }: Laying) {
  for (let y = 0; y < source.heightDots; y += 1) {
    for (let x = 0; x < source.widthDots; x += 1) {
      if (isBlack(source, x, y)) fill(bitmap, left + x * wide, top + y * tall, wide, tall);
    }
  }
}

/** The same picture of another size; where it shrinks, dots are left out. */
export function resized(source: Bitmap, widthDots: number, heightDots: number): Bitmap {
  return bitmapOf(widthDots, heightDots, (x, y) =>
    isBlack(
      source,
      Math.floor(((x + 0.5) * source.widthDots) / widthDots),
      Math.floor(((y + 0.5) * source.heightDots) / heightDots),
    ),
  );
}

/** The picture turned clockwise; a quarter turn swaps its width and height. */
export function turned(source: Bitmap, turn: Turn): Bitmap {
  const { widthDots: wide, heightDots: tall } = source;
  switch (turn) {
    case 0:
      return source;
    case 90:
      return bitmapOf(tall, wide, (x, y) => isBlack(source, y, tall - 1 - x));
    case 180:
      return bitmapOf(wide, tall, (x, y) => isBlack(source, wide - 1 - x, tall - 1 - y));
    case 270:
      return bitmapOf(tall, wide, (x, y) => isBlack(source, wide - 1 - y, x));
  }
}
