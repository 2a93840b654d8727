import type { Glyph, PrinterModel } from "./models.ts";
import type { Area } from "./paper.ts";

/** How characters look beyond what every run says. */
export type Look = {
  readonly font: "a" | "b";
  readonly underline: 0 | 1 | 2;
  readonly red: boolean;
  readonly turned: boolean;
  /** Dots of air to the right of each glyph of single width. */
  readonly spacingDots: number;
};

/** What ESC @ goes back to. */
export const PLAIN_LOOK: Look = {
  font: "a",
  underline: 0,
  red: false,
  turned: false,
  spacingDots: 0,
};

/** Where lines stand, and in which units commands measure. */
export type Layout = {
  readonly leftDots: number;
  readonly widthDots: number;
  /** What GS W asked for, before the margin and the paper's edge cut it. */
  readonly chosenWidthDots: number;
  /** The same for the paper; undefined where a line has all its width. */
  readonly area: Area | undefined;
  readonly upsideDown: boolean;
  /** Places of the tabs from the left of the area, in dots. */
  readonly tabs: readonly number[];
  readonly unitDots: PrinterModel["unitDots"];
  readonly fonts: { readonly a: Glyph; readonly b: Glyph };
};

/** @source ESC/POS, ESC D: a tab every eight characters */
const TAB_COLUMNS = 8;

const layouts = new WeakMap<PrinterModel, Layout>();

/** The layout of a model that has just been switched on. */
export function plainLayout(model: PrinterModel): Layout {
  const known = layouts.get(model);
  if (known !== undefined) return known;
  const { widthDots, unitDots, fonts } = model;
  const tabDots = TAB_COLUMNS * fonts.a.widthDots;
  const layout: Layout = {
    leftDots: 0,
    widthDots,
    chosenWidthDots: widthDots,
    area: undefined,
    upsideDown: false,
    // One stop lies on or beyond the edge: a tab beyond the last of the others goes there.
    tabs: Array.from({ length: Math.ceil(widthDots / tabDots) }, (_, at) => (at + 1) * tabDots),
    unitDots,
    fonts,
  };
  layouts.set(model, layout);
  return layout;
}

/** The layout with another left margin or width, which ends at the paper's edge. @source GS L, GS W */
export function withArea(
  layout: Layout,
  model: PrinterModel,
  { leftDots, widthDots }: Area,
): Layout {
  const left = Math.min(leftDots, model.widthDots);
  const width = Math.min(widthDots, model.widthDots - left);
  const whole = left === 0 && width === model.widthDots;
  return {
    ...layout,
    leftDots: left,
    widthDots: width,
    chosenWidthDots: widthDots,
    area: whole ? undefined : { leftDots: left, widthDots: width },
  };
}
