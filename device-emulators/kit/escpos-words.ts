/** A command for a reader: as its maker writes it, what it does, and what its arguments say. */
export type CommandWords = {
  readonly name: string;
  readonly does: string;
  /** In words, from the bytes behind the opening two; "" where they say nothing more. */
  readonly says?: (args: Uint8Array) => string;
};

type Says = NonNullable<CommandWords["says"]>;

const n: Says = ([value = 0]) => String(value);
const word =
  (at: number): Says =>
  (args) =>
    String((args[at] ?? 0) + (args[at + 1] ?? 0) * 256);
const onOff: Says = ([value = 0]) => (value % 2 === 1 ? "on" : "off");
/** One of `words`; a digit means the same as its number. */
const oneOf =
  (...words: readonly string[]): Says =>
  ([value = 0]) =>
    words[value >= 0x30 && value < 0x30 + words.length ? value - 0x30 : value] ??
    `${value}, unknown`;

const PRINT_MODES = [
  [0x01, "font B"],
  [0x08, "bold"],
  [0x10, "double height"],
  [0x20, "double width"],
  [0x80, "underlined"],
] as const;

const printMode: Says = ([value = 0]) => {
  const modes = PRINT_MODES.filter(([bit]) => (value & bit) > 0).map(([, mode]) => mode);
  return modes.length === 0 ? "plain" : modes.join(", ");
};

const size: Says = ([value = 0]) => `${1 + ((value >> 4) & 7)} wide, ${1 + (value & 7)} tall`;

const pulse: Says = ([pin = 0, on = 0, off = 0]) =>
  `pin ${pin % 2 === 0 ? 2 : 5}, ${on * 2} ms on, ${off * 2} ms off`;

const cut: Says = ([mode = 0, feed = 0]) => {
  const whole = { 0: "full", 48: "full", 65: "full", 1: "partial", 49: "partial", 66: "partial" };
  const kind = (whole as Readonly<Record<number, string>>)[mode];
  if (kind === undefined) return `${mode}, unknown`;
  return mode >= 65 ? `${kind}, fed to the cutter and ${feed} units on` : kind;
};

const BARCODES = ["UPC-A", "UPC-E", "EAN-13", "EAN-8", "CODE39", "ITF", "CODABAR"] as const;
const COUNTED_BARCODES = [
  ...BARCODES,
  "CODE93",
  "CODE128",
  "GS1-128",
  "GS1 DataBar Omnidirectional",
  "GS1 DataBar Truncated",
  "GS1 DataBar Limited",
  "GS1 DataBar Expanded",
] as const;

const barcode: Says = ([type = 0]) =>
  (type < 65 ? BARCODES[type] : COUNTED_BARCODES[type - 65]) ?? `type ${type}, unknown`;

const raster: Says = (args) => {
  const scale = ["", ", double width", ", double height", ", quadruple"][(args[1] ?? 0) % 4] ?? "";
  return `${Number(word(2)(args)) * 8}x${word(4)(args)} dots${scale}`;
};

const columnImage: Says = ([mode = 0, low = 0, high = 0]) =>
  `${low + high * 256}x${mode < 32 ? 8 : 24} dots, mode ${mode}`;

const categories: Says = ([value = 0]) => {
  const told = ["drawer", "online", "error", "paper", "", "", "panel"].filter(
    (name, bit) => name !== "" && (value & (1 << bit)) > 0,
  );
  return told.length === 0 ? "off" : told.join(", ");
};

const COUNTRIES = oneOf(
  ...["U.S.A.", "France", "Germany", "U.K.", "Denmark I", "Sweden", "Italy", "Spain I", "Japan"],
  ...["Norway", "Denmark II", "Spain II", "Latin America", "Korea", "Slovenia", "China"],
);

/** GS ( k: family and function. @source ESC/POS, GS ( k */
const SYMBOL_FUNCTIONS: Readonly<Record<number, string>> = {
  12353: "PDF417 columns",
  12354: "PDF417 rows",
  12355: "PDF417 module width",
  12356: "PDF417 row height",
  12357: "PDF417 error correction",
  12358: "PDF417 options",
  12368: "PDF417 data",
  12369: "PDF417 print",
  12370: "PDF417 tell its size",
  12609: "QR model",
  12611: "QR module size",
  12613: "QR error correction",
  12624: "QR data",
  12625: "QR print",
  12626: "QR tell its size",
};

/** GS ( L and GS 8 L. @source ESC/POS, GS ( L */
const GRAPHICS_FUNCTIONS: Readonly<Record<number, string>> = {
  2: "print what is stored",
  50: "print what is stored",
  112: "store rows",
  113: "store columns",
};

