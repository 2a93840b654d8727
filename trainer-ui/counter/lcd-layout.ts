/** The glass of the terminal, in pixels of its own: 168 by 134, the upper 22 the status bar. */
export const LCD = { width: 168, height: 134, barHeight: 22 } as const;

/** Rows of the cell font. Everything on the glass is 16 pixels high, or twice that. */
const CELL = 16;
/** The foot of a cell's letters above the cell's bottom edge. */
const DESCENT = 2;
/** The widest gap between two rows. Chosen. */
const GAP_MAX = 10;

export type LcdRow = { readonly top: number; readonly height: number; readonly baseline: number };

/**
 * Spreads rows of the given sizes over the glass below the status bar, all gaps alike and whole,
 * so that every letter falls on whole pixels. Rows that do not fit run out at the bottom.
 */
export function layoutLcd(sizes: readonly (1 | 2)[]): readonly LcdRow[] {
  const heights = sizes.map((size) => size * CELL);
  const used = heights.reduce((sum, height) => sum + height, 0);
  const free = Math.max(0, LCD.height - LCD.barHeight - used);
  const gap = Math.min(GAP_MAX, Math.floor(free / (sizes.length + 1)));
  let top = LCD.barHeight + Math.max(0, Math.floor((free - gap * (sizes.length - 1)) / 2));
  return sizes.map((size) => {
    const row = { top, height: size * CELL, baseline: top + size * (CELL - DESCENT) };
    top = row.top + row.height + gap;
    return row;
  });
}
