import {
  COLUMN_DOTS,
  DOTS_PER_MM,
  GLYPH_DOTS,
  HEAD_TO_BAR_DOTS,
  LINE_DOTS,
  PRINT_WIDTH_DOTS,
} from "../../kit/escpos-codes.ts";

/** What a model may or may not know. A command it does not know is passed over or, by some, printed. */
export type PrinterFeature =
  | "barcode-a"
  | "barcode-b"
  | "qr"
  | "pdf417"
  | "column-image"
  | "raster"
  | "graphics"
  | "page-mode"
  | "full-cut"
  | "partial-cut"
  | "kick"
  | "automatic-status"
  | "chinese"
  /** BEL kicks the drawer. */
  | "kick-by-bell"
  /** ESC B, ESC 4 and 5, GS Z and ESC Z: commands of clones that an Epson prints as text. */
  | "buzzer"
  | "italic"
  | "clone-qr";

/** How large the characters of a font are. */
export type Glyph = {
  readonly widthDots: number;
  readonly heightDots: number;
  /** How many stand on a whole line at most; undefined where all that fit do. */
  readonly columns?: number;
};

/** A printer as data: what the machine needs to know of it. */
export type PrinterModel = {
  readonly name: string;
  readonly widthDots: number;
  readonly dotsPerMm: number;
  readonly headToBarDots: number;
  readonly fonts: { readonly a: Glyph; readonly b: Glyph };
  /** Line pitch after ESC @ and ESC 2. */
  readonly lineDots: number;
  /** How long such a line takes. */
  readonly lineMs: number;
  /** Dots a unit of motion is long until GS P says otherwise. */
  readonly unitDots: { readonly across: number; readonly down: number };
  readonly features: ReadonlySet<PrinterFeature>;
  /** Names of the code pages, by the number that ESC t has for them. */
  readonly codePages: Readonly<Record<number, string>>;
  /** Code pages of its own, 128 characters each. */
  readonly codePageTables?: Readonly<Record<string, string>>;
  /** Whole replies to GS I, as Latin-1, by its number; no reply to any other. */
  readonly identity: Readonly<Record<number, string>>;
  /** Where the sensor of a roll that nears its end changes; undefined where there is none. */
  readonly nearEndMm: number | undefined;
  readonly rollMm: number;
  readonly bufferBytesMax: number;
  /** The cable is stopped above the first and set free again below the second. */
  readonly bufferBytesHigh: number;
  readonly bufferBytesLow: number;
  /** What the drawer's pin reads while no drawer is plugged in. */
  readonly unpluggedDrawerHigh: boolean;
  /** Whether a picture that the end of the paper cut in two stops the printer until it is switched off. */
  readonly hangsInPicture: boolean;
};

const EPSON_FEATURES: readonly PrinterFeature[] = [
  "barcode-a",
  "barcode-b",
  "qr",
  "pdf417",
  "column-image",
  "raster",
  "graphics",
  "page-mode",
  "full-cut",
  "partial-cut",
  "kick",
  "automatic-status",
];

const FONTS = {
  a: { widthDots: COLUMN_DOTS, heightDots: GLYPH_DOTS },
  b: { widthDots: 9, heightDots: 17 },
} as const;

/** The printer on the trainer's counter: 58 mm, Chinese. Chosen; it stands for no make. */
export const COUNTER_PRINTER: PrinterModel = {
  name: "counter",
  widthDots: PRINT_WIDTH_DOTS,
  dotsPerMm: DOTS_PER_MM,
  headToBarDots: HEAD_TO_BAR_DOTS,
  fonts: FONTS,
  lineDots: LINE_DOTS,
  lineMs: 38, // nearly 100 mm a second
  unitDots: { across: 1, down: 1 },
  features: new Set<PrinterFeature>([...EPSON_FEATURES, "chinese", "buzzer"]),
  codePages: { 0: "CP437" },
  identity: {},
  nearEndMm: 500, // three slips
  rollMm: 12_000, // 58 mm wide, 30 mm across
  bufferBytesMax: 65_536,
  bufferBytesHigh: 49_152,
  bufferBytesLow: 32_768,
  unpluggedDrawerHigh: false,
  hangsInPicture: false,
};

/** @source ESC/POS, ESC t, TM-T88V; pages that have no table here print "?" */
const EPSON_CODE_PAGES: PrinterModel["codePages"] = {
  0: "CP437",
  1: "CP932",
  2: "CP850",
  3: "CP860",
  4: "CP863",
  5: "CP865",
  13: "CP857",
  14: "CP737",
  15: "ISO_8859-7",
  16: "CP1252",
  17: "CP866",
  18: "CP852",
  19: "CP858",
  32: "CP720",
  33: "CP775",
  34: "CP855",
  35: "CP861",
  36: "CP862",
  37: "CP864",
  38: "CP869",
  39: "ISO_8859-2",
  40: "ISO_8859-15",
  44: "CP1125",
  45: "CP1250",
  46: "CP1251",
  47: "CP1253",
  48: "CP1254",
  49: "CP1255",
  50: "CP1256",
  51: "CP1257",
  52: "CP1258",
};

/**
 * Epson TM-T88V: 80 mm at 180 dots an inch, 42 columns of font A or 56 of font B, 300 mm a second.
 *
 * @source Epson TM-T88V technical reference: print width, fonts, motion units; ESC/POS, GS I. The
 *   serial number and the sensor's place are chosen
 */
export const TM_T88V: PrinterModel = {
  name: "TM-T88V",
  widthDots: 512,
  dotsPerMm: 180 / 25.4,
  headToBarDots: 90,
  fonts: FONTS,
  lineDots: 30,
  lineMs: 14,
  unitDots: { across: 1, down: 0.5 },
  features: new Set(EPSON_FEATURES),
  codePages: EPSON_CODE_PAGES,
  identity: {
    1: "\x20",
    2: "\x02",
    3: "\x02",
    65: "_30.41 ESC/POS\0",
    66: "_EPSON\0",
    67: "_TM-T88V\0",
    68: "_TILLYARD01\0",
    69: "_\0",
  },
  nearEndMm: 2_000,
  rollMm: 80_000,
  bufferBytesMax: 4_096,
  bufferBytesHigh: 3_840,
  bufferBytesLow: 3_584,
  unpluggedDrawerHigh: true,
  hangsInPicture: false,
};

/**
 * A clone for 58 mm paper as sold under many names: no cutter, no near-end sensor, no answer to
 * GS I, and commands of its own. Chosen after users' reports; clones differ.
 */
export const CLONE_58: PrinterModel = {
  ...COUNTER_PRINTER,
  name: "clone-58",
  lineMs: 42,
  features: new Set<PrinterFeature>([
    "barcode-a",
    "barcode-b",
    "qr",
    "column-image",
    "raster",
    "kick",
    "chinese",
    "buzzer",
    "italic",
    "clone-qr",
  ]),
  codePages: { ...EPSON_CODE_PAGES, 71: "CP1252", 72: "CP1250", 73: "CP1251" },
  nearEndMm: undefined,
  bufferBytesMax: 8_192,
  bufferBytesHigh: 7_168,
  bufferBytesLow: 4_096,
  hangsInPicture: true,
};

/** The models by name. */
export const PRINTER_MODELS: ReadonlyMap<string, PrinterModel> = new Map(
  [COUNTER_PRINTER, TM_T88V, CLONE_58].map((model) => [model.name, model]),
);
