import { CHARACTER_CLASS } from "./field.ts";

/** Value of a packed byte, 0 to 99; 255 where a nibble is no digit. */
const VALUE = new Uint8Array(256).fill(255);
const NOT_DIGITS = 255;

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));
const PAIRS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));
/** Four digits at a time: a string built of few pieces is made much faster than digit by digit. */
const QUADS = Array.from({ length: 10_000 }, (_, value) => String(value).padStart(4, "0"));

for (let value = 0; value < 100; value += 1)
  VALUE[Math.floor(value / 10) * 16 + (value % 10)] = value;

const NIBBLES = [..."0123456789???=??"];

/** `length` digits, two to a byte, or undefined where a nibble is no digit or the padding not 0. */
export function readPacked(
  bytes: Uint8Array,
  start: number,
  length: number,
  rightAligned: boolean,
): string | undefined {
  if (length % 2 === 0) return readPairs(bytes, start, length, "");
  if (rightAligned) {
    const first = valueAt(bytes, start);
    return first < 10 ? readPairs(bytes, start + 1, length - 1, DIGITS[first] ?? "") : undefined;
  }
  const text = readPairs(bytes, start, length - 1, "");
  const last = valueAt(bytes, start + (length >> 1));
  if (text === undefined || last === NOT_DIGITS || last % 10 !== 0) return undefined;
  return text + DIGITS[last / 10];
}

function readPairs(
  bytes: Uint8Array,
  start: number,
  length: number,
  before: string,
): string | undefined {
  const end = start + (length >> 1);
  let text = before;
  let at = start;
  for (; at + 1 < end; at += 2) {
    const high = valueAt(bytes, at);
    const low = valueAt(bytes, at + 1);
    if (high === NOT_DIGITS || low === NOT_DIGITS) return undefined;
    text += QUADS[high * 100 + low];
  }
  if (at === end) return text;
  const value = valueAt(bytes, at);
  return value === NOT_DIGITS ? undefined : text + PAIRS[value];
}

function valueAt(bytes: Uint8Array, at: number): number {
  return VALUE[bytes[at] ?? 0] ?? NOT_DIGITS;
}

/** `length` characters of a magnetic track, `=` where the nibble is D. */
export function readTrack(bytes: Uint8Array, start: number, length: number): string | undefined {
  let text = "";
  for (let index = 0; index < length; index += 1) {
    const byte = bytes[start + (index >> 1)] ?? 0;
    const character = NIBBLES[index % 2 === 0 ? byte >> 4 : byte & 0xf] ?? "?";
    if (character === "?") return undefined;
    text += character;
  }
  const padding = length % 2 === 1 ? (bytes[start + (length >> 1)] ?? 0) & 0xf : 0;
  return padding === 0 ? text : undefined;
}

/** `length` characters, each of a class in `mask`. */
export function readText(
  bytes: Uint8Array,
  start: number,
  length: number,
  mask: number,
): string | undefined {
  const end = start + length;
  for (let at = start; at < end; at += 1) {
    if (((CHARACTER_CLASS[bytes[at] ?? 0] ?? 0) & mask) === 0) return undefined;
  }
  let at = start;
  let text = "";
  for (; at + 3 < end; at += 4) {
    text += String.fromCharCode(
      bytes[at] ?? 0,
      bytes[at + 1] ?? 0,
      bytes[at + 2] ?? 0,
      bytes[at + 3] ?? 0,
    );
  }
  for (; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
