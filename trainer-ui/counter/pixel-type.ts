import { blank, pen } from "./scene-kit.ts";
import { machineFont } from "./voices.ts";

/** A text on a device's glass, by its foot, in the glass's own pixels; `px` is 16 or a multiple of it. */
export type Letter = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly px: number;
  readonly align: CanvasTextAlign;
};

/**
 * Sets letters as hard pixels: painted at their true size, cut to black or nothing, then blown up
 * by whole multiples without smoothing.
 */
export function stamp(
  context: CanvasRenderingContext2D,
  letters: readonly Letter[],
  { ink, width, height }: { readonly ink: string; readonly width: number; readonly height: number },
): void {
  const small = blank(width, height);
  const at = pen(small);
  at.fillStyle = ink;
  for (const { text, x, y, px, align } of letters) {
    at.font = machineFont(px);
    at.textAlign = "left";
    const wide = Math.round(at.measureText(text).width);
    const left = {
      left: Math.max(0, Math.min(x, width - wide)),
      center: Math.round(x - wide / 2),
      right: x - wide,
    }[align === "center" || align === "right" ? align : "left"];
    at.fillText(text, left, y);
  }
  const pixels = at.getImageData(0, 0, small.width, small.height);
  for (let index = 3; index < pixels.data.length; index += 4) {
    pixels.data[index] = (pixels.data[index] ?? 0) > 127 ? 255 : 0;
  }
  at.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0);
  context.imageSmoothingEnabled = true;
}
