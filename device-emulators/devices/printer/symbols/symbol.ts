import { toLatin1 } from "../../../kit/bytes.ts";
import { ok, type Result } from "../../../kit/result.ts";
import { type Bitmap, bitmapOf, fill, whiteBitmap } from "../bitmap.ts";
import type { MachineSymbol } from "../paper.ts";
import { symbolDots } from "../symbol-size.ts";
import { type Barcode, drawBarcode } from "./barcode.ts";
import { encodeModules, type Modules } from "./encoder.ts";

/** A symbol in black dots, without the line a person can read, which is text. */
export type DrawnSymbol = { readonly dots: Bitmap; readonly readable: string };

type MatrixSymbol = Exclude<MachineSymbol, Barcode>;
type QrCode = Extract<MachineSymbol, { readonly symbology: "qr" }>;
type Pdf417 = Extract<MachineSymbol, { readonly symbology: "pdf417" }>;

/** Chosen: a square of middling size stands for what is not drawn. */
const UNDRAWN_MODULES = 32;

/**
 * Draws a bar code or a matrix symbol. QR model 1, MaxiCode, Aztec, Data Matrix and composite symbols
 * are an empty frame, so that no scanner reads here what it might not read off paper.
 *
 * @returns in one sentence why its data cannot be drawn
 * @source ESC/POS, GS k and GS ( k
 */
export function drawSymbol(symbol: MachineSymbol): Result<DrawnSymbol, string> {
  if (isBarcode(symbol)) {
    const drawn = drawBarcode(symbol);
    if (!drawn.ok) return drawn;
    return ok({ dots: drawn.value.bars, readable: drawn.value.readable });
  }
  const dots = drawMatrix(symbol);
  return dots.ok ? ok({ dots: dots.value, readable: "" }) : dots;
}

export function isBarcode(symbol: MachineSymbol): symbol is Barcode {
  return "readable" in symbol;
}

function drawMatrix(symbol: MatrixSymbol): Result<Bitmap, string> {
  switch (symbol.symbology) {
    case "qr":
      return drawQr(symbol);
    case "pdf417":
      return drawPdf417(symbol);
    case "maxicode":
    case "databar-stacked":
    case "composite":
    case "aztec":
    case "data-matrix":
      return ok(emptyFrame(UNDRAWN_MODULES * symbol.moduleDots));
  }
}

function drawQr(symbol: QrCode): Result<Bitmap, string> {
  const { data, model, moduleDots, level } = symbol;
  if (model === "1") return ok(emptyFrame(symbolDots(symbol)));
  const symbology = model === "micro" ? "microqrcode" : "qrcode";
  const modules = encodeModules(symbology, toLatin1(data), { eclevel: level, binarytext: true });
  return modules.ok ? ok(scaled(modules.value, moduleDots, moduleDots)) : modules;
}

function drawPdf417(symbol: Pdf417): Result<Bitmap, string> {
  const { data, columns, rows, moduleDots, rowHeight, correction, truncated } = symbol;
  const level = correction.by === "level" ? correction.n : levelOf(data.length, correction.n);
  const modules = encodeModules(truncated ? "pdf417compact" : "pdf417", toLatin1(data), {
    binarytext: true,
    rowmult: 1,
    eclevel: level,
    ...(columns > 0 ? { columns } : {}),
    ...(rows > 0 ? { rows } : {}),
  });
  return modules.ok ? ok(scaled(modules.value, moduleDots, moduleDots * rowHeight)) : modules;
}

/** A byte of data takes about 0.55 codewords; level n adds 2 to the power n + 1. @source ISO/IEC 15438 */
function levelOf(dataBytes: number, tenths: number): number {
  const wanted = (Math.ceil(dataBytes * 0.55) * tenths) / 10;
  return Math.min(8, Math.max(1, Math.ceil(Math.log2(Math.max(wanted, 1))) - 1));
}

function scaled({ columns, rows, black }: Modules, wide: number, tall: number): Bitmap {
  return bitmapOf(columns * wide, rows * tall, (x, y) =>
    black(Math.floor(x / wide), Math.floor(y / tall)),
  );
}

function emptyFrame(dots: number): Bitmap {
  const frame = whiteBitmap(dots, dots);
  fill(frame, 0, 0, dots, 1);
  fill(frame, 0, dots - 1, dots, 1);
  fill(frame, 0, 0, 1, dots);
  fill(frame, dots - 1, 0, 1, dots);
  return frame;
}
