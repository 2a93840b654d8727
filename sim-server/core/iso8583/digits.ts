/** Value of a packed byte, 0 to 99; 255 where a nibble is no digit. */
const VALUE = new Uint8Array(256).fill(255);
const NOT_DIGITS = 255;

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));
const PAIRS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, "0"));
/** Four digits at a time: a string built of few pieces is made much faster than digit by digit. */
const QUADS = Array.from({ length: 10_000 }, (_, value) => String(value).padStart(4, "0"));

for (let value = 0; value < 100; value += 1)
  VALUE[Math.floor(value / 10) * 16 + (value % 10)] = value;

/** Of a track in clear, and of one that may be enciphered in part. */
const NIBBLES = [..."0123456789???=??"];
const NIBBLES_ENCIPHERED = [..."0123456789ABC=EF"];

/** How an odd number of digits fills its bytes: on which side, and with which half byte. */
export type PackedLayout = { readonly rightAligned: boolean; readonly fillNibble: 0 | 0xf };

/** Digits that meet the left edge; an odd number of them is filled with 0. */
export const LEFT_ALIGNED: PackedLayout = { rightAligned: false, fillNibble: 0 };

/** `length` digits, two to a byte, or undefined where a nibble is no digit or the padding wrong. */
export function readPacked(
  bytes: Uint8Array,
  start: number,
  length: number,
  layout: PackedLayout,
): string | undefined {
  if (length % 2 === 0) return readPairs(bytes, start, length, "");
  if (layout.rightAligned) {
    const first = valueAt(bytes, start);
    return first < 10 ? readPairs(bytes, start + 1, length - 1, DIGITS[first] ?? "") : undefined;
  }
  const text = readPairs(bytes, start, length - 1, "");
  const last = bytes[start + (length >> 1)] ?? 0;
  if (text === undefined || last >> 4 > 9 || (last & 0xf) !== layout.fillNibble) return undefined;
  return text + DIGITS[last >> 4];
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

/** `length` characters of a magnetic track, `=` where the nibble is D; letters only where it may be enciphered. */
export function readTrack(
  bytes: Uint8Array,
  start: number,
  length: number,
  { rightAligned, fillNibble, enciphered }: PackedLayout & { readonly enciphered: boolean },
): string | undefined {
  const nibbles = enciphered ? NIBBLES_ENCIPHERED : NIBBLES;
  const odd = length % 2;
  const shift = rightAligned ? odd : 0;
  let text = "";
  for (let index = shift; index < length + shift; index += 1) {
    const byte = bytes[start + (index >> 1)] ?? 0;
    const character = nibbles[index % 2 === 0 ? byte >> 4 : byte & 0xf] ?? "?";
    if (character === "?") return undefined;
    text += character;
  }
  if (odd === 0) return text;
  const padding = rightAligned
    ? (bytes[start] ?? 0) >> 4
    : (bytes[start + (length >> 1)] ?? 0) & 0xf;
  return padding === fillNibble ? text : undefined;
}

/** `length` characters, each of those that `table` reads. */
export function readText(
  bytes: Uint8Array,
  start: number,
  length: number,
  table: Uint8Array,
): string | undefined {
  const end = start + length;
  let at = start;
  let text = "";
  for (; at + 3 < end; at += 4) {
    const [first, second] = [codeAt(table, bytes, at), codeAt(table, bytes, at + 1)];
    const [third, fourth] = [codeAt(table, bytes, at + 2), codeAt(table, bytes, at + 3)];
    if (first * second * third * fourth === 0) return undefined;
    text +=
      digit(first) && digit(second) && digit(third) && digit(fourth)
        ? QUADS[first * 1_000 + second * 100 + third * 10 + fourth - ZERO_QUAD]
        : String.fromCharCode(first, second, third, fourth);
  }
  for (; at < end; at += 1) {
    const code = codeAt(table, bytes, at);
    if (code === 0) return undefined;
    text += String.fromCharCode(code);
  }
  return text;
}

function digit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** The character that a byte stands for, 0 where it stands for none. */
function codeAt(table: Uint8Array, bytes: Uint8Array, at: number): number {
  return table[bytes[at] ?? 0] ?? 0;
}

/** `length` bytes from twice as many hexadecimal digits, of those that `table` reads. */
export function readHex(
  bytes: Uint8Array,
  start: number,
  length: number,
  table: Uint8Array,
): Uint8Array | undefined {
  const value = new Uint8Array(length);
  for (let index = 0; index < length; index += 1) {
    const high = nibbleOf(table[bytes[start + index * 2] ?? 0] ?? 0);
    const low = nibbleOf(table[bytes[start + index * 2 + 1] ?? 0] ?? 0);
    if (high < 0 || low < 0) return undefined;
    value[index] = high * 16 + low;
  }
  return value;
}

/** 32 bits from eight hexadecimal digits, of those that `table` reads. */
export function readHexWord(
  bytes: Uint8Array,
  start: number,
  table: Uint8Array,
): number | undefined {
  let word = 0;
  for (let at = start; at < start + 8; at += 1) {
    const nibble = nibbleOf(table[bytes[at] ?? 0] ?? 0);
    if (nibble < 0) return undefined;
    word = (word << 4) | nibble;
  }
  return word;
}

function nibbleOf(code: number): number {
  if (code === 0) return -1;
  return code <= NINE ? code - ZERO : code - LETTER_A + 10;
}

const ZERO = 0x30;
/** Four characters 0 as if their codes were digits. */
const ZERO_QUAD = ZERO * 1_111;
const NINE = 0x39;
const LETTER_A = 0x41;
