import {
  BarcodeFormat,
  BinaryBitmap,
  DecodeHintType,
  GlobalHistogramBinarizer,
  MultiFormatReader,
  RGBLuminanceSource,
} from "@zxing/library";
import { type Bitmap, isBlack } from "../../device-emulators/devices/printer/bitmap.ts";

/** White all round and every dot this many pixels: what a scanner wants to see of a symbol. */
const QUIET = 40;
const ZOOM = 3;

/** What a scanner that nobody here wrote reads from black dots, as symbols of one format. */
export function scan(bitmap: Bitmap, format: BarcodeFormat): string {
  const wide = bitmap.widthDots * ZOOM + 2 * QUIET;
  const tall = Math.max(bitmap.heightDots, 20) * ZOOM + 2 * QUIET;
  const grey = new Uint8ClampedArray(wide * tall).fill(255);
  for (let y = 0; y < tall; y += 1) {
    for (let x = 0; x < wide; x += 1) {
      const column = Math.floor((x - QUIET) / ZOOM);
      const row = Math.floor((y - QUIET) / ZOOM);
      if (isBlack(bitmap, column, row)) grey[y * wide + x] = 0;
    }
  }
  const image = new BinaryBitmap(
    new GlobalHistogramBinarizer(new RGBLuminanceSource(grey, wide, tall)),
  );
  const hints = new Map<DecodeHintType, unknown>([
    [DecodeHintType.POSSIBLE_FORMATS, [format]],
    [DecodeHintType.TRY_HARDER, true],
    [DecodeHintType.PURE_BARCODE, format === BarcodeFormat.QR_CODE],
  ]);
  return new MultiFormatReader().decode(image, hints).getText();
}
