import type { EscposPiece } from "../../kit/escpos-pieces.ts";
import { BARCODES } from "./barcode-data.ts";
import type { PrinterFeature, PrinterModel } from "./models.ts";
import { drawBarcode } from "./symbols/barcode.ts";

/** What is wrong with a piece of a job; without models it is wrong on every one. */
export type Problem = { readonly problem: string; readonly breaksOn?: readonly string[] };

/** A command that is whole, with the bytes behind its opening two, and the printers to judge by. */
export type Command = {
  readonly code: number;
  readonly args: Uint8Array;
  readonly models: readonly PrinterModel[];
};

/** What a rule finds wrong with a command by itself. */
export type Rule = (command: Command) => Problem | undefined;

/** Features that commands need, by their two bytes. @source ESC/POS, supported models */
const NEEDS: ReadonlyMap<number, PrinterFeature> = new Map([
  [0x1b0c, "page-mode"],
  [0x1b2a, "column-image"],
  [0x1b34, "italic"],
  [0x1b35, "italic"],
  [0x1b42, "buzzer"],
  [0x1b4c, "page-mode"],
  [0x1b57, "page-mode"],
  [0x1b5a, "clone-qr"],
  [0x1b69, "full-cut"],
  [0x1b6d, "partial-cut"],
  [0x1b70, "kick"],
  [0x1c26, "chinese"],
  [0x1d38, "graphics"],
  [0x1d5a, "clone-qr"],
  [0x1d61, "automatic-status"],
  [0x1d76, "raster"],
]);

const FAMILY_NEEDS: ReadonlyMap<number, PrinterFeature> = new Map([
  [0x6b30, "pdf417"],
  [0x6b31, "qr"],
  [0x4c30, "graphics"],
]);

function featureOf({ code, args }: Command): PrinterFeature | undefined {
  const [first = 0, , , family = 0] = args;
  if (code === 0x1d28) return FAMILY_NEEDS.get(first * 256 + family);
  if (code === 0x1d6b) return first < 65 ? "barcode-a" : "barcode-b";
  if (code === 0x1d56) return [0, 48, 65].includes(first) ? "full-cut" : "partial-cut";
  return NEEDS.get(code);
}

/** Models that do not know the command. */
export const unknownToModels: Rule = (command) => {
  const feature = featureOf(command);
  if (feature === undefined) return undefined;
  const lacking = command.models.filter((model) => !model.features.has(feature));
  if (lacking.length === 0) return undefined;
  return { problem: `needs ${feature}`, breaksOn: lacking.map(({ name }) => name) };
};

const STAR: ReadonlySet<number> = new Set([0x1b06, 0x1b07, 0x1b1d, 0x1b1e]);

/** Commands that only Star's printers have. */
export const starOnly: Rule = ({ code }) =>
  STAR.has(code) ? { problem: "is Star's own: ESC/POS printers do not know it" } : undefined;

/** The values of its first argument that a command takes. @source ESC/POS */
const TAKES: ReadonlyMap<number, readonly number[]> = new Map([
  [0x1004, [1, 2, 3, 4, 7, 8, 18]],
  [0x1005, [0, 1, 2]],
  [0x1b2d, [0, 1, 2, 48, 49, 50]],
  [0x1b4d, [0, 1, 2, 3, 4, 48, 49, 50, 51, 52, 97, 98]],
  [0x1b54, [0, 1, 2, 3, 48, 49, 50, 51]],
  [0x1b56, [0, 1, 2, 48, 49, 50]],
  [0x1b61, [0, 1, 2, 48, 49, 50]],
  [0x1b70, [0, 1, 48, 49]],
  [0x1d48, [0, 1, 2, 3, 48, 49, 50, 51]],
  [0x1d56, [0, 1, 48, 49, 65, 66]],
  [0x1d66, [0, 1, 2, 3, 4, 48, 49, 50, 51, 52, 97, 98]],
  [0x1d72, [1, 2, 4, 49, 50, 52]],
  [0x1d77, [2, 3, 4, 5, 6, 68, 69, 70, 71, 72, 73, 74, 75, 76]],
  [0x1b2a, [0, 1, 32, 33]],
]);

/** An argument that the command does not take. */
export const argumentOutside: Rule = ({ code, args: [first = 0] }) => {
  const taken = TAKES.get(code);
  if (taken !== undefined && !taken.includes(first)) {
    return { problem: `does not take ${first}: it takes ${taken.slice(0, 8).join(", ")}` };
  }
  if (code === 0x1d68 && first === 0) return { problem: "does not take 0: it takes 1 to 255" };
  return undefined;
};

