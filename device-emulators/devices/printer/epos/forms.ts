/** Reads the text of an attribute; undefined where no such value may stand there. */
type Read<T> = (text: string) => T | undefined;

const whole =
  (least: number, most: number): Read<number> =>
  (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };

const oneOf =
  <const T extends string>(...values: readonly T[]): Read<T> =>
  (text) =>
    values.find((value) => value === text);

const matching =
  (pattern: RegExp): Read<string> =>
  (text) =>
    pattern.test(text) ? text : undefined;

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
]);
const flag: Read<boolean> = (text) => FLAGS.get(text);

const byte = whole(0, 255);
const dots = whole(0, 65_535);
const size = whole(1, 65_535);
const align = oneOf("left", "center", "right");
const color = oneOf("none", "color_1", "color_2", "color_3", "color_4");
const font = oneOf("font_a", "font_b", "font_c", "font_d", "font_e", "special_a", "special_b");
const style = oneOf("thin", "medium", "thick", "thin_double", "medium_double", "thick_double");

const BARCODE_TYPES = [
  ...["upc_a", "upc_e", "ean13", "jan13", "ean8", "jan8", "code39", "itf", "codabar", "code93"],
  ...["code128", "gs1_128", "gs1_databar_omnidirectional", "gs1_databar_truncated"],
  ...["gs1_databar_limited", "gs1_databar_expanded"],
] as const;

const SYMBOL_TYPES = [
  ...["pdf417_standard", "pdf417_truncated", "qrcode_model_1", "qrcode_model_2", "qrcode_micro"],
  ...["maxicode_mode_2", "maxicode_mode_3", "maxicode_mode_4", "maxicode_mode_5"],
  ...["maxicode_mode_6", "gs1_databar_stacked", "gs1_databar_stacked_omnidirectional"],
  ...["gs1_databar_expanded_stacked", "azteccode_fullrange", "azteccode_compact"],
  ...["datamatrix_square", "datamatrix_rectangle_8", "datamatrix_rectangle_12"],
  "datamatrix_rectangle_16",
] as const;

const SOUNDS = [
  ...["none", "pattern_a", "pattern_b", "pattern_c", "pattern_d", "pattern_e", "error"],
  ...["paper_end", "pattern_1", "pattern_2", "pattern_3", "pattern_4", "pattern_5"],
  ...["pattern_6", "pattern_7", "pattern_8", "pattern_9", "pattern_10"],
] as const;

const rule = { x1: dots, y1: dots, x2: dots, y2: dots, style } as const;

/** The attributes of each element, and how they are read. @source Epson, ePOS-Print XML User's Manual, XML Reference */
export const FORMS = {
  text: {
    ...{
      lang: matching(/^[A-Za-z]{2,3}(?:-[A-Za-z]{2,8})?$/),
      font,
      smooth: flag,
      dw: flag,
      dh: flag,
    },
    ...{ width: whole(1, 8), height: whole(1, 8), reverse: flag, ul: flag, em: flag, color },
    ...{ align, x: dots, y: dots, linespc: byte, rotate: flag },
  },
  feed: { unit: byte, line: byte, linespc: byte, pos: matching(/^[a-z_]+$/) },
  image: { width: size, height: size, color, align, mode: oneOf("mono", "gray16") },
  logo: { key1: byte, key2: byte, align },
  barcode: {
    type: oneOf(...BARCODE_TYPES),
    hri: oneOf("none", "above", "below", "both"),
    ...{ font, width: whole(2, 6), height: whole(1, 255), align, rotate: flag },
  },
  symbol: {
    type: oneOf(...SYMBOL_TYPES),
    level: matching(/^(?:default|level_[0-8lmqh]|\d{1,3})$/),
    ...{ width: byte, height: byte, size: dots, align, rotate: flag },
  },
  hline: { x1: dots, x2: dots, style },
  "vline-begin": { x: dots, style },
  "vline-end": { x: dots, style },
  page: {},
  area: { x: dots, y: dots, width: dots, height: dots },
  direction: {
    dir: oneOf("left_to_right", "bottom_to_top", "right_to_left", "top_to_bottom"),
  },
  position: { x: dots, y: dots },
  line: rule,
  rectangle: rule,
  cut: { type: oneOf("no_feed", "feed", "reserve") },
  pulse: {
    drawer: oneOf("drawer_1", "drawer_2"),
    time: oneOf("pulse_100", "pulse_200", "pulse_300", "pulse_400", "pulse_500"),
  },
  sound: { pattern: oneOf(...SOUNDS), repeat: byte, cycle: whole(1_000, 25_500) },
  command: {},
  layout: {
    type: oneOf("receipt", "receipt_bm", "label", "label_bm"),
    ...{ width: dots, height: dots },
    ...{ "margin-top": matching(/^-?\d{1,5}$/), "margin-bottom": matching(/^-?\d{1,5}$/) },
    ...{ "offset-cut": matching(/^-?\d{1,5}$/), "offset-label": matching(/^-?\d{1,5}$/) },
  },
  recovery: {},
  reset: {},
} as const;

export type ElementName = keyof typeof FORMS;

type Value<R> = R extends Read<infer T> ? T : never;

/** The attributes that an element may have, read. */
export type AttributesOf<N extends ElementName> = {
  readonly [A in keyof (typeof FORMS)[N]]?: Value<(typeof FORMS)[N][A]>;
};

/** Attributes that must be there. @source likewise, "must be specified" */
export const REQUIRED: Partial<Readonly<Record<ElementName, readonly string[]>>> = {
  image: ["width", "height"],
  logo: ["key1", "key2"],
  barcode: ["type"],
  symbol: ["type"],
  hline: ["x1", "x2"],
  "vline-begin": ["x"],
  "vline-end": ["x"],
  area: ["x", "y", "width", "height"],
  direction: ["dir"],
  position: ["x", "y"],
  line: ["x1", "y1", "x2", "y2"],
  rectangle: ["x1", "y1", "x2", "y2"],
};

/** Elements whose text is data; in others there is none. */
export const WITH_TEXT: ReadonlySet<string> = new Set([
  "text",
  "image",
  "barcode",
  "symbol",
  "command",
]);

/** What may stand on a page, and there alone. */
export const ON_PAGE_ALONE: ReadonlySet<string> = new Set([
  "area",
  "direction",
  "position",
  "line",
  "rectangle",
]);
export const ON_PAGE: ReadonlySet<string> = new Set([
  ...ON_PAGE_ALONE,
  ...["text", "feed", "image", "logo", "barcode", "symbol", "command"],
]);
