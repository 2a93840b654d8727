import { concat } from "../../../device-emulators/kit/bytes.ts";
import {
  COLUMNS,
  COMMAND,
  HEAD_TO_BAR_DOTS,
  LINE_DOTS,
} from "../../../device-emulators/kit/escpos-codes.ts";
import {
  CHARACTER_BYTES_MAX,
  encodeGb18030,
  textColumns,
  writeGb18030,
} from "../../../device-emulators/kit/gb18030.ts";
import { withoutControls } from "./plain-text.ts";

/** What a slip is made of, top first. Each item sets its own style and leaves the plain one. */
export type SlipItem =
  | {
      readonly kind: "line";
      readonly text: string;
      readonly align?: "left" | "centre" | "right";
      readonly bold?: boolean;
      /** 1 is plain, 2 twice as wide and tall. */
      readonly size?: 1 | 2;
    }
  /** A label at the left edge and its value at the right one, on a line each where one is too short. */
  | {
      readonly kind: "pair";
      readonly label: string;
      readonly value: string;
      readonly bold?: boolean;
    }
  /** A mark nobody overlooks: white on black, in the middle. */
  | { readonly kind: "mark"; readonly text: string }
  | { readonly kind: "rule" }
  | { readonly kind: "feed"; readonly lines: number }
  /** Moves all of it beyond the tear bar. */
  | { readonly kind: "tear-off" }
  | { readonly kind: "cut" }
  /** Asks for the reply that comes once everything before it is on paper (GS r 1). */
  | { readonly kind: "confirm" };

const command = (code: number, ...numbers: readonly number[]): Uint8Array =>
  Uint8Array.of(code >> 8, code & 0xff, ...numbers);

const INITIALISE = command(COMMAND.initialise);
const ALIGN = {
  left: command(COMMAND.align, 0),
  centre: command(COMMAND.align, 1),
  right: command(COMMAND.align, 2),
} as const;
const BOLD_ON = command(COMMAND.bold, 1);
const BOLD_OFF = command(COMMAND.bold, 0);
const INVERSE_ON = command(COMMAND.inverse, 1);
const INVERSE_OFF = command(COMMAND.inverse, 0);
const DOUBLE = command(COMMAND.size, 0x11);
const SINGLE = command(COMMAND.size, 0x00);
const MARK_BEGINS = concat([ALIGN.centre, INVERSE_ON, BOLD_ON]);
const MARK_ENDS = concat([BOLD_OFF, INVERSE_OFF, ALIGN.left]);
const RULE = encodeGb18030(`${"-".repeat(COLUMNS)}\n`);
const TEAR_OFF = command(COMMAND.feedLines, Math.ceil(HEAD_TO_BAR_DOTS / LINE_DOTS));
const CUT = command(COMMAND.cut, 66, 0);
const CONFIRM = command(COMMAND.reportStatus, 1);
const FEED_LINES_MAX = 255;

/**
 * The bytes that print `items` from a clean start.
 *
 * Texts may come from anybody, also from a card: control characters are left out, so that no text
 * is ever read as a command.
 */
export function writeSlip(items: readonly SlipItem[]): Uint8Array {
  const ink = INK;
  ink.length = 0;
  put(ink, INITIALISE);
  for (const item of items) writeItem(ink, item);
  return ink.bytes.slice(0, ink.length);
}

/** Bytes written so far, at the front of an array with room for more. */
type Ink = { bytes: Uint8Array; length: number };

/** Room for an ordinary slip, used by one after another; a longer one gets more. Chosen. */
const INK: Ink = { bytes: new Uint8Array(2048), length: 0 };

/** The bytes of items that stand on every slip. */
const READY = new WeakMap<SlipItem, Uint8Array>();

/** The same item; it is written once, however many slips it stands on. */
export function ready(item: SlipItem): SlipItem {
  const ink: Ink = { bytes: new Uint8Array(0), length: 0 };
  writeItem(ink, Object.freeze(item));
  READY.set(item, ink.bytes.slice(0, ink.length));
  return item;
}

function writeItem(ink: Ink, item: SlipItem): void {
  const known = READY.get(item);
  if (known !== undefined) {
    put(ink, known);
    return;
  }
  switch (item.kind) {
    case "line":
      writeLine(ink, item);
      return;
    case "pair":
      writePair(ink, item);
      return;
    case "mark":
      put(ink, MARK_BEGINS);
      write(ink, ` ${withoutControls(item.text)} \n`);
      put(ink, MARK_ENDS);
      return;
    case "rule":
      put(ink, RULE);
      return;
    case "feed":
      put(ink, command(COMMAND.feedLines, Math.min(item.lines, FEED_LINES_MAX)));
      return;
    case "tear-off":
      put(ink, TEAR_OFF);
      return;
    case "cut":
      put(ink, CUT);
      return;
    case "confirm":
      put(ink, CONFIRM);
      return;
  }
}

function writeLine(ink: Ink, item: Extract<SlipItem, { kind: "line" }>): void {
  const { align = "left", bold = false, size = 1 } = item;
  if (align !== "left") put(ink, ALIGN[align]);
  if (bold) put(ink, BOLD_ON);
  if (size === 2) put(ink, DOUBLE);
  write(ink, withoutControls(item.text));
  write(ink, "\n");
  if (size === 2) put(ink, SINGLE);
  if (bold) put(ink, BOLD_OFF);
  if (align !== "left") put(ink, ALIGN.left);
}

function writePair(ink: Ink, item: Extract<SlipItem, { kind: "pair" }>): void {
  const [label, value] = [withoutControls(item.label), withoutControls(item.value)];
  const blanks = COLUMNS - textColumns(label) - textColumns(value);
  if (item.bold === true) put(ink, BOLD_ON);
  write(ink, label);
  if (blanks > 0) {
    write(ink, " ".repeat(blanks));
    write(ink, value);
    write(ink, "\n");
  } else {
    write(ink, "\n");
    put(ink, ALIGN.right);
    write(ink, value);
    write(ink, "\n");
    put(ink, ALIGN.left);
  }
  if (item.bold === true) put(ink, BOLD_OFF);
}

function put(ink: Ink, bytes: Uint8Array): void {
  makeRoom(ink, bytes.length);
  ink.bytes.set(bytes, ink.length);
  ink.length += bytes.length;
}

function write(ink: Ink, text: string): void {
  makeRoom(ink, text.length * CHARACTER_BYTES_MAX);
  ink.length = writeGb18030(ink.bytes, ink.length, text);
}

function makeRoom(ink: Ink, more: number): void {
  if (ink.length + more <= ink.bytes.length) return;
  const wider = new Uint8Array(2 * (ink.length + more));
  wider.set(ink.bytes);
  ink.bytes = wider;
}
