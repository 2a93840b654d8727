/** The bytes that open a command, and those that stand alone. @source ESC/POS, Epson */
export const LF = 0x0a;
export const CR = 0x0d;
export const HT = 0x09;
export const BEL = 0x07;
export const FF = 0x0c;
export const CAN = 0x18;
export const DLE = 0x10;
export const ESC = 0x1b;
export const FS = 0x1c;
export const GS = 0x1d;

/** What a printer of 58 mm paper has: 203 dots per inch, font A of 12 by 24. @source ESC/POS */
export const PRINT_WIDTH_DOTS = 384;
export const DOTS_PER_MM = 8;
export const COLUMN_DOTS = 12;
export const GLYPH_DOTS = 24;
export const COLUMNS = PRINT_WIDTH_DOTS / COLUMN_DOTS;
/** Line pitch after ESC @ and ESC 2: the glyph and six dots of air. Chosen; Epson has 1/6 inch. */
export const LINE_DOTS = 30;
/** From the head to the cutter and tear bar: what is printed last stays inside. Chosen. */
export const HEAD_TO_BAR_DOTS = 90;

/** Commands by name, as their two bytes read as one number; three where the third names a family. */
export const COMMAND = {
  askStatus: 0x1004,
  initialise: 0x1b40,
  printMode: 0x1b21,
  defaultPitch: 0x1b32,
  pitch: 0x1b33,
  bold: 0x1b45,
  doubleStrike: 0x1b47,
  feedDots: 0x1b4a,
  align: 0x1b61,
  feedLines: 0x1b64,
  cutAll: 0x1b69,
  cutMost: 0x1b6d,
  kick: 0x1b70,
  chineseOn: 0x1c26,
  chineseOff: 0x1c2e,
  size: 0x1d21,
  inverse: 0x1d42,
  cut: 0x1d56,
  automaticStatus: 0x1d61,
  reportStatus: 0x1d72,
  raster: 0x1d76,
  enquire: 0x1005,
  realTimeRequest: 0x1014,
  printPage: 0x1b0c,
  spacing: 0x1b20,
  place: 0x1b24,
  columnImage: 0x1b2a,
  underline: 0x1b2d,
  italicOn: 0x1b34,
  italicOff: 0x1b35,
  peripheral: 0x1b3d,
  buzzer: 0x1b42,
  tabs: 0x1b44,
  pageMode: 0x1b4c,
  font: 0x1b4d,
  country: 0x1b52,
  standardMode: 0x1b53,
  pageDirection: 0x1b54,
  turned: 0x1b56,
  pageArea: 0x1b57,
  cloneQr: 0x1b5a,
  placeBeside: 0x1b5c,
  panel: 0x1b63,
  colour: 0x1b72,
  codePage: 0x1b74,
  reportDrawer: 0x1b75,
  reportPaper: 0x1b76,
  upsideDown: 0x1b7b,
  definePictures: 0x1c71,
  chineseMode: 0x1c21,
  chineseUnderline: 0x1c2d,
  chineseDouble: 0x1c57,
  placeDown: 0x1d24,
  symbol: 0x1d286b,
  graphics: 0x1d284c,
  storedImage: 0x1d2a,
  printStored: 0x1d2f,
  longGraphics: 0x1d384c,
  readable: 0x1d48,
  identify: 0x1d49,
  leftMargin: 0x1d4c,
  units: 0x1d50,
  areaWidth: 0x1d57,
  cloneSymbol: 0x1d5a,
  placeBelow: 0x1d5c,
  readableFont: 0x1d66,
  barHeight: 0x1d68,
  barcode: 0x1d6b,
  barModule: 0x1d77,
} as const;

/** ESC ! bits, and the same styles' own commands. @source ESC/POS, ESC ! */
export const PRINT_MODE = {
  fontB: 0x01,
  bold: 0x08,
  tall: 0x10,
  wide: 0x20,
  underline: 0x80,
} as const;

/**
 * Bits of the replies. Every DLE EOT reply has the bits of `mark` set as `fixed` says, which tells
 * it from the reply to GS r and from the four bytes of automatic status.
 *
 * @source ESC/POS, DLE EOT, GS r and GS a
 */
