import { COMMAND } from "../../kit/escpos-codes.ts";
import { atLineStart, one, passOver, plainNumber } from "./arguments.ts";
import { BARCODES, legalBytes } from "./barcode-data.ts";
import type { Action, Collector, Reader } from "./commands.ts";
import { printBlock } from "./composer.ts";
import type { BarcodeName, MachineSymbol } from "./paper.ts";
import { symbolDots } from "./symbol-size.ts";

type Qr = Extract<MachineSymbol, { readonly symbology: "qr" }>;
type Pdf417 = Extract<MachineSymbol, { readonly symbology: "pdf417" }>;
type Undrawn = Exclude<
  MachineSymbol,
  | { readonly symbology: BarcodeName }
  | { readonly symbology: "qr" }
  | { readonly symbology: "pdf417" }
>;

/** How the next bar code or symbol looks, and the data stored for it (GS ( k, function 80). */
export type SymbolSettings = {
  readonly heightDots: number;
  readonly moduleDots: number;
  readonly readable: "none" | "above" | "below" | "both";
  readonly readableFont: "a" | "b";
  readonly qr: Omit<Qr, "symbology">;
  readonly pdf417: Omit<Pdf417, "symbology">;
  readonly undrawn: Omit<Undrawn, "symbology">;
};

const NO_DATA = new Uint8Array(0);

/** @source ESC/POS: GS h 162, GS w 3; GS ( k: module 3, error correction L and ratio 1 */
export const SYMBOL_SETTINGS: SymbolSettings = {
  heightDots: 162,
  moduleDots: 3,
  readable: "none",
  readableFont: "a",
  qr: { model: "2", moduleDots: 3, level: "L", data: NO_DATA },
  pdf417: {
    columns: 0,
    rows: 0,
    moduleDots: 3,
    rowHeight: 3,
    correction: { by: "ratio", n: 1 },
    truncated: false,
    data: NO_DATA,
  },
  undrawn: { moduleDots: 3, data: NO_DATA },
};

/** Bar codes, and what their look is set with. @source ESC/POS */
export const SYMBOL_ACTIONS: readonly (readonly [number, Action])[] = [
  [COMMAND.barHeight, one((reader, n) => set(reader, n > 0, { heightDots: barDots(reader, n) }))],
  [COMMAND.barModule, one((reader, n) => set(reader, n >= 1 && n <= 6, { moduleDots: n }))],
  [COMMAND.readable, one(setReadable)],
  [COMMAND.readableFont, one(setReadableFont)],
];

function barDots({ model }: Reader, n: number): number {
  // GS h counts dots, whatever the unit of motion is.
  return Math.min(n, model.widthDots);
}

/** The same where data comes with the command. */
export const SYMBOL_COLLECTORS: readonly (readonly [number, Collector])[] = [
  [COMMAND.symbol, (reader, _head, data) => dispatch(reader, data)],
  [COMMAND.cloneQr, printCloneQr],
];

function set(reader: Reader, legal: boolean, settings: Partial<SymbolSettings>): void {
  if (legal) reader.symbols = { ...reader.symbols, ...settings };
  else passOver(reader);
}

const READABLE = ["none", "above", "below", "both"] as const;

function setReadable(reader: Reader, n: number): void {
  const readable = READABLE[plainNumber(n)];
  if (readable === undefined) passOver(reader);
  else set(reader, true, { readable });
}

function setReadableFont(reader: Reader, n: number): void {
  set(reader, plainNumber(n) <= 1, { readableFont: plainNumber(n) === 0 ? "a" : "b" });
}

/**
 * GS k. A byte that its symbology does not know ends the command, and is read again as text.
 *
 * @returns where reading goes on
 * @source ESC/POS, GS k: "the following data is processed as normal data"
 */
export function printBarcode(reader: Reader, bytes: Uint8Array, at: number, end: number): number {
  const type = bytes[at + 2] ?? 0;
  const counted = type >= 65;
  const barcode = BARCODES[counted ? type - 65 : type];
  // Types from 72 on exist in the counted form only.
  if (barcode === undefined || (!counted && type > 6)) {
    passOver(reader);
    return at + 3;
  }
  const begin = at + (counted ? 4 : 3);
  const ended = counted || bytes[end - 1] === 0;
  const data = bytes.slice(begin, counted ? end : end - 1);
  const legal = legalBytes(barcode, data);
  const feature = counted ? "barcode-b" : "barcode-a";
  const whole = ended && legal === data.length && barcode.lengths(legal);
  if (whole && reader.model.features.has(feature)) {
    const { heightDots, moduleDots, readable, readableFont } = reader.symbols;
    const look = { heightDots, moduleDots, readable, readableFont };
    printSymbol(reader, { symbology: barcode.name, data, ...look });
  } else {
    passOver(reader);
  }
  return legal < data.length ? begin + legal : end;
}

