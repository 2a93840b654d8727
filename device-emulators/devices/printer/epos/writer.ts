import { concat, fromHex } from "../../../kit/bytes.ts";
import { COMMAND } from "../../../kit/escpos-codes.ts";
import { err, ok, type Result } from "../../../kit/result.ts";
import type { PrinterFeature, PrinterModel } from "../models.ts";
import { bytesOf, type Style, type Written, wordOf } from "./command-bytes.ts";
import type { EposCommand, EposDocument, EposFault } from "./document.ts";
import type { ElementName } from "./forms.ts";
import { writeImage, writeRule } from "./image-bytes.ts";
import { writeBarcode, writeSymbol } from "./symbol-bytes.ts";
import { writeFeed, writeText } from "./text-bytes.ts";

type Of<N extends ElementName> = Extract<EposCommand, { readonly name: N }>;

/** What an element becomes: bytes, or in one sentence why it cannot be done. */
type Writers = {
  readonly [N in ElementName]: (command: Of<N>, model: PrinterModel, style: Style) => Written;
};

const MARKS_NEEDED = "needs black marks or labels, which no printer here has";

const WRITERS: Writers = {
  text: writeText,
  feed: writeFeed,
  image: writeImage,
  // No picture is ever stored in this printer's memory, so a logo prints nothing.
  logo: ({ attributes: { key1 = 0, key2 = 0 } }) =>
    ok(bytesOf(COMMAND.graphics, 6, 0, 48, 69, key1, key2, 1, 1)),
  barcode: writeBarcode,
  symbol: writeSymbol,
  hline: writeRule,
  "vline-begin": () => err("draws a line that this printer cannot"),
  "vline-end": () => err("draws a line that this printer cannot"),
  page: writePage,
  area: ({ attributes: { x = 0, y = 0, width = 0, height = 0 } }) =>
    ok(bytesOf(COMMAND.pageArea, ...[x, y, width, height].flatMap(wordOf))),
  direction: ({ attributes: { dir = "left_to_right" } }) =>
    ok(bytesOf(COMMAND.pageDirection, DIRECTIONS.indexOf(dir))),
  position: ({ attributes: { x = 0, y = 0 } }) =>
    ok(concat([bytesOf(COMMAND.place, ...wordOf(x)), bytesOf(COMMAND.placeDown, ...wordOf(y))])),
  line: () => err("draws a line that this printer cannot"),
  rectangle: () => err("draws a line that this printer cannot"),
  cut: writeCut,
  pulse: ({ attributes: { drawer = "drawer_1", time = "pulse_100" } }) => {
    // ESC p counts twice a millisecond.
    const units = Number(time.slice("pulse_".length)) / 2;
    return ok(bytesOf(COMMAND.kick, drawer === "drawer_1" ? 0 : 1, units, units));
  },
  sound: writeSound,
  command: ({ text }) => {
    const hex = text.replace(/\s+/g, "");
    return /^(?:[\dA-Fa-f]{2})*$/.test(hex) ? ok(fromHex(hex)) : err("is not hexadecimal");
  },
  layout: ({ attributes: { type = "receipt" } }) =>
    type === "receipt" ? ok(new Uint8Array(0)) : err(MARKS_NEEDED),
  recovery: () => ok(bytesOf(COMMAND.enquire, 2)),
  reset: () => ok(concat([bytesOf(COMMAND.realTimeRequest, 8, ...CLEAR_WORDS), INITIALISE])),
};

const DIRECTIONS = ["left_to_right", "bottom_to_top", "right_to_left", "top_to_bottom"] as const;
/** What must follow DLE DC4 8. @source ESC/POS, DLE DC4, fn 8 */
const CLEAR_WORDS = [1, 3, 20, 1, 6, 2, 8] as const;
const INITIALISE = bytesOf(COMMAND.initialise);

/** What a model must have for an element; those that are not here need nothing. */
const NEEDS: Partial<Readonly<Record<ElementName, readonly PrinterFeature[]>>> = {
  image: ["raster"],
  logo: ["graphics"],
  barcode: ["barcode-b"],
  hline: ["raster"],
  page: ["page-mode"],
  cut: ["partial-cut", "full-cut"],
  pulse: ["kick"],
};

/**
 * The ESC/POS bytes of a print document on `model`, from a clean start, with a dot as the unit of
 * motion. Text is only ever text: none of it can be read as a command.
 *
 * @returns the bytes, or the first element that this model cannot do
 */
export function writeEpos(
  document: EposDocument,
  model: PrinterModel,
): Result<Uint8Array, EposFault> {
  const dotsPerInch = Math.round(model.dotsPerMm * 25.4);
  const begin = concat([INITIALISE, bytesOf(COMMAND.units, dotsPerInch, dotsPerInch)]);
  const written = writeAll(document.commands, model, { wide: 1, tall: 1 });
  return written.ok ? ok(concat([begin, ...written.value])) : written;
}

function writeAll(
  commands: readonly EposCommand[],
  model: PrinterModel,
  style: Style,
): Result<readonly Uint8Array[], EposFault> {
  const parts: Uint8Array[] = [];
  for (const command of commands) {
    const { name, place } = command;
    const written = lacks(model, name)
      ? err(`needs ${NEEDS[name]?.[0]}`)
      : write(command, model, style);
    if (!written.ok) return err({ place, detail: `${name} ${written.error}` });
    parts.push(written.value);
  }
  return ok(parts);
}

function write<N extends ElementName>(
  command: Of<N> & { readonly name: N },
  model: PrinterModel,
  style: Style,
): Written {
  return WRITERS[command.name](command, model, style);
}

function lacks({ features }: PrinterModel, name: ElementName): boolean {
  const needs = NEEDS[name];
  return needs !== undefined && !needs.some((feature) => features.has(feature));
}

function writePage({ children }: Of<"page">, model: PrinterModel): Written {
  const inside = writeAll(children, model, { wide: 1, tall: 1 });
  if (!inside.ok) return err(`cannot be printed: ${inside.error.detail}`);
  return ok(concat([bytesOf(COMMAND.pageMode), ...inside.value, Uint8Array.of(0x0c)]));
}

function writeCut(
  { attributes: { type = "feed" } }: Of<"cut">,
  { features }: PrinterModel,
): Written {
  const full = features.has("partial-cut") ? 0 : -1;
  if (type === "no_feed") return ok(bytesOf(COMMAND.cut, 1 + full));
  return ok(bytesOf(COMMAND.cut, (type === "feed" ? 66 : 98) + full, 0));
}

/** One repeat of a pattern takes so long. Chosen. */
const SOUND_UNITS = 4;

/** ESC B where a model has that buzzer; others hear ESC ( A, and are silent without one of their own. */
function writeSound({ attributes }: Of<"sound">, { features }: PrinterModel): Written {
  const { pattern = "pattern_a", repeat = 1 } = attributes;
  if (pattern === "none") return ok(new Uint8Array(0));
  const times = Math.min(Math.max(repeat, 1), 63);
  if (features.has("buzzer")) return ok(bytesOf(COMMAND.buzzer, times, SOUND_UNITS));
  return ok(Uint8Array.of(0x1b, 0x28, 0x41, 4, 0, 48, 49, times, SOUND_UNITS));
}