export const STATUS = {
  mark: 0x93,
  fixed: 0x12,
  printer: { drawerHigh: 0x04, offline: 0x08, feedButton: 0x40 },
  offlineCause: { coverOpen: 0x04, fedByButton: 0x08, paperEnd: 0x20, error: 0x40 },
  error: { recoverable: 0x04, cutter: 0x08, unrecoverable: 0x20, autoRecoverable: 0x40 },
  roll: { nearEnd: 0x0c, end: 0x60 },
  report: { nearEnd: 0x03, drawerHigh: 0x01 },
  automatic: {
    fixed: 0x10,
    drawerHigh: 0x04,
    offline: 0x08,
    coverOpen: 0x20,
    nearEnd: 0x03,
    end: 0x0c,
    feedButton: 0x40,
    /** In the second byte. */
    error: { recoverable: 0x04, cutter: 0x08, unrecoverable: 0x20, autoRecoverable: 0x40 },
    /** GS a: what a change must touch to be told. */
    tells: { drawer: 0x01, online: 0x02, error: 0x04, paper: 0x08, panel: 0x40 },
  },
} as const;

/**
 * How many bytes a command takes. `head` counts its opening bytes; `at` is where they stand. Where
 * what it looks for has not come yet, `more` counts at least one byte too many, so that it is waited for.
 */
export type CommandForm = {
  readonly head: number;
  readonly more?: (bytes: Uint8Array, at: number) => number;
  /** Data behind the head, as long as the head and `more` tell. */
  readonly data?: (bytes: Uint8Array, at: number) => number;
};

/** The form of each command whose length is known, by its two bytes. @source ESC/POS, Epson */
export const COMMAND_FORMS: ReadonlyMap<number, CommandForm> = new Map<number, CommandForm>([
  ...fixed(2, [0x1b0c, 0x1b32, 0x1b3c, 0x1b40, 0x1b4c, 0x1b53, 0x1b69, 0x1b6d, 0x1c26, 0x1c2e]),
  ...fixed(3, [0x1005, 0x1b06, 0x1b20, 0x1b21, 0x1b25, 0x1b2d, 0x1b33, 0x1b3d, 0x1b3f]),
  ...fixed(3, [0x1b45, 0x1b47, 0x1b4a, 0x1b4b, 0x1b4d, 0x1b52, 0x1b54, 0x1b56, 0x1b61, 0x1b64]),
  ...fixed(
    3,
    [
      0x1b65, 0x1b72, 0x1b74, 0x1b75, 0x1b76, 0x1b7b, 0x1c21, 0x1c43, 0x1c71, 0x1c2d, 0x1c57,
      0x1d21,
    ],
  ),
  ...fixed(3, [0x1d42, 0x1d48, 0x1d49, 0x1d54, 0x1d61, 0x1d62, 0x1d66, 0x1d68, 0x1d72, 0x1d77]),
  ...fixed(2, [0x1d3a, 0x1b34, 0x1b35]),
  ...fixed(3, [0x1d2f, 0x1d5a]),
  ...fixed(
    4,
    [0x1b24, 0x1b5c, 0x1b63, 0x1b42, 0x1c53, 0x1c70, 0x1d24, 0x1d4c, 0x1d50, 0x1d57, 0x1d5c],
  ),
  ...fixed(5, [0x1b70, 0x1d5e]),
  [0x1004, { head: 3, more: (bytes, at) => ([7, 8, 18].includes(bytes[at + 2] ?? 0) ? 1 : 0) }],
  [0x1014, { head: 3, more: realTimeRequest }],
  [0x1b28, { head: 5, data: counted }],
  [0x1c28, { head: 5, data: counted }],
  [0x1d28, { head: 5, data: counted }],
  [0x1b26, { head: 5, more: ownCharacters }],
  [0x1b2a, { head: 3, more: columnHead, data: columnImage }],
  [0x1b44, { head: 2, more: (bytes, at) => throughNul(bytes, at + 2, TABS_MAX + 1) }],
  [0x1b57, { head: 10 }],
  [0x1d38, { head: 7, data: longCounted }],
  [0x1d2a, { head: 4, data: storedImage }],
  [0x1d56, { head: 3, more: (bytes, at) => (cutFeeds(bytes[at + 2] ?? 0) ? 1 : 0) }],
  [0x1d51, { head: 8, data: rasterBytes }],
  [0x1d6b, { head: 3, more: barcode }],
  [0x1b5a, { head: 7, data: (bytes, at) => littleEndian(bytes, at + 5) }],
  [0x1d76, { head: 8, data: rasterBytes }],
]);

