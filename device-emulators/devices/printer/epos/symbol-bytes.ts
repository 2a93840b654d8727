import { concat } from "../../../kit/bytes.ts";
import { COMMAND } from "../../../kit/escpos-codes.ts";
import { err, ok } from "../../../kit/result.ts";
import { encodeUtf8 } from "../../../kit/utf-8.ts";
import { BARCODES, legalBytes } from "../barcode-data.ts";
import type { PrinterModel } from "../models.ts";
import { bytesOf, type Written, wordOf } from "./command-bytes.ts";
import type { EposCommand } from "./document.ts";
import type { AttributesOf } from "./forms.ts";
import { writeAttributes } from "./text-bytes.ts";

type Barcode = Extract<EposCommand, { readonly name: "barcode" }>;
type MatrixSymbol = Extract<EposCommand, { readonly name: "symbol" }>;
type BarcodeType = NonNullable<AttributesOf<"barcode">["type"]>;
type SymbolType = NonNullable<AttributesOf<"symbol">["type"]>;

const NO_BYTES = new Uint8Array(0);

/** By what GS k calls them, from 65 on. @source ESC/POS, GS k, function B */
const TYPES: Readonly<Record<BarcodeType, number>> = {
  ...{ upc_a: 65, upc_e: 66, ean13: 67, jan13: 67, ean8: 68, jan8: 68, code39: 69, itf: 70 },
  ...{ codabar: 71, code93: 72, code128: 73, gs1_128: 74, gs1_databar_omnidirectional: 75 },
  ...{ gs1_databar_truncated: 76, gs1_databar_limited: 77, gs1_databar_expanded: 78 },
};
const READABLE = ["none", "above", "below", "both"] as const;
const BARCODE_BYTES_MAX = 255;

/**
 * A bar code. Data that make none print nothing, and are no error, as the service has it; they
 * never reach the printer, which would read what it does not know in them as text and commands.
 */
export function writeBarcode({ attributes, text }: Barcode): Written {
  const { type = "ean13", hri, font, width, height } = attributes;
  const number = TYPES[type];
  const form = BARCODES[number - 65];
  const data = withCodeSet(type, unescaped(text));
  if (form === undefined || legalBytes(form, data) !== data.length) return ok(NO_BYTES);
  if (!form.lengths(data.length) || data.length > BARCODE_BYTES_MAX) return ok(NO_BYTES);
  const settings: readonly [number, number | undefined][] = [
    [COMMAND.readable, hri === undefined ? undefined : READABLE.indexOf(hri)],
    [COMMAND.readableFont, font === undefined ? undefined : Number(font === "font_b")],
    [COMMAND.barModule, width],
    [COMMAND.barHeight, height],
  ];
  return ok(
    concat([
      writeAttributes(attributes, ["align", "rotate"]),
      ...settings.flatMap(([command, n]) => (n === undefined ? [] : [bytesOf(command, n)])),
      bytesOf(COMMAND.barcode, number, data.length),
      data,
    ]),
  );
}

/** Code 128 whose data choose no code set is set in B. Chosen: it has every printable character. */
function withCodeSet(type: BarcodeType, data: Uint8Array): Uint8Array {
  const lacks = type === "code128" && data[0] !== 0x7b;
  return lacks ? concat([Uint8Array.of(0x7b, 0x42), data]) : data;
}

/** Which kind of symbol GS ( k is told of. */
const KINDS: Readonly<Record<string, number>> = {
  ...{ pdf417: 48, qrcode: 49, maxicode: 50, gs1: 51, azteccode: 53, datamatrix: 54 },
};
const QR_MODELS: Partial<Readonly<Record<SymbolType, number>>> = {
  ...{ qrcode_model_1: 49, qrcode_model_2: 50, qrcode_micro: 51 },
};
/** What GS ( k can be told of data: two bytes count them and three more. */
const SYMBOL_BYTES_MAX = 7_089;

/** A matrix symbol: its settings, its data, and the order to print it (GS ( k). */
export function writeSymbol(
  { attributes, text }: MatrixSymbol,
  { features }: PrinterModel,
): Written {
  const { type = "qrcode_model_2" } = attributes;
  const kind = KINDS[type.split("_")[0] ?? ""] ?? 0;
  if (kind === KINDS["qrcode"] && !features.has("qr")) return err("needs qr");
  if (kind === KINDS["pdf417"] && !features.has("pdf417")) return err("needs pdf417");
  const data = unescaped(text);
  if (data.length === 0 || data.length > SYMBOL_BYTES_MAX) return ok(NO_BYTES);
  const tell = (fn: number, ...rest: readonly number[]): Uint8Array =>
    bytesOf(COMMAND.symbol, ...wordOf(rest.length + 2), kind, fn, ...rest);
  return ok(
    concat([
      writeAttributes(attributes, ["align", "rotate"]),
      ...settingsOf(type, attributes).map((setting) => tell(...setting)),
      concat([bytesOf(COMMAND.symbol, ...wordOf(data.length + 3), kind, 80, 48), data]),
      tell(81, 48),
    ]),
  );
}

/** Functions of GS ( k and their arguments. @source ESC/POS, GS ( k */
function settingsOf(
  type: SymbolType,
  { level, width, height, size }: AttributesOf<"symbol">,
): readonly (readonly [number, ...number[]])[] {
  const model = QR_MODELS[type];
  const module: readonly [number, ...number[]][] = width === undefined ? [] : [[67, width]];
  if (model !== undefined) {
    const at = "lmqh".indexOf(level?.slice("level_".length) ?? "");
    return [
      [65, model, 0],
      ...module,
      ...(level !== undefined && at >= 0 ? [[69, 48 + at] as const] : []),
    ];
  }
  if (!type.startsWith("pdf417")) return module;
  const digit = /^level_(\d)$/.exec(level ?? "")?.[1];
  return [
    [70, Number(type === "pdf417_truncated")],
    ...(size === undefined ? [] : [[65, Math.min(size, 30)] as const]),
    ...module,
    ...(height === undefined ? [] : [[68, height] as const]),
    ...(digit === undefined ? [] : [[69, 48, 48 + Number(digit)] as const]),
  ];
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  "\\": "\\",
};

/** Data in UTF-8, but for `\x1d` and the like, which are a byte each. */
function unescaped(text: string): Uint8Array {
  const parts = text.split(/(\\x[\dA-Fa-f]{2}|\\[nrtb\\])/);
  return concat(
    parts.map((part) => {
      if (/^\\x[\dA-Fa-f]{2}$/.test(part)) return Uint8Array.of(Number.parseInt(part.slice(2), 16));
      const meant = /^\\[nrtb\\]$/.test(part) ? ESCAPES[part.slice(1)] : undefined;
      return encodeUtf8(meant ?? part);
    }),
  );
}
