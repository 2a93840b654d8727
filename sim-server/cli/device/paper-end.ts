import type { Paper } from "../../../device-emulators/devices/printer/paper.ts";
import type { PrinterEffect } from "../../../device-emulators/devices/printer/printer.ts";

/** Chosen: once half a metre hangs out, what is cut falls off. Of 8 dots a millimetre. */
const HANGING_DOTS_CUT = 4_000;
/** Chosen: ten metres, the longest that hangs uncut. */
const HANGING_DOTS_MAX = 80_000;
/** Chosen: so many receipts back may be asked for. */
const PIECES_KEPT_MAX = 20;

/** What becomes of the paper that comes out of a printer. */
export type PaperEnd = {
  /** @returns whether what hangs out comes away by itself now */
  readonly see: (effect: PrinterEffect) => boolean;
  /** How many pieces have come away. */
  readonly pieces: () => number;
  /** @param number from 1. @returns undefined where it is not kept: the latest twenty are */
  readonly piece: (number: number) => Paper | undefined;
};

/**
 * The end of the paper, where somebody tears receipts off or nobody does: then the next one must not
 * hang on the last. Nor may it grow for ever.
 */
export function createPaperEnd(attended: boolean): PaperEnd {
  const kept: Paper[] = [];
  let count = 0;
  let hangingDots = 0;
  return {
    see: (effect) => {
      if (effect.type === "torn") {
        count += 1;
        kept.push(effect.paper);
        if (kept.length > PIECES_KEPT_MAX) kept.shift();
        hangingDots = 0;
      }
      if (effect.type === "printed") hangingDots += effect.line.dots;
      if (effect.type === "cut") return !attended || hangingDots > HANGING_DOTS_CUT;
      return hangingDots > HANGING_DOTS_MAX;
    },
    pieces: () => count,
    piece: (number) => kept[number - 1 - (count - kept.length)],
  };
}
