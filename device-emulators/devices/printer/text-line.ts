import type { Composer } from "./composer.ts";
import { PLAIN_LOOK } from "./layout.ts";
import type { Align, PaperLine, TextRun } from "./paper.ts";

type TextLine = Extract<PaperLine, { readonly kind: "text" | "raster" }>;

/** Chosen: the lines of a few slips. */
const LINES_LATELY_MAX = 256;

/**
 * Lines of one style set lately, by their text: most lines of a slip stood on the one before, and
 * every slip that is kept then shares them.
 */
const linesLately = new Map<string, TextLine & { readonly kind: "text" }>();

/** The line that has been set, `dots` tall. */
export function lineOf(composer: Composer, dots: number): TextLine {
  const { text } = composer;
  const align = alignOf(composer);
  if (text === "" || composer.runs.length > 0 || !isPlain(composer)) {
    return unusualLine(composer, dots);
  }
  const known = linesLately.get(text);
  if (known !== undefined && known.dots === dots && known.align === align) {
    const [run] = known.runs;
    if (run !== undefined && hasStyle(run, composer)) return known;
  }
  const line = { kind: "text", runs: [runOf(composer)], align, dots } as const;
  if (linesLately.size >= LINES_LATELY_MAX) linesLately.clear();
  linesLately.set(text, line);
  return line;
}

/** Whether characters beyond ASCII stand on the line that a code page gave, not GB18030. */
function isHalfWidth({ chinese, text }: Composer): boolean {
  return !chinese && /[^\0-\x7f]/.test(text);
}

function isPlain(composer: Composer): boolean {
  const { look, layout, atDots, pictures } = composer;
  return (
    look === PLAIN_LOOK &&
    !isHalfWidth(composer) &&
    layout.area === undefined &&
    !layout.upsideDown &&
    atDots === undefined &&
    pictures === undefined
  );
}

function unusualLine(composer: Composer, dots: number): TextLine {
  closeRun(composer);
  const { runs, pictures } = composer;
  const align = alignOf(composer);
  const where = placeOf(composer);
  const [picture] = pictures ?? [];
  if (pictures === undefined || picture === undefined) {
    return { kind: "text", runs, align, dots, ...where };
  }
  // A picture that has a line to itself, as clients print a large one strip by strip.
  if (runs.length === 0 && pictures.length === 1 && picture.atDots === 0) {
    const { atDots: _atDots, ...alone } = picture;
    return { kind: "raster", ...alone, align, dots, ...where };
  }
  return { kind: "text", runs, align, dots, pictures, ...where };
}

/** What a line says of its place beside its alignment. */
export function placeOf({ layout, page }: Composer): Pick<PaperLine, "area" | "upsideDown"> {
  // On a page the area is what counts, and every item says itself where it stands.
  if (page !== undefined) return {};
  return {
    ...(layout.area === undefined ? {} : { area: layout.area }),
    ...(layout.upsideDown ? ({ upsideDown: true } as const) : {}),
  };
}

/** Alignment works between the edges of the paper, not on a page. @source ESC/POS, ESC a */
function alignOf({ align, page }: Composer): Align {
  return page === undefined ? align : "left";
}

function hasStyle(run: TextRun, { bold, inverse, wide, tall }: Composer): boolean {
  return run.bold === bold && run.inverse === inverse && run.wide === wide && run.tall === tall;
}

/** What follows is a run of its own. */
export function closeRun(composer: Composer): void {
  if (composer.text === "") return;
  composer.runs = [...composer.runs, runOf(composer)];
  composer.text = "";
  composer.atDots = undefined;
}

function runOf(composer: Composer): TextRun {
  const { text, bold, inverse, wide, tall, look, atDots } = composer;
  const plain = { text, bold, inverse, wide, tall };
  const run = isHalfWidth(composer) ? ({ ...plain, halfWidth: true } as const) : plain;
  const placed = atDots === undefined ? run : { ...run, atDots };
  if (look === PLAIN_LOOK) return placed;
  return {
    ...placed,
    ...(look.font === "b" ? ({ font: "b" } as const) : {}),
    ...(look.underline === 0 ? {} : { underline: look.underline }),
    ...(look.red ? ({ red: true } as const) : {}),
    ...(look.turned ? ({ turned: true } as const) : {}),
    ...(look.spacingDots === 0 ? {} : { spacingDots: look.spacingDots * wide }),
  };
}
