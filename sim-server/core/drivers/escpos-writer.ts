import { concat } from "../../../device-emulators/kit/bytes.ts";
import {
  COLUMNS,
  COMMAND,
  HEAD_TO_BAR_DOTS,
  LF,
  LINE_DOTS,
} from "../../../device-emulators/kit/escpos-codes.ts";
import { encodeGb18030, textColumns } from "../../../device-emulators/kit/gb18030.ts";

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
const NEW_LINE = Uint8Array.of(LF);
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
  const parts: Uint8Array[] = [INITIALISE];
  for (const item of items) writeItem(parts, item);
  return concat(parts);
}

function writeItem(parts: Uint8Array[], item: SlipItem): void {
  switch (item.kind) {
    case "line":
      writeLine(parts, item);
      return;
    case "pair":
      writePair(parts, item);
      return;
    case "mark":
      parts.push(ALIGN.centre, INVERSE_ON, BOLD_ON, printable(` ${item.text} `), NEW_LINE);
      parts.push(BOLD_OFF, INVERSE_OFF, ALIGN.left);
      return;
    case "rule":
      parts.push(RULE);
      return;
    case "feed":
      parts.push(command(COMMAND.feedLines, Math.min(item.lines, FEED_LINES_MAX)));
      return;
    case "tear-off":
      parts.push(TEAR_OFF);
      return;
    case "cut":
      parts.push(CUT);
      return;
    case "confirm":
      parts.push(CONFIRM);
      return;
  }
}

function writeLine(parts: Uint8Array[], item: Extract<SlipItem, { kind: "line" }>): void {
  const { align = "left", bold = false, size = 1 } = item;
  if (align !== "left") parts.push(ALIGN[align]);
  if (bold) parts.push(BOLD_ON);
  if (size === 2) parts.push(DOUBLE);
  parts.push(printable(item.text), NEW_LINE);
  if (size === 2) parts.push(SINGLE);
  if (bold) parts.push(BOLD_OFF);
  if (align !== "left") parts.push(ALIGN.left);
}

function writePair(parts: Uint8Array[], item: Extract<SlipItem, { kind: "pair" }>): void {
  const [label, value] = [withoutControls(item.label), withoutControls(item.value)];
  const blanks = COLUMNS - textColumns(label) - textColumns(value);
  if (item.bold === true) parts.push(BOLD_ON);
  if (blanks > 0) {
    parts.push(encodeGb18030(`${label}${" ".repeat(blanks)}${value}\n`));
  } else {
    parts.push(encodeGb18030(`${label}\n`), ALIGN.right);
    parts.push(encodeGb18030(`${value}\n`), ALIGN.left);
  }
  if (item.bold === true) parts.push(BOLD_OFF);
}

function printable(text: string): Uint8Array {
  return encodeGb18030(withoutControls(text));
}

/** Without U+0000 to U+001F and U+007F to U+009F. Nearly every text has none and stays itself. */
function withoutControls(text: string): string {
  let clean = "";
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && (code < 0x7f || code > 0x9f)) continue;
    clean += text.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? text : clean + text.slice(from);
}
