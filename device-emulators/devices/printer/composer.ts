import { COLUMN_DOTS, GLYPH_DOTS, LINE_DOTS, PRINT_WIDTH_DOTS } from "../../kit/escpos-codes.ts";
import { columnsOf } from "../../kit/gb18030.ts";
import type { Align, PaperLine, TextRun } from "./paper.ts";
import type { Passage } from "./passages.ts";

/** What the mechanism has to do, in order. It waits here while the printer is busy or offline. */
export type Job = {
  /** Where its last bytes begin, counted from when the printer was switched on. */
  readonly endsAt: number;
  readonly work: Work;
};

export type Work =
  | { readonly kind: "print"; readonly line: PaperLine }
  /** `feedDots` beyond the cutter; undefined cuts where the paper stands. */
  | { readonly kind: "cut"; readonly full: boolean; readonly feedDots: number | undefined }
  | { readonly kind: "kick"; readonly pin: 2 | 5; readonly onMs: number }
  | { readonly kind: "report"; readonly about: "paper" | "drawer" }
  | { readonly kind: "automatic-status"; readonly categories: number };

/** The style that ESC @ goes back to, and an empty line. */
export type Composition = {
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly wide: number;
  readonly tall: number;
  readonly align: Align;
  /** What LF feeds, at least. */
  readonly pitchDots: number;
  /** Whether bytes from 80 on are Chinese (FS &) or a code page, which is not modelled. */
  readonly chinese: boolean;
  /** The line so far: finished runs, the run being set, how wide and how tall all of it is. */
  readonly runs: readonly TextRun[];
  readonly text: string;
  readonly usedDots: number;
  readonly tallest: number;
};

export const PLAIN: Composition = {
  bold: false,
  inverse: false,
  wide: 1,
  tall: 1,
  align: "left",
  pitchDots: LINE_DOTS,
  chinese: true,
  runs: [],
  text: "",
  usedDots: 0,
  tallest: 1,
};

/** A composition in work: the parser changes it in place until its bytes are used up. */
export type Composer = { -readonly [Key in keyof Composition]: Composition[Key] } & {
  readonly jobs: Job[];
  /** Where the byte being read stands, counted from when the printer was switched on. */
  offset: number;
};

const TAB_COLUMNS = 8;
const ASCII = Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code));

/** Sets ASCII from `at` on; a full line goes out when more follows. @returns where the first other byte is */
export function setAscii(composer: Composer, bytes: Uint8Array, at: number): number {
  const dots = COLUMN_DOTS * composer.wide;
  let next = at;
  while (printable(bytes[next])) {
    if (composer.usedDots + dots > PRINT_WIDTH_DOTS) endLine(composer, composer.pitchDots);
    const room = Math.floor((PRINT_WIDTH_DOTS - composer.usedDots) / dots);
    const end = Math.min(bytes.length, next + room);
    const start = next;
    let text = composer.text;
    for (; next < end && printable(bytes[next]); next += 1) text += ASCII[bytes[next] ?? 0];
    composer.text = text;
    composer.usedDots += (next - start) * dots;
    composer.tallest = Math.max(composer.tallest, composer.tall);
  }
  return next;
}

function printable(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte < 0x7f;
}

/** Sets one character, on a new line where it has no room on this one. */
export function setCharacter(composer: Composer, code: number): void {
  const dots = COLUMN_DOTS * composer.wide * columnsOf(code);
  if (composer.usedDots + dots > PRINT_WIDTH_DOTS) endLine(composer, composer.pitchDots);
  composer.text += String.fromCodePoint(code);
  composer.usedDots += dots;
  composer.tallest = Math.max(composer.tallest, composer.tall);
}

/** Sets a whole passage. @returns false, and sets nothing, where the line has no room for all of it */
export function setPassage(composer: Composer, { text, columns }: Passage): boolean {
  const dots = COLUMN_DOTS * composer.wide * columns;
  if (composer.usedDots + dots > PRINT_WIDTH_DOTS) return false;
  composer.text += text;
  composer.usedDots += dots;
  composer.tallest = Math.max(composer.tallest, composer.tall);
  return true;
}

/** Blanks up to the next eighth column. */
export function setTab(composer: Composer): void {
  const column = Math.floor(composer.usedDots / COLUMN_DOTS);
  for (let blank = TAB_COLUMNS - (column % TAB_COLUMNS); blank > 0; blank -= 1) {
    setCharacter(composer, 0x20);
  }
}

/** Changes the style of what follows. */
export function restyle(
  composer: Composer,
  style: Partial<Pick<Composition, "bold" | "inverse" | "wide" | "tall">>,
): void {
  closeRun(composer);
  Object.assign(composer, style);
}

/** Prints the line, empty or not; the paper goes on by `feedDots`, but never less than it is tall. */
export function endLine(composer: Composer, feedDots: number): void {
  const height = composer.usedDots > 0 ? GLYPH_DOTS * composer.tallest : 0;
  const dots = Math.max(height, feedDots);
  if (dots > 0) print(composer, lineOf(composer, dots));
  clearLine(composer);
}

type TextLine = Extract<PaperLine, { readonly kind: "text" }>;

/** Chosen: the lines of a few slips. */
const LINES_LATELY_MAX = 256;

/**
 * Lines of one style set lately, by their text: most lines of a slip stood on the one before, and
 * every slip that is kept then shares them.
 */
const linesLately = new Map<string, TextLine>();

function lineOf(composer: Composer, dots: number): TextLine {
  const { text, align } = composer;
  if (text === "" || composer.runs.length > 0) {
    closeRun(composer);
    return { kind: "text", runs: composer.runs, align, dots };
  }
  const known = linesLately.get(text);
  if (known !== undefined && known.dots === dots && known.align === align) {
    const [run] = known.runs;
    if (run !== undefined && hasStyle(run, composer)) return known;
  }
  const line: TextLine = { kind: "text", runs: [runOf(composer)], align, dots };
  if (linesLately.size >= LINES_LATELY_MAX) linesLately.clear();
  linesLately.set(text, line);
  return line;
}

function hasStyle(run: TextRun, { bold, inverse, wide, tall }: Composer): boolean {
  return run.bold === bold && run.inverse === inverse && run.wide === wide && run.tall === tall;
}

/** Prints the line if there is one, and feeds `dots` from where it began. */
export function feed(composer: Composer, dots: number): void {
  if (composer.usedDots === 0) {
    if (dots > 0) print(composer, { kind: "feed", dots });
    return;
  }
  endLine(composer, Math.min(dots, composer.pitchDots));
  if (dots > composer.pitchDots) print(composer, { kind: "feed", dots: dots - composer.pitchDots });
}

/** Forgets the line that was being set. */
export function clearLine(composer: Composer): void {
  composer.runs = [];
  composer.text = "";
  composer.usedDots = 0;
  composer.tallest = 1;
}

export function queue(composer: Composer, work: Work): void {
  composer.jobs.push({ endsAt: composer.offset, work });
}

export function print(composer: Composer, line: PaperLine): void {
  queue(composer, { kind: "print", line });
}

function closeRun(composer: Composer): void {
  if (composer.text === "") return;
  composer.runs = [...composer.runs, runOf(composer)];
  composer.text = "";
}

function runOf({ text, bold, inverse, wide, tall }: Composer): TextRun {
  return { text, bold, inverse, wide, tall };
}
