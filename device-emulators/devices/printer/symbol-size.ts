import { GLYPH_DOTS } from "../../kit/escpos-codes.ts";
import type { MachineSymbol } from "./paper.ts";

type Qr = Extract<MachineSymbol, { readonly symbology: "qr" }>;
type Pdf417 = Extract<MachineSymbol, { readonly symbology: "pdf417" }>;

/** How much paper `symbol` takes: 0 where its data do not fit, and it is not printed. */
export function symbolDots(symbol: MachineSymbol): number {
  switch (symbol.symbology) {
    case "qr":
      return qrModules(symbol) * symbol.moduleDots;
    case "pdf417":
      return pdf417Rows(symbol) * symbol.rowHeight * symbol.moduleDots;
    case "maxicode":
    case "databar-stacked":
    case "composite":
    case "aztec":
    case "data-matrix":
      return UNDRAWN_MODULES * symbol.moduleDots;
    default: {
      const readable = { none: 0, above: 1, below: 1, both: 2 }[symbol.readable];
      return symbol.heightDots + readable * GLYPH_DOTS;
    }
  }
}

/** Chosen: a square of middling size stands for what is not drawn. */
const UNDRAWN_MODULES = 32;

/** Data codewords of versions 1 to 40 at each level. @source ISO/IEC 18004:2015, table 7 */
const QR_CODEWORDS: Readonly<Record<Qr["level"], readonly number[]>> = {
  L: codewords(`19 34 55 80 108 136 156 194 232 274 324 370 428 461 523 589 647 721 795 861 932 1006
    1094 1174 1276 1370 1468 1531 1631 1735 1843 1955 2071 2191 2306 2434 2566 2702 2812 2956`),
  M: codewords(`16 28 44 64 86 108 124 154 182 216 254 290 334 365 415 453 507 563 627 669 714 782
    860 914 1000 1062 1128 1193 1267 1373 1455 1541 1631 1725 1812 1914 1992 2102 2216 2334`),
  Q: codewords(`13 22 34 48 62 76 88 110 132 154 180 206 244 261 295 325 367 397 445 485 512 568
    614 664 718 754 808 871 911 985 1033 1115 1171 1231 1286 1354 1426 1502 1582 1666`),
  H: codewords(`9 16 26 36 46 60 66 86 100 122 140 158 180 197 223 253 283 313 341 385 406 442
    464 514 538 596 628 661 701 745 793 845 901 961 986 1054 1096 1142 1222 1276`),
};

function codewords(table: string): readonly number[] {
  return table.trim().split(/\s+/).map(Number);
}

const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]*$/;
const NUMERIC = /^[0-9]*$/;

/** Model 1 is taken to be as large as model 2. Chosen: its versions hold a little less. */
function qrModules({ data, level, model }: Qr): number {
  const text = Array.from(data, (byte) => String.fromCharCode(byte)).join("");
  const version = QR_CODEWORDS[level].findIndex(
    (capacity, at) => qrBits(text, at + 1) <= capacity * 8,
  );
  if (version < 0) return 0;
  return model === "micro" ? 17 : 21 + 4 * version;
}

/** The bits of one segment: mode, count, data. @source ISO/IEC 18004:2015, 7.4, table 3 */
function qrBits(text: string, version: number): number {
  const range = version <= 9 ? 0 : version <= 26 ? 1 : 2;
  const count = text.length;
  if (NUMERIC.test(text)) {
    return 4 + ([10, 12, 14][range] ?? 0) + Math.floor((count * 10 + 2) / 3);
  }
  if (ALPHANUMERIC.test(text)) return 4 + ([9, 11, 13][range] ?? 0) + Math.ceil(count * 5.5);
  return 4 + ([8, 16, 16][range] ?? 0) + count * 8;
}

const PDF417_ROWS_MIN = 3;
const PDF417_ROWS_MAX = 90;
const PDF417_COLUMNS_MAX = 30;
/** Chosen, as printers seem to: near to four times as wide as tall. */
const PDF417_COLUMNS = 6;

/** Rows of byte compaction: six bytes in five codewords. @source ISO/IEC 15438:2015, 5.4 */
function pdf417Rows({ data, columns, rows, correction }: Pdf417): number {
  const content = 2 + Math.floor(data.length / 6) * 5 + (data.length % 6);
  const check =
    correction.by === "level"
      ? 2 ** (correction.n + 1)
      : 2 ** (1 + Math.min(8, Math.ceil(Math.log2(Math.max(2, (content * correction.n) / 10)))));
  const total = content + check;
  const least = Math.max(PDF417_ROWS_MIN, Math.ceil(total / (columns || PDF417_COLUMNS)));
  if (total > PDF417_ROWS_MAX * (columns || PDF417_COLUMNS_MAX)) return 0;
  return rows === 0 ? Math.min(least, PDF417_ROWS_MAX) : rows;
}
