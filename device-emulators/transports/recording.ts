import { concat } from "../kit/bytes.ts";
import { maskedHex } from "../kit/mask.ts";

/**
 * A recording is text, a line an event:
 *
 *     tillyard recording 1
 *     0 1 open 127.0.0.1:40022
 *     3 1 > 1B40100401 | .@...
 *     5 1 < 12 | .
 *     90 1 close host closed
 *
 * Milliseconds since the recording began, the number of the connection, what happened. `>` goes from
 * host to device, `<` back; bytes stand in hexadecimal, and behind the bar as they would read. What
 * may be a card number has `*` for the digits that are hidden.
 */
export const RECORDING_HEAD = "tillyard recording 1";

/** Who uses a device, and the device. */
export type Side = "host" | "device";

/** What happens on a connection. */
export type Happening =
  | { readonly kind: "opened"; readonly name: string }
  | { readonly kind: "bytes"; readonly from: Side; readonly bytes: Uint8Array }
  | { readonly kind: "ended"; readonly from: Side }
  | { readonly kind: "closed"; readonly from: Side; readonly how: "closed" | "reset" }
  /** Something was done to what passed. */
  | { readonly kind: "fault"; readonly what: string };

/** A happening, when it was, and on which connection, counted from 1. */
export type Recorded = Happening & { readonly atMs: number; readonly link: number };

/** Writes a recording line by line. */
export type Recorder = {
  readonly take: (event: Recorded) => void;
  /** Writes what was held back. */
  readonly finish: () => void;
};

/** Held back at most. Chosen: a card number that is keyed comes in fewer pieces. */
const HELD_MAX = 256;

/**
 * A number may come in pieces, so an event whose end may be the beginning of one is held back, with
 * all that follow, until it is seen what it was.
 *
 * @param write takes each line, without its end
 */
export function createRecorder(write: (line: string) => void): Recorder {
  const held: Recorded[] = [];
  const speeches = new Map<string, Speech>();
  write(RECORDING_HEAD);

  const writeUpTo = (end: number): void => {
    for (const [at, event] of held.slice(0, end).entries()) {
      const hex = event.kind === "bytes" ? maskedAmong(event, held.slice(at + 1), speeches) : "";
      write(lineOf(event, hex));
      if (event.kind === "closed") forget(speeches, event.link);
    }
    held.splice(0, end);
    for (const speech of end === 0 ? [] : speeches.values()) {
      speech.open = speech.open.map(({ at, bytes }) => ({ at: at - end, bytes }));
    }
  };

  const finish = (): void => {
    for (const speech of speeches.values()) speech.open = [];
    writeUpTo(held.length);
  };

  return {
    finish,
    take: (event) => {
      held.push(event);
      if (event.kind === "bytes") listen(speeches, event, held.length - 1);
      for (const over of ended(event)) {
        const speech = speeches.get(speechOf(over));
        if (speech !== undefined) speech.open = [];
      }
      if (held.length >= HELD_MAX) finish();
      else writeUpTo(firstOpen(speeches, held.length));
    },
  };
}

/** All that one side says on a connection. */
type Speech = {
  /** The event whose end may go on, and those behind it that are nothing but digits. */
  open: readonly { readonly at: number; readonly bytes: number }[];
  /** Digits with which ended what was written last. */
  before: Uint8Array;
};

type Piece = Extract<Recorded, { readonly kind: "bytes" }>;

const NOTHING = new Uint8Array(0);
/** A card number of nineteen digits, a byte each. @source ISO/IEC 7812-1 */
const PAN_BYTES_MAX = 19;
/** Looked at of digits before and behind a piece. Chosen: more than three card numbers. */
const RUN_BYTES_MAX = 64;

function speechOf({ link, from }: Pick<Piece, "link" | "from">): string {
  return `${link} ${from}`;
}

/** Notes whether the end of what a side said now may be the beginning of a number, or a part of one. */
function listen(speeches: Map<string, Speech>, piece: Piece, at: number): void {
  const { bytes } = piece;
  if (bytes.length === 0) return;
  const speech = speeches.get(speechOf(piece)) ?? { open: [], before: NOTHING };
  speeches.set(speechOf(piece), speech);
  const here = { at, bytes: bytes.length };
  if (!isDigit(bytes.at(-1))) speech.open = [];
  else if (bytes.every(isDigit)) speech.open = stillOpen([...speech.open, here]);
  else speech.open = [here];
}