/** GS V with these numbers cuts further on. */
const CUT_LATER: readonly number[] = [97, 98, 103, 104];

/** Whether GS V with this number feeds to the cutter first, and so has one byte more. */
export function cutFeeds(mode: number): boolean {
  return mode === 65 || mode === 66 || CUT_LATER.includes(mode);
}

/** Bytes of the picture behind the eight bytes of GS v 0. */
export function rasterBytes(bytes: Uint8Array, at: number): number {
  return littleEndian(bytes, at + 4) * littleEndian(bytes, at + 6);
}

function fixed(head: number, commands: readonly number[]): [number, CommandForm][] {
  return commands.map((command) => [command, { head }]);
}

function counted(bytes: Uint8Array, at: number): number {
  return littleEndian(bytes, at + 3);
}

function longCounted(bytes: Uint8Array, at: number): number {
  return littleEndian(bytes, at + 3) + littleEndian(bytes, at + 5) * 0x10000;
}

/** GS k: types 0 to 6 end with a NUL, types 65 to 78 tell their length; others take nothing more. */
function barcode(bytes: Uint8Array, at: number): number {
  const type = bytes[at + 2] ?? 0;
  if (type <= 6) return throughNul(bytes, at + 3, BARCODE_BYTES_MAX);
  return type >= 65 && type <= 78 ? 1 + (bytes[at + 3] ?? 0) : 0;
}

/** Data that a NUL ends is at most this long. Chosen for bar codes; ESC D has 32 places. */
const BARCODE_BYTES_MAX = 255;
const TABS_MAX = 32;

/** Bytes from `from` through the next NUL, or one more than have come. */
function throughNul(bytes: Uint8Array, from: number, bytesMax: number): number {
  const nul = bytes.subarray(from, from + bytesMax).indexOf(0);
  if (nul >= 0) return nul + 1;
  return Math.min(bytesMax, Math.max(0, bytes.length - from) + 1);
}

/** @source ESC/POS, ESC &: three bytes a column, twelve columns a character of font A */
const OWN_HIGH_MAX = 3;
const OWN_WIDE_MAX = 12;

/** ESC &: characters `first` to `last`, each as so many columns as its own first byte tells. */
function ownCharacters(bytes: Uint8Array, at: number): number {
  const [high = 0, first = 0, last = 0] = bytes.subarray(at + 2, at + 5);
  let next = at + 5;
  if (high === 0 || high > OWN_HIGH_MAX || first < 0x20 || last > 0x7e) return 0;
  for (let code = first; code <= last; code += 1) {
    const wide = bytes[next] ?? 0;
    // From a width that there is not, the rest is text.
    if (wide > OWN_WIDE_MAX) break;
    next += 1 + wide * high;
  }
  return next - at - 5;
}

const isColumnMode = (mode: number): boolean => [0, 1, 32, 33].includes(mode);

/** ESC *: of a mode that there is not, the rest is text. */
function columnHead(bytes: Uint8Array, at: number): number {
  return isColumnMode(bytes[at + 2] ?? 0) ? 2 : 0;
}

function columnImage(bytes: Uint8Array, at: number): number {
  const mode = bytes[at + 2] ?? 0;
  return isColumnMode(mode) ? littleEndian(bytes, at + 3) * (mode < 32 ? 1 : 3) : 0;
}

function storedImage(bytes: Uint8Array, at: number): number {
  return (bytes[at + 2] ?? 0) * (bytes[at + 3] ?? 0) * 8;
}

/** DLE DC4: pulse and power off have two bytes more, the buzzer five, clearing the buffer seven. */
function realTimeRequest(bytes: Uint8Array, at: number): number {
  return { 1: 2, 2: 2, 3: 5, 7: 1, 8: 7 }[bytes[at + 2] ?? 0] ?? 0;
}

function littleEndian(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
}
