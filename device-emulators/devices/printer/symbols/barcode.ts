import { toLatin1 } from "../../../kit/bytes.ts";
import { ok, type Result } from "../../../kit/result.ts";
import { type Bitmap, fill, whiteBitmap } from "../bitmap.ts";
import type { BarcodeName, MachineSymbol } from "../paper.ts";
import { readCode128 } from "./code-128.ts";
import { type Bars, encodeBars } from "./encoder.ts";

export type Barcode = Extract<MachineSymbol, { readonly symbology: BarcodeName }>;

/** A bar code as its printer draws it: bars alone, and the line a person can read. */
export type DrawnBarcode = { readonly bars: Bitmap; readonly readable: string };

type Encoded = { readonly bars: Bars; readonly readable: string };

/**
 * Draws a bar code.
 *
 * @returns in one sentence why its data cannot be drawn: a printer then prints no bars
 * @source ESC/POS, GS k, GS w, GS h
 */
export function drawBarcode(barcode: Barcode): Result<DrawnBarcode, string> {
  const encoded = encodeBarcode(barcode.symbology, barcode.data);
  if (!encoded.ok) return encoded;
  const { bars, readable } = encoded.value;
  const thick = TWO_WIDTHS.has(barcode.symbology) ? thickDots(barcode.moduleDots) : undefined;
  const widths = bars.map((modules) =>
    modules > 1 && thick !== undefined ? thick : modules * barcode.moduleDots,
  );
  return ok({ bars: paintBars(widths, barcode.heightDots), readable });
}

/** Symbologies of thin and thick bars only. */
const TWO_WIDTHS: ReadonlySet<BarcodeName> = new Set(["code-39", "itf", "codabar"]);

/** A thick bar is two and a half times a thin one. @source ESC/POS, GS w, table of widths */
function thickDots(thinDots: number): number {
  return Math.round(thinDots * 2.5);
}

function paintBars(widths: readonly number[], heightDots: number): Bitmap {
  const bitmap = whiteBitmap(
    widths.reduce((sum, width) => sum + width, 0),
    heightDots,
  );
  let left = 0;
  for (const [place, width] of widths.entries()) {
    if (place % 2 === 0) fill(bitmap, left, 0, width, heightDots);
    left += width;
  }
  return bitmap;
}

function encodeBarcode(symbology: BarcodeName, data: Uint8Array): Result<Encoded, string> {
  if (symbology === "code-128") return encodeCode128(data);
  const { encodes, text = same, readable = same } = ENCODINGS[symbology];
  const content = text(toLatin1(data));
  const bars = encodeBars(encodes, content, {
    ...(content.includes("^FNC1") ? { parsefnc: true } : {}),
    ...(symbology === "code-93" ? { includecheck: true } : {}),
  });
  return bars.ok ? ok({ bars: bars.value, readable: readable(toLatin1(data)) }) : bars;
}

function encodeCode128(data: Uint8Array): Result<Encoded, string> {
  const read = readCode128(data);
  if (!read.ok) return read;
  const values = read.value.codewords.map((value) => `^${String(value).padStart(3, "0")}`);
  const bars = encodeBars("code128", values.join(""), { raw: true });
  return bars.ok ? ok({ bars: bars.value, readable: read.value.readable }) : bars;
}

/** How the encoder names a symbology, what it wants of the data, and what stands below the bars. */
type Encoding = {
  readonly encodes: string;
  readonly text?: (data: string) => string;
  readonly readable?: (data: string) => string;
};

const same = (data: string): string => data;
const starred = (data: string): string => `*${unstarred(data)}*`;
const unstarred = (data: string): string => data.replace(/^\*|\*$/g, "");
const tradeItem = (data: string): string => `(01)${data}`;
/** Brackets are for the reader only, and "{1" is FNC1. @source ESC/POS, GS k, GS1-128 */
const elementString = (data: string): string =>
  `^FNC1${data.replace(/[()]/g, "").replaceAll("{1", "^FNC1")}`;
const withoutFunctions = (data: string): string => data.replace(/\{[1-4]/g, "");
/** Six digits belong to number system 0. @source ESC/POS, GS k, UPC-E */
const withNumberSystem = (data: string): string => (data.length === 6 ? `0${data}` : data);

const ENCODINGS: Readonly<Record<Exclude<BarcodeName, "code-128">, Encoding>> = {
  "upc-a": { encodes: "upca", readable: (data) => checked(data, 11) },
  "upc-e": { encodes: "upce", text: withNumberSystem, readable: withNumberSystem },
  "ean-13": { encodes: "ean13", readable: (data) => checked(data, 12) },
  "ean-8": { encodes: "ean8", readable: (data) => checked(data, 7) },
  "code-39": { encodes: "code39", text: unstarred, readable: starred },
  itf: { encodes: "interleaved2of5" },
  codabar: { encodes: "rationalizedCodabar", text: (data) => data.toUpperCase() },
  "code-93": { encodes: "code93ext" },
  "gs1-128": { encodes: "code128", text: elementString, readable: withoutFunctions },
  "databar-omnidirectional": { encodes: "databaromni", text: tradeItem, readable: tradeItem },
  "databar-truncated": { encodes: "databartruncated", text: tradeItem, readable: tradeItem },
  "databar-limited": { encodes: "databarlimited", text: tradeItem, readable: tradeItem },
  "databar-expanded": { encodes: "databarexpanded" },
};

/** The digits with the check digit behind them, where it is missing. @source GS1, modulo 10 */
function checked(digits: string, count: number): string {
  if (digits.length !== count) return digits;
  let sum = 0;
  for (let place = 0; place < count; place += 1) {
    const weight = (count - place) % 2 === 1 ? 3 : 1;
    sum += Number(digits[place]) * weight;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
