import type { CharacterTable } from "./characters.ts";
import type { PackedLayout } from "./digits.ts";
import type { Field, FieldValue } from "./field.ts";
import { divideTlv } from "./tlv.ts";

/** Writers answer with the next free offset, or with one of these. */
export const WRONG_LENGTH = -1;
export const BAD_CHARACTER = -2;
export const BAD_TLV = -3;

const ZERO = 0x30;
const LETTER_A = 0x41;
const SEPARATOR = 0x3d; // "="
const SEPARATOR_NIBBLE = 0xd;

/** The byte of a hexadecimal digit. */
export function hexByte(nibble: number, table: CharacterTable): number {
  return table.write[nibble < 10 ? ZERO + nibble : LETTER_A + nibble - 10] ?? 0;
}

/** Writes a field's length and value at `start`. */
export function writeField(
  field: Field,
  value: FieldValue,
  out: Uint8Array,
  start: number,
): number {
  const { length } = value;
  const { form, prefix, prefixes } = field;
  if (prefix === 0 ? length !== field.max : length > field.max) {
    return writeFilled(field, value, out, start);
  }
  let at = start;
  for (let from = length * prefix; at < start + prefix; from += 1) {
    out[at] = prefixes[from] ?? 0;
    at += 1;
  }
  if (field.tlv !== undefined && divideTlv(field.tlv, value).fault !== undefined) return BAD_TLV;
  if (typeof value !== "string") {
    if (form === "bytes") return copy(value, out, at);
    return form === "hex" ? writeHex(value, field.table, out, at) : BAD_CHARACTER;
  }
  if (form === "packed") return writePacked(value, out, at, field);
  if (form === "text") return writeText(value, field.table, out, at);
  return writeOther(field, value, out, at);
}

function writeOther(field: Field, value: string, out: Uint8Array, at: number): number {
  if (field.form === "track") return writeTrack(value, out, at, field);
  return field.form === "signed" ? writeSigned(value, out, at, field) : BAD_CHARACTER;
}

/** A value that does not fit, or that the row says how to fill. */
function writeFilled(field: Field, value: FieldValue, out: Uint8Array, start: number): number {
  const fitting = filled(field, value);
  return fitting === undefined ? WRONG_LENGTH : writeField(field, fitting, out, start);
}

/** A value that is too short, filled where the row says how. */
function filled(field: Field, value: FieldValue): string | undefined {
  const { fill, max, content } = field;
  if (fill === undefined || typeof value !== "string" || value.length >= max) return undefined;
  if (fill === "spaces-right") return value.padEnd(max);
  return content === "x+n" && value !== ""
    ? value.slice(0, 1) + value.slice(1).padStart(max - 1, "0")
    : value.padStart(max, "0");
}

function copy(value: Uint8Array, out: Uint8Array, at: number): number {
  for (let index = 0; index < value.length; index += 1) out[at + index] = value[index] ?? 0;
  return at + value.length;
}

function writeHex(value: Uint8Array, table: CharacterTable, out: Uint8Array, at: number): number {
  for (let index = 0; index < value.length; index += 1) {
    const byte = value[index] ?? 0;
    out[at + index * 2] = hexByte(byte >> 4, table);
    out[at + index * 2 + 1] = hexByte(byte & 0xf, table);
  }
  return at + value.length * 2;
}

/** Writes characters that `table` has, and returns the next free offset. */
export function writeText(
  value: string,
  { write }: CharacterTable,
  out: Uint8Array,
  start: number,
): number {
  for (let index = 0; index < value.length; index += 1) {
    const byte = write[value.charCodeAt(index)] ?? 0;
    if (byte === 0) return BAD_CHARACTER;
    out[start + index] = byte;
  }
  return start + value.length;
}

function writeSigned(value: string, out: Uint8Array, at: number, field: Field): number {
  const sign = value.slice(0, 1);
  if (sign !== "C" && sign !== "D") return BAD_CHARACTER;
  const digits = value.slice(1);
  out[at] = field.signTable.write[sign.charCodeAt(0)] ?? 0;
  return field.packed
    ? writePacked(digits, out, at + 1, field)
    : writeText(digits, field.table, out, at + 1);
}

/** Writes digits two to a byte and returns the next free offset, or a number below 0. */
export function writePacked(
  value: string,
  out: Uint8Array,
  start: number,
  layout: PackedLayout,
): number {
  const { length } = value;
  if (length % 2 === 0) return writePairs(value, 0, out, start);
  if (layout.rightAligned) {
    const first = value.charCodeAt(0) - ZERO;
    if (first >>> 0 > 9) return BAD_CHARACTER;
    out[start] = first;
    return writePairs(value, 1, out, start + 1);
  }
  const at = writePairs(value, 0, out, start);
  const last = value.charCodeAt(length - 1) - ZERO;
  if (at < 0 || last >>> 0 > 9) return BAD_CHARACTER;
  out[at] = (last << 4) | layout.fillNibble;
  return at + 1;
}

function writePairs(value: string, from: number, out: Uint8Array, start: number): number {
  let at = start;
  for (let index = from; index + 1 < value.length; index += 2) {
    const high = value.charCodeAt(index) - ZERO;
    const low = value.charCodeAt(index + 1) - ZERO;
    if (high >>> 0 > 9 || low >>> 0 > 9) return BAD_CHARACTER;
    out[at] = (high << 4) | low;
    at += 1;
  }
  return at;
}

function writeTrack(
  value: string,
  out: Uint8Array,
  start: number,
  { rightAligned, fillNibble, enciphered }: PackedLayout & Pick<Field, "enciphered">,
): number {
  const odd = value.length % 2;
  const shift = rightAligned ? odd : 0;
  const bytes = (value.length + 1) >> 1;
  if (shift === 1) out[start] = 0;
  for (let index = 0; index < value.length; index += 1) {
    const nibble = trackNibble(value.charCodeAt(index), enciphered);
    if (nibble < 0) return BAD_CHARACTER;
    const place = index + shift;
    const at = start + (place >> 1);
    if (place % 2 === 0) out[at] = (nibble << 4) | (index + 1 === value.length ? fillNibble : 0);
    else out[at] = ((out[at] ?? 0) & 0xf0) | nibble;
  }
  return start + bytes;
}

function trackNibble(code: number, enciphered: boolean): number {
  const digit = code - ZERO;
  if (digit >>> 0 <= 9) return digit;
  if (code === SEPARATOR) return SEPARATOR_NIBBLE;
  // The separator has that half byte to itself.
  const letter = code - LETTER_A;
  return enciphered && letter >>> 0 <= 5 && letter + 10 !== SEPARATOR_NIBBLE ? letter + 10 : -1;
}
