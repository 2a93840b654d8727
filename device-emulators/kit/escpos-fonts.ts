import { COLUMN_DOTS, GLYPH_DOTS } from "./escpos-codes.ts";

/** The cell of a Latin character; a Chinese one is twice as wide. @source ESC/POS, ESC M, TM-T88 */
export const FONT_DOTS = {
  a: { wide: COLUMN_DOTS, tall: GLYPH_DOTS },
  b: { wide: 9, tall: 17 },
} as const;
