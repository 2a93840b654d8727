import { encode } from "fast-png";
import type { Bitmap } from "./bitmap.ts";

/** A PNG file of one bit a dot, black on white. @source W3C Portable Network Graphics, third edition */
export function encodePng({ widthDots, heightDots, bits }: Bitmap): Uint8Array {
  // In PNG a set bit is white.
  const data = bits.map((byte) => byte ^ 0xff);
  return encode({ width: widthDots, height: heightDots, data, depth: 1, channels: 1 });
}