/** No number is so long that it reaches back behind as many digits as one can have. */
function stillOpen(open: Speech["open"]): Speech["open"] {
  let behind = 0;
  const first = open.findLastIndex((_, at) => {
    behind += open[at + 1]?.bytes ?? 0;
    return behind >= PAN_BYTES_MAX;
  });
  return open.slice(first + 1);
}

/** Whose speeches end with this event. */
function ended(event: Recorded): readonly Pick<Piece, "link" | "from">[] {
  const { link } = event;
  if (event.kind === "ended") return [{ link, from: event.from }];
  if (event.kind !== "closed") return [];
  return [
    { link, from: "host" },
    { link, from: "device" },
  ];
}

function firstOpen(speeches: ReadonlyMap<string, Speech>, end: number): number {
  let first = end;
  for (const { open } of speeches.values()) first = Math.min(first, open[0]?.at ?? end);
  return first;
}

function forget(speeches: Map<string, Speech>, link: number): void {
  for (const from of ["host", "device"] as const) speeches.delete(speechOf({ link, from }));
}

/** Masked hexadecimal of a piece, as it reads with the digits before it and behind it. */
function maskedAmong(
  piece: Piece,
  later: readonly Recorded[],
  speeches: ReadonlyMap<string, Speech>,
): string {
  const { bytes } = piece;
  const speech = speeches.get(speechOf(piece));
  const before = speech?.before ?? NOTHING;
  const whole = concat([before, bytes, isDigit(bytes.at(-1)) ? digitsIn(piece, later) : NOTHING]);
  if (speech !== undefined)
    speech.before = digitsAtEnd(whole.subarray(0, before.length + bytes.length));
  return maskedHex(whole).slice(2 * before.length, 2 * (before.length + bytes.length));
}

/** The digits with which the same side goes on, and the byte behind them, which may begin with one. */
function digitsIn({ link, from }: Piece, later: readonly Recorded[]): Uint8Array {
  const digits: Uint8Array[] = [];
  for (const event of later) {
    if (event.kind !== "bytes" || event.link !== link || event.from !== from) continue;
    const end = event.bytes.findIndex((byte) => !isDigit(byte));
    digits.push(
      event.bytes.subarray(0, Math.min(end < 0 ? RUN_BYTES_MAX : end + 1, RUN_BYTES_MAX)),
    );
    if (end >= 0) break;
  }
  return concat(digits);
}

function digitsAtEnd(bytes: Uint8Array): Uint8Array {
  let from = bytes.length;
  while (from > 0 && bytes.length - from < RUN_BYTES_MAX && isDigit(bytes[from - 1])) from -= 1;
  return bytes.slice(Math.max(0, from - 1));
}

/** A digit in ASCII or EBCDIC, or two of BCD. */
function isDigit(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return byte >> 4 === 0xf ? (byte & 15) < 10 : byte >> 4 < 10 && (byte & 15) < 10;
}

function lineOf(event: Recorded, hex: string): string {
  return `${event.atMs} ${event.link} ${wordsOf(event, hex)}`;
}

function wordsOf(event: Happening, hex: string): string {
  switch (event.kind) {
    case "opened":
      return `open ${oneLine(event.name)}`;
    case "bytes":
      return `${event.from === "host" ? ">" : "<"} ${hex} | ${readable(hex)}`;
    case "ended":
      return `end ${event.from}`;
    case "closed":
      return `close ${event.from} ${event.how}`;
    case "fault":
      return `fault ${oneLine(event.what)}`;
  }
}

/** As the bytes would read in ASCII: `.` for what cannot be read, `*` for what is hidden. */
function readable(hex: string): string {
  const codes = new Array<number>(hex.length / 2);
  for (let at = 0; at < codes.length; at += 1) {
    codes[at] = READABLE[(digitAt(hex, 2 * at) << 4) | digitAt(hex, 2 * at + 1)] ?? HIDDEN;
  }
  let text = "";
  for (let from = 0; from < codes.length; from += CODES_AT_ONCE) {
    text += String.fromCharCode(...codes.slice(from, from + CODES_AT_ONCE));
  }
  return text;
}

/** So many arguments a call can take everywhere. Chosen. */
const CODES_AT_ONCE = 1_024;
const HIDDEN = "*".charCodeAt(0);
const READABLE = Array.from({ length: 256 }, (_, code) =>
  code >= 0x20 && code < 0x7f ? code : ".".charCodeAt(0),
);

/** Of a hexadecimal digit; of one that is hidden, more than any byte. */
function digitAt(hex: string, at: number): number {
  const code = hex.charCodeAt(at);
  if (code === HIDDEN) return 256;
  return code <= 0x39 ? code - 0x30 : code - 0x41 + 10;
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
