import { COMMAND, cutFeeds, LINE_DOTS, PRINT_MODE } from "../../kit/escpos-codes.ts";
import { type Composer, type Composition, feed, PLAIN, queue, restyle } from "./composer.ts";
import type { Align } from "./paper.ts";
import { beginPicture, type Picture } from "./picture.ts";

/** How far the interpreter has come. It belongs to the printer, and outlives a connection. */
export type EscposParser = Composition & {
  /** A command or a character whose last bytes have not come yet. */
  readonly pending: Uint8Array;
  readonly picture: Picture | undefined;
  /** Data of commands without effect here that is still to come: so many bytes, or up to a NUL. */
  readonly skipBytes: number;
  readonly skipToNulMax: number;
  readonly takenBytes: number;
  /** Commands read that have no effect here, and bytes that no command explains. */
  readonly passedOver: number;
};

/** A parser in work: it is changed in place until its bytes are used up. */
export type Reader = { -readonly [Key in keyof EscposParser]: EscposParser[Key] } & Composer & {
    /** Numbers of the real-time status requests found. */
    readonly asked: number[];
  };

type Action = (reader: Reader, bytes: Uint8Array, at: number) => void;

/** A command with one number behind it. */
const one =
  (act: (reader: Reader, n: number) => void): Action =>
  (reader, bytes, at) =>
    act(reader, bytes[at + 2] ?? 0);

/** What each command does that has an effect here. */
export const ACTIONS: ReadonlyMap<number, Action> = new Map<number, Action>([
  [COMMAND.askStatus, one((reader, n) => reader.asked.push(n))],
  [COMMAND.initialise, initialise],
  [COMMAND.printMode, one(setPrintMode)],
  [COMMAND.defaultPitch, (reader) => setPitch(reader, LINE_DOTS)],
  [COMMAND.pitch, one(setPitch)],
  [COMMAND.bold, one((reader, n) => restyle(reader, { bold: n % 2 === 1 }))],
  [COMMAND.doubleStrike, one((reader, n) => restyle(reader, { bold: n % 2 === 1 }))],
  [COMMAND.inverse, one((reader, n) => restyle(reader, { inverse: n % 2 === 1 }))],
  [
    COMMAND.size,
    one((reader, n) => restyle(reader, { wide: 1 + ((n >> 4) & 7), tall: 1 + (n & 7) })),
  ],
  [COMMAND.align, one(setAlign)],
  [COMMAND.feedDots, one((reader, n) => feed(reader, n))],
  [COMMAND.feedLines, one((reader, n) => feed(reader, n * reader.pitchDots))],
  [COMMAND.chineseOn, (reader) => setChinese(reader, true)],
  [COMMAND.chineseOff, (reader) => setChinese(reader, false)],
  [COMMAND.cut, cut],
  [COMMAND.cutAll, (reader) => cutHere(reader, true, undefined)],
  [COMMAND.cutMost, (reader) => cutHere(reader, false, undefined)],
  [COMMAND.kick, kick],
  [COMMAND.reportStatus, one(report)],
  [
    COMMAND.automaticStatus,
    one((reader, categories) => queue(reader, { kind: "automatic-status", categories })),
  ],
  [COMMAND.raster, raster],
]);

function initialise(reader: Reader): void {
  Object.assign(reader, PLAIN);
  queue(reader, { kind: "automatic-status", categories: 0 });
}

function setPrintMode(reader: Reader, n: number): void {
  restyle(reader, {
    bold: (n & PRINT_MODE.bold) > 0,
    wide: (n & PRINT_MODE.wide) > 0 ? 2 : 1,
    tall: (n & PRINT_MODE.tall) > 0 ? 2 : 1,
  });
}

function setPitch(reader: Reader, dots: number): void {
  reader.pitchDots = dots;
}

function setChinese(reader: Reader, on: boolean): void {
  reader.chinese = on;
}

const ALIGNMENTS: readonly (Align | undefined)[] = ["left", "centre", "right"];

/** Numbers and digits mean the same: 1 and "1" both centre. */
const plainNumber = (n: number): number => (n >= 0x30 ? n - 0x30 : n);

function setAlign(reader: Reader, n: number): void {
  const align = ALIGNMENTS[plainNumber(n)];
  if (align !== undefined && atLineStart(reader)) reader.align = align;
  else reader.passedOver += 1;
}

function cut(reader: Reader, bytes: Uint8Array, at: number): void {
  const mode = bytes[at + 2] ?? 0;
  if (cutFeeds(mode)) cutHere(reader, mode === 65, bytes[at + 3] ?? 0);
  else if (plainNumber(mode) <= 1) cutHere(reader, plainNumber(mode) === 0, undefined);
  else reader.passedOver += 1;
}

function cutHere(reader: Reader, full: boolean, feedDots: number | undefined): void {
  if (atLineStart(reader)) queue(reader, { kind: "cut", full, feedDots });
  else reader.passedOver += 1;
}

function kick(reader: Reader, bytes: Uint8Array, at: number): void {
  const pin = plainNumber(bytes[at + 2] ?? 0);
  if (pin > 1) reader.passedOver += 1;
  else queue(reader, { kind: "kick", pin: pin === 0 ? 2 : 5, onMs: (bytes[at + 3] ?? 0) * 2 });
}

function report(reader: Reader, n: number): void {
  const about = [undefined, "paper", "drawer"] as const;
  const which = about[plainNumber(n)];
  if (which === undefined) reader.passedOver += 1;
  else queue(reader, { kind: "report", about: which });
}

function raster(reader: Reader, bytes: Uint8Array, at: number): void {
  const [rowBytes, rows] = [word(bytes, at + 4), word(bytes, at + 6)];
  const mode = plainNumber(bytes[at + 3] ?? 0);
  if (atLineStart(reader) && mode <= 3) {
    reader.picture = beginPicture(mode, rowBytes, rows);
  } else {
    reader.passedOver += 1;
    reader.skipBytes = rowBytes * rows;
  }
}

/** Some commands count only where no character stands on the line. @source ESC/POS */
function atLineStart(reader: Reader): boolean {
  return reader.usedDots === 0;
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
}
