import { columnsOf } from "../../kit/gb18030.ts";
import type { Layout, Look } from "./layout.ts";
import { PLAIN_LOOK } from "./layout.ts";
import type { Page } from "./page.ts";
import { feedPage, placeOnPage } from "./page.ts";
import type { Align, PaperLine, Picture, PlacedPicture, TextRun } from "./paper.ts";
import type { Passage } from "./passages.ts";
import { closeRun, lineOf, placeOf } from "./text-line.ts";

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
  | { readonly kind: "kick"; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  | { readonly kind: "buzz"; readonly times: number; readonly onMs: number }
  | { readonly kind: "report"; readonly about: "paper" | "drawer" }
  | { readonly kind: "identify"; readonly n: number }
  | { readonly kind: "buttons"; readonly enabled: boolean }
  | { readonly kind: "automatic-status"; readonly categories: number };

/** The style that ESC @ goes back to, and an empty line. */
export type Composition = {
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly wide: number;
  readonly tall: number;
  readonly look: Look;
  readonly layout: Layout;
  readonly align: Align;
  /** What LF feeds, at least. */
  readonly pitchDots: number;
  /** Whether bytes from 80 on are Chinese (FS &) or the code page. */
  readonly chinese: boolean;
  /** What bytes below 80 read (ESC R), and those from 80 on (ESC t). */
  readonly lower: readonly string[];
  readonly upper: string;
  /** The line so far: finished runs, the run being set and where it began if it was moved there. */
  readonly runs: readonly TextRun[];
  readonly text: string;
  readonly atDots: number | undefined;
  readonly pictures: readonly PlacedPicture[] | undefined;
  /** Where the next character stands, and how tall what stands on the line is. */
  readonly usedDots: number;
  readonly heightDots: number;
  /** Page mode (ESC L): what would be printed goes here first. */
  readonly page: Page | undefined;
};

/** A composition in work: the parser changes it in place until its bytes are used up. */
export type Composer = { -readonly [Key in keyof Composition]: Composition[Key] } & {
  jobs: Job[];
  /** Where the byte being read stands, counted from when the printer was switched on. */
  offset: number;
};

/** What the bytes below 80 read unless ESC R chooses otherwise. */
export const ASCII: readonly string[] = Array.from({ length: 0x80 }, (_, code) =>
  String.fromCharCode(code),
);

/** Sets ASCII from `at` on; a full line goes out when more follows. @returns where the first other byte is */
export function setAscii(composer: Composer, bytes: Uint8Array, at: number): number {
  const dots = columnDots(composer);
  const widthDots = lineDots(composer);
  const { lower } = composer;
  let next = at;
  while (printable(bytes[next])) {
    if (composer.usedDots + dots > widthDots) breakLine(composer);
    // At least one, or a glyph wider than its area would never be set.
    const room = Math.max(1, Math.floor((widthDots - composer.usedDots) / dots));
    const end = Math.min(bytes.length, next + room);
    const start = next;
    let text = composer.text;
    for (; next < end && printable(bytes[next]); next += 1) text += lower[bytes[next] ?? 0];
    composer.text = text;
    use(composer, (next - start) * dots);
  }
  return next;
}

function printable(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x20 && byte < 0x7f;
}

/** Sets one character, on a new line where it has no room on this one. */
export function setCharacter(composer: Composer, code: number): void {
  const columns = composer.chinese ? columnsOf(code) : 1;
  const dots = columnDots(composer) * columns;
  if (composer.usedDots + dots > lineDots(composer)) breakLine(composer);
  composer.text += String.fromCodePoint(code);
  use(composer, dots);
}

/** Sets a whole passage. @returns false, and sets nothing, where the line has no room for all of it */
export function setPassage(composer: Composer, { text, columns }: Passage): boolean {
  const dots = columnDots(composer) * columns;
  if (composer.usedDots + dots > lineDots(composer)) return false;
  composer.text += text;
  use(composer, dots);
  return true;
}

/** How much of a line characters may fill. */
function lineDots({ look, layout }: Composer): number {
  const { columns, widthDots } = layout.fonts[look.font];
  return columns === undefined ? layout.widthDots : Math.min(layout.widthDots, columns * widthDots);
}

function breakLine(composer: Composer): void {
  if (composer.usedDots > 0) endLine(composer, composer.pitchDots);
}

function use(composer: Composer, dots: number): void {
  composer.usedDots += dots;
  const height = composer.layout.fonts[composer.look.font].heightDots * composer.tall;
  composer.heightDots = Math.max(composer.heightDots, height);
}

/** How wide a character of one column is, with the air beside it. */
export function columnDots({ look, layout, wide }: Composer): number {
  return (layout.fonts[look.font].widthDots + look.spacingDots) * wide;
}

/** Goes on to the next tab: with blanks where they fit, otherwise the line goes on there. */
export function setTab(composer: Composer): boolean {
  const stop = composer.layout.tabs.find((dots) => dots > composer.usedDots);
  if (stop === undefined || stop > composer.layout.widthDots) return false;
  const dots = columnDots(composer);
  const blanks = (stop - composer.usedDots) / dots;
  if (Number.isInteger(blanks)) {
    composer.text += " ".repeat(blanks);
    use(composer, blanks * dots);
  } else {
    moveTo(composer, stop);
  }
  return true;
}

/** The next character stands here, from the left of the area; a place outside of it is ignored. */
export function moveTo(composer: Composer, dots: number): void {
  if (dots < 0 || dots > composer.layout.widthDots || dots === composer.usedDots) return;
  closeRun(composer);
  composer.atDots = dots;
  composer.usedDots = dots;
}

/** Sets a picture on the line, as a very large character. */
export function setPicture(composer: Composer, picture: Picture): void {
  closeRun(composer);
  const { bits, rowBytes, scale } = picture;
  const atDots = composer.usedDots;
  composer.pictures = [...(composer.pictures ?? []), { ...picture, atDots }];
  composer.usedDots += (picture.widthDots ?? rowBytes * 8) * scale.wide;
  composer.atDots = composer.usedDots;
  composer.heightDots = Math.max(composer.heightDots, (bits.length / rowBytes) * scale.tall);
}

/** Changes the style of what follows. */
export function restyle(
  composer: Composer,
  style: Partial<Pick<Composition, "bold" | "inverse" | "wide" | "tall">>,
): void {
  closeRun(composer);
  Object.assign(composer, style);
}

/** Changes how what follows looks. */
export function relook(composer: Composer, look: Partial<Look>): void {
  closeRun(composer);
  const next = { ...composer.look, ...look };
  const plain = PLAIN_KEYS.every((key) => next[key] === PLAIN_LOOK[key]);
  composer.look = plain ? PLAIN_LOOK : next;
}

const PLAIN_KEYS = Object.keys(PLAIN_LOOK) as (keyof Look)[];

/** Prints the line, empty or not; the paper goes on by `feedDots`, but never less than it is tall. */
export function endLine(composer: Composer, feedDots: number): void {
  const dots = Math.max(composer.heightDots, feedDots);
  if (composer.page !== undefined) endPageLine(composer, feedDots);
  else if (dots > 0) print(composer, lineOf(composer, dots));
  clearLine(composer);
}

/** On a page, puts what was set in its place without going down. */
export function endLineHere(composer: Composer): void {
  if (composer.page !== undefined) endLine(composer, 0);
}

/** A line of a page takes its place at once; only the next one stands lower. */
function endPageLine(composer: Composer, feedDots: number): void {
  const height = composer.heightDots;
  if (composer.usedDots > 0 && height > 0) placeOnPage(composer, lineOf(composer, height));
  feedPage(composer, feedDots);
}

/** Prints the line if there is one, and feeds `dots` from where it began. */
export function feed(composer: Composer, dots: number): void {
  if (composer.page !== undefined) {
    endLine(composer, dots);
    return;
  }
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
  composer.atDots = undefined;
  composer.pictures = undefined;
  composer.usedDots = 0;
  composer.heightDots = 0;
}

export function queue(composer: Composer, work: Work): void {
  composer.jobs.push({ endsAt: composer.offset, work });
}

export function print(composer: Composer, line: PaperLine): void {
  queue(composer, { kind: "print", line });
}

/** Prints what has a line to itself, or puts it on the page. */
export function printBlock(
  composer: Composer,
  line: Extract<PaperLine, { readonly kind: "raster" | "symbol" }>,
): void {
  if (composer.page === undefined) print(composer, { ...line, ...placeOf(composer) });
  else placeOnPage(composer, { ...line, align: "left" });
}