const family: Says = (args) => {
  const [letter = 0, , , first = 0, second = 0] = args;
  if (letter === 0x6b) return SYMBOL_FUNCTIONS[first * 256 + second] ?? `symbol function ${second}`;
  if (letter === 0x4c) return GRAPHICS_FUNCTIONS[second] ?? `graphics function ${second}`;
  return `function ${String.fromCharCode(letter)} ${first}`;
};

const longFamily: Says = (args) => GRAPHICS_FUNCTIONS[args[6] ?? 0] ?? `function ${args[6] ?? 0}`;

const request: Says = oneOf("0", "printer", "offline cause", "error", "paper roll");

const row = (code: number, name: string, does: string, says?: Says): [number, CommandWords] => [
  code,
  says === undefined ? { name, does } : { name, does, says },
];

/** By the two opening bytes. @source ESC/POS, Epson; marked ones: Star, and makers of clones */
const WORDS: ReadonlyMap<number, CommandWords> = new Map([
  row(0x1004, "DLE EOT", "tell status at once", request),
  row(0x1005, "DLE ENQ", "recover from an error", n),
  row(
    0x1014,
    "DLE DC4",
    "act at once",
    oneOf("0", "pulse", "power off", "buzzer", "4", "5", "6", "status", "clear buffers"),
  ),
  row(0x1b06, "ESC ACK", "tell status (Star)"),
  row(0x1b07, "ESC BEL", "width of the drawer's pulse (Star)"),
  row(0x1b0c, "ESC FF", "print the page"),
  row(0x1b1d, "ESC GS", "setting (Star)"),
  row(0x1b1e, "ESC RS", "setting (Star)"),
  row(0x1b20, "ESC SP", "spacing between characters", n),
  row(0x1b21, "ESC !", "print mode", printMode),
  row(0x1b24, "ESC $", "place from the left", word(0)),
  row(0x1b25, "ESC %", "characters of one's own", onOff),
  row(0x1b26, "ESC &", "define characters"),
  row(0x1b28, "ESC (", "function of a family", family),
  row(0x1b2a, "ESC *", "picture in columns", columnImage),
  row(0x1b2d, "ESC -", "underline", oneOf("off", "one dot", "two dots")),
  row(0x1b32, "ESC 2", "default line pitch"),
  row(0x1b33, "ESC 3", "line pitch", n),
  row(0x1b34, "ESC 4", "italics on (clones)"),
  row(0x1b35, "ESC 5", "italics off (clones)"),
  row(0x1b3c, "ESC <", "carriage home"),
  row(0x1b3d, "ESC =", "choose the device that listens", n),
  row(0x1b3f, "ESC ?", "forget a character of one's own", n),
  row(0x1b40, "ESC @", "initialise"),
  row(
    0x1b42,
    "ESC B",
    "buzzer (clones)",
    ([times = 0, length = 0]) => `${times} times, length ${length}`,
  ),
  row(0x1b44, "ESC D", "tab stops", (args) => args.subarray(0, -1).join(", ") || "none"),
  row(0x1b45, "ESC E", "bold", onOff),
  row(0x1b47, "ESC G", "double strike", onOff),
  row(0x1b4a, "ESC J", "print and feed dots", n),
  row(0x1b4b, "ESC K", "print and feed back", n),
  row(0x1b4c, "ESC L", "page mode"),
  row(0x1b4d, "ESC M", "font", oneOf("A", "B", "C")),
  row(0x1b52, "ESC R", "characters of a country", COUNTRIES),
  row(0x1b53, "ESC S", "standard mode"),
  row(
    0x1b54,
    "ESC T",
    "direction of the page",
    oneOf("left to right", "bottom to top", "right to left", "top to bottom"),
  ),
  row(0x1b56, "ESC V", "characters turned", onOff),
  row(
    0x1b57,
    "ESC W",
    "area of the page",
    (args) => `${word(0)(args)},${word(2)(args)} ${word(4)(args)}x${word(6)(args)}`,
  ),
  row(0x1b5a, "ESC Z", "QR code (clones)"),
  row(0x1b5c, "ESC \\", "place from here", word(0)),
  row(0x1b61, "ESC a", "alignment", oneOf("left", "centre", "right")),
  row(0x1b63, "ESC c", "panel and paper sensors", ([which = 0, value = 0]) => `${which}, ${value}`),
  row(0x1b64, "ESC d", "print and feed lines", n),
  row(0x1b65, "ESC e", "print and feed back lines", n),
  row(0x1b69, "ESC i", "cut, full"),
  row(0x1b6d, "ESC m", "cut, partial"),
  row(0x1b70, "ESC p", "pulse for the drawer", pulse),
  row(0x1b72, "ESC r", "colour", oneOf("black", "red")),
  row(0x1b74, "ESC t", "code page", n),
  row(0x1b75, "ESC u", "tell the drawer's pin", n),
  row(0x1b76, "ESC v", "tell the paper sensors", n),
  row(0x1b7b, "ESC {", "upside down", onOff),
  row(0x1c21, "FS !", "print mode of Chinese", n),
  row(0x1c26, "FS &", "Chinese on"),
  row(0x1c28, "FS (", "function of a family", family),
  row(0x1c2d, "FS -", "underline of Chinese", oneOf("off", "one dot", "two dots")),
  row(0x1c2e, "FS .", "Chinese off"),
  row(0x1c53, "FS S", "spacing of Chinese", ([left = 0, right = 0]) => `${left}, ${right}`),
  row(0x1c57, "FS W", "Chinese four times as large", onOff),
  row(0x1c70, "FS p", "print a stored picture", ([which = 0]) => String(which)),
  row(0x1d21, "GS !", "size", size),
  row(0x1d24, "GS $", "place from the top of the page", word(0)),
  row(0x1d28, "GS (", "function of a family", family),
  row(0x1d2a, "GS *", "store a picture", ([wide = 0, tall = 0]) => `${wide * 8}x${tall * 8} dots`),
  row(0x1d2f, "GS /", "print the stored picture", n),
  row(0x1d38, "GS 8", "function of a family", longFamily),
  row(0x1d3a, "GS :", "macro begins or ends"),
  row(0x1d42, "GS B", "white on black", onOff),
  row(0x1d48, "GS H", "digits of a bar code", oneOf("none", "above", "below", "above and below")),
  row(0x1d49, "GS I", "tell the printer's identity", n),
  row(0x1d4c, "GS L", "left margin", word(0)),
  row(
    0x1d50,
    "GS P",
    "units of motion",
    ([across = 0, down = 0]) => `${across}, ${down} to the inch`,
  ),
  row(0x1d51, "GS Q", "picture of another head", raster),
  row(0x1d54, "GS T", "to the line's beginning", oneOf("forgetting it", "printing it")),
  row(0x1d56, "GS V", "cut", cut),
  row(0x1d57, "GS W", "width of the area", word(0)),
  row(0x1d5a, "GS Z", "which matrix symbol (clones)", n),
  row(0x1d5c, "GS \\", "place down from here", word(0)),
  row(0x1d5e, "GS ^", "run the macro"),
  row(0x1d61, "GS a", "automatic status", categories),
  row(0x1d62, "GS b", "smoothing", onOff),
  row(0x1d66, "GS f", "font of a bar code's digits", oneOf("A", "B")),
  row(0x1d68, "GS h", "height of a bar code", n),
  row(0x1d6b, "GS k", "bar code", barcode),
  row(0x1d72, "GS r", "tell status", oneOf("0", "paper", "drawer")),
  row(0x1d76, "GS v", "picture in rows", raster),
  row(0x1d77, "GS w", "width of a bar code's module", n),
]);