function printSymbol(reader: Reader, symbol: MachineSymbol): void {
  const dots = symbolDots(symbol);
  if (!atLineStart(reader) || dots === 0) passOver(reader);
  else printBlock(reader, { kind: "symbol", symbol, align: reader.align, dots });
}

/** Functions of GS ( k that store and print. @source ESC/POS, GS ( k */
const STORE = 80;
const PRINT = 81;

/** Which kind of symbol GS ( k speaks of. */
const QR = 49;
const PDF417 = 48;
const UNDRAWN: Readonly<Record<number, Undrawn["symbology"]>> = {
  50: "maxicode",
  51: "databar-stacked",
  52: "composite",
  53: "aztec",
  54: "data-matrix",
};

function dispatch(reader: Reader, data: Uint8Array): void {
  const [kind = 0, fn = 0, first = 0, second = 0] = data;
  const undrawn = UNDRAWN[kind];
  if (kind === QR) instructQr(reader, fn, { first, rest: data.slice(3) });
  else if (kind === PDF417) instructPdf417(reader, fn, { first, second, rest: data.slice(3) });
  else if (undrawn !== undefined) instructUndrawn(reader, fn, undrawn, data);
  else passOver(reader);
}

const QR_MODELS = ["1", "2", "micro"] as const;
const QR_LEVELS = ["L", "M", "Q", "H"] as const;

type Told = { readonly first: number; readonly rest: Uint8Array };

function instructQr(reader: Reader, fn: number, { first, rest }: Told): void {
  const { qr } = reader.symbols;
  const model = QR_MODELS[first - 49];
  const level = QR_LEVELS[first - 48];
  if (!reader.model.features.has("qr")) passOver(reader);
  else if (fn === 65 && model !== undefined) set(reader, true, { qr: { ...qr, model } });
  else if (fn === 67) set(reader, within(first, 1, 16), { qr: { ...qr, moduleDots: first } });
  else if (fn === 69 && level !== undefined) set(reader, true, { qr: { ...qr, level } });
  else if (fn === STORE) set(reader, first === 48, { qr: { ...qr, data: rest } });
  else if (fn === PRINT && first === 48 && qr.data.length > 0) {
    printSymbol(reader, { symbology: "qr", ...qr });
  } else passOver(reader);
}

function instructPdf417(
  reader: Reader,
  fn: number,
  { first, second, rest }: Told & { readonly second: number },
): void {
  const { pdf417 } = reader.symbols;
  const change = (legal: boolean, settings: Partial<SymbolSettings["pdf417"]>): void =>
    set(reader, legal, { pdf417: { ...pdf417, ...settings } });
  if (!reader.model.features.has("pdf417")) passOver(reader);
  else if (fn === 65) change(first <= 30, { columns: first });
  else if (fn === 66) change(first === 0 || within(first, 3, 90), { rows: first });
  else if (fn === 67) change(within(first, 2, 8), { moduleDots: first });
  else if (fn === 68) change(within(first, 2, 8), { rowHeight: first });
  else if (fn === 69 && first === 48) {
    change(within(second, 48, 56), { correction: { by: "level", n: second - 48 } });
  } else if (fn === 69 && first === 49) {
    change(within(second, 1, 40), { correction: { by: "ratio", n: second } });
  } else if (fn === 70) change(first <= 1, { truncated: first === 1 });
  else if (fn === STORE) change(first === 48, { data: rest });
  else if (fn === PRINT && first === 48 && pdf417.data.length > 0) {
    printSymbol(reader, { symbology: "pdf417", ...pdf417 });
  } else passOver(reader);
}

function instructUndrawn(
  reader: Reader,
  fn: number,
  symbology: Undrawn["symbology"],
  data: Uint8Array,
): void {
  const { undrawn } = reader.symbols;
  if (fn === 67) set(reader, true, { undrawn: { ...undrawn, moduleDots: data[2] ?? 3 } });
  else if (fn === STORE) set(reader, true, { undrawn: { ...undrawn, data: data.slice(3) } });
  else if (fn === PRINT && undrawn.data.length > 0) {
    printSymbol(reader, { symbology, ...undrawn });
  } else passOver(reader);
}

/** ESC Z, as clones have it: version, level, module size and length stand before the data. */
function printCloneQr(reader: Reader, head: Uint8Array, data: Uint8Array): void {
  const level = QR_LEVELS["LMQH".indexOf(String.fromCharCode(head[3] ?? 0))] ?? "L";
  const moduleDots = Math.min(Math.max(head[4] ?? 0, 1), 8);
  printSymbol(reader, { symbology: "qr", model: "2", moduleDots, level, data });
}

const within = (n: number, least: number, most: number): boolean => n >= least && n <= most;
