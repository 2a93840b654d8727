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
  let held: Recorded[] = [];
  write(RECORDING_HEAD);

  const finish = (): void => {
    const hexes = maskTogether(held);
    held.forEach((event, at) => void write(lineOf(event, hexes[at] ?? "")));
    held = [];
  };

  return {
    finish,
    take: (event) => {
      held.push(event);
      if (held.length >= HELD_MAX || !held.some((_, at) => mayGoOn(held, at))) finish();
    },
  };
}

/** Whether more digits of a number may follow what this event brought. */
function mayGoOn(events: readonly Recorded[], at: number): boolean {
  const event = events[at];
  if (event?.kind !== "bytes") return false;
  const rest = events.slice(at + 1).filter(({ link }) => link === event.link);
  const over = rest.some(
    (later) =>
      later.kind === "closed" || ("from" in later && later.from === event.from && !empty(later)),
  );
  return !over && isDigit(event.bytes.at(-1));
}

function empty(event: Recorded): boolean {
  return event.kind === "bytes" && event.bytes.length === 0;
}

/** A digit in ASCII or EBCDIC, or two of BCD. */
function isDigit(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return byte >> 4 === 0xf ? (byte & 15) < 10 : byte >> 4 < 10 && (byte & 15) < 10;
}

/** Masked hexadecimal of each event's bytes, as all that one side said on a connection reads. */
function maskTogether(events: readonly Recorded[]): readonly string[] {
  const hexes = events.map(() => "");
  const speeches = new Map<string, number[]>();
  events.forEach((event, at) => {
    if (event.kind !== "bytes") return;
    const key = `${event.link} ${event.from}`;
    const places = speeches.get(key);
    if (places === undefined) speeches.set(key, [at]);
    else places.push(at);
  });
  for (const places of speeches.values()) {
    const pieces = places.map((at) => bytesOf(events[at]));
    const masked = maskedHex(concat(pieces));
    let from = 0;
    places.forEach((at, piece) => {
      const end = from + 2 * (pieces[piece]?.length ?? 0);
      hexes[at] = masked.slice(from, end);
      from = end;
    });
  }
  return hexes;
}

function bytesOf(event: Recorded | undefined): Uint8Array {
  return event?.kind === "bytes" ? event.bytes : new Uint8Array(0);
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
  return hex.replace(/(.)(.)/g, (pair) => {
    if (pair.includes("*")) return "*";
    const code = Number.parseInt(pair, 16);
    return code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ".";
  });
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