const CONTROLS: Readonly<Record<number, readonly [name: string, does: string]>> = {
  0: ["NUL", "nothing"],
  7: ["BEL", "drawer or buzzer (clones)"],
  9: ["HT", "tab"],
  10: ["LF", "print the line"],
  12: ["FF", "print the page, back to standard mode"],
  13: ["CR", "nothing"],
  24: ["CAN", "empty the page"],
};

/** A command by its two opening bytes. */
export function commandWords(code: number): CommandWords {
  return WORDS.get(code) ?? { name: openingOf(code), does: "" };
}

/** A character that stands alone: what it is called and does. */
export function controlWords(code: number): readonly [name: string, does: string] {
  return CONTROLS[code] ?? [hexOf(code), "nothing"];
}

const OPENINGS: Readonly<Record<number, string>> = { 16: "DLE", 27: "ESC", 28: "FS", 29: "GS" };

/** Two opening bytes, or the first alone, as the makers write them: `ESC @`, `GS 00`. */
function openingOf(code: number): string {
  if (code < 0x100) return OPENINGS[code] ?? hexOf(code);
  const second = code % 256;
  const letter = second > 0x20 && second < 0x7f ? String.fromCharCode(second) : hexOf(second);
  return `${OPENINGS[code >> 8] ?? hexOf(code >> 8)} ${letter}`;
}

function hexOf(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}