/** The values that functions of GS ( k take, by family and function, least and most. @source ESC/POS */
const SYMBOL_TAKES: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0x3041, [0, 30]],
  [0x3042, [0, 90]],
  [0x3043, [2, 8]],
  [0x3044, [2, 8]],
  [0x3045, [48, 49]],
  [0x3046, [0, 1]],
  [0x3141, [49, 51]],
  [0x3143, [1, 16]],
  [0x3145, [48, 51]],
]);

/** An argument that a function of GS ( k does not take. */
export const symbolArgument: Rule = ({ code, args }) => {
  const [letter, , , family = 0, fn = 0, value = 0] = args;
  const taken = SYMBOL_TAKES.get(family * 256 + fn);
  if (code !== 0x1d28 || letter !== 0x6b || taken === undefined) return undefined;
  const [least, most] = taken;
  if (value >= least && value <= most) return undefined;
  return { problem: `does not take ${value} for function ${fn}: it takes ${least} to ${most}` };
};

/** The old kind of QR code. @source ISO/IEC 18004:2015, introduction: model 2 is the form for open systems */
export const qrModelOne: Rule = ({ code, args }) =>
  code === 0x1d28 && args[3] === 0x31 && args[4] === 0x41 && args[5] === 0x31
    ? { problem: "chooses QR model 1, which hardly any scanner reads: 50 chooses model 2" }
    : undefined;

/** A drawer command that has no times of its own takes the bytes that follow it for them. */
export const pulseTimes: Rule = ({ code, args: [, on = 0] }) => {
  if (code !== 0x1b70) return undefined;
  if ([0x0a, 0x1b, 0x1d].includes(on)) {
    return { problem: "takes the bytes of what follows for its times: t1 and t2 are missing" };
  }
  return on < 25
    ? { problem: `has a pulse of ${on * 2} ms: drawers want 50 ms or more` }
    : undefined;
};

/** Data that make no bar code. */
export const barcodeData: Rule = ({ code, args }) => {
  if (code !== 0x1d6b) return undefined;
  const [type = 0] = args;
  const symbology = BARCODES[type < 65 ? type : type - 65]?.name;
  if (symbology === undefined || (type > 6 && type < 65)) {
    return { problem: `knows no bar code of type ${type}` };
  }
  const data = type < 65 ? args.subarray(1, -1) : args.subarray(2);
  const drawn = drawBarcode({
    symbology,
    data,
    moduleDots: 2,
    heightDots: 1,
    readable: "none",
    readableFont: "a",
  });
  return drawn.ok ? undefined : { problem: `prints no bar code: ${drawn.error}` };
};

/** A picture without dots, or wider than a print head. */
export const pictureSize: Rule = ({ code, args, models }) => {
  if (code !== 0x1d76) return undefined;
  const rowBytes = (args[2] ?? 0) + (args[3] ?? 0) * 256;
  const rows = (args[4] ?? 0) + (args[5] ?? 0) * 256;
  if (rowBytes === 0 || rows === 0) return { problem: "has a picture without dots" };
  const dots = rowBytes * 8 * ((args[1] ?? 0) % 2 === 1 ? 2 : 1);
  const narrow = models.filter((model) => dots > model.widthDots);
  if (narrow.length === 0) return undefined;
  return {
    problem: `has a picture ${dots} dots wide, which is cut off`,
    breaksOn: narrow.map(({ name }) => name),
  };
};

/** A code page that a model does not have. */
export const codePage: Rule = ({ code, args: [page = 0], models }) => {
  if (code !== 0x1b74) return undefined;
  const lacking = models.filter((model) => model.codePages[page] === undefined);
  if (lacking.length === 0) return undefined;
  const breaksOn = lacking.map(({ name }) => name);
  return { problem: `chooses code page ${page}, which is not there`, breaksOn };
};

export const RULES: readonly Rule[] = [
  starOnly,
  unknownToModels,
  argumentOutside,
  symbolArgument,
  qrModelOne,
  pulseTimes,
  barcodeData,
  pictureSize,
  codePage,
];

/** Commands that count only where no character stands on the line. @source ESC/POS */
export const AT_LINE_START: ReadonlySet<number> = new Set([
  0x1b61, 0x1b7b, 0x1d4c, 0x1d57, 0x1d56, 0x1b69, 0x1b6d, 0x1d76, 0x1d6b,
]);

/** What a piece does to the line that is being set. */
export function lineAfter(piece: EscposPiece, begun: boolean): boolean {
  if (piece.kind === "text") return true;
  if (piece.kind === "control") return begun && ![0x0a, 0x0c, 0x18].includes(piece.code);
  return begun && !ENDS_LINE.has(piece.code);
}

const ENDS_LINE: ReadonlySet<number> = new Set([0x1b40, 0x1b4a, 0x1b64, 0x1b0c, 0x1b4c, 0x1b53]);
