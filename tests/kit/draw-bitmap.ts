import { type Bitmap, isBlack } from "../../device-emulators/devices/printer/bitmap.ts";

/** Rows of a bitmap, `#` for black and `.` for white. */
export function drawBitmap(bitmap: Bitmap): string[] {
  return Array.from({ length: bitmap.heightDots }, (_, y) =>
    Array.from({ length: bitmap.widthDots }, (__, x) => (isBlack(bitmap, x, y) ? "#" : ".")).join(
      "",
    ),
  );
}
