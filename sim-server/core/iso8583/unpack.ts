import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { CONTENT_WORDS, characterTable } from "./characters.ts";
import type { Dialect, Fields, Message } from "./dialect.ts";
import { LEFT_ALIGNED, readHex, readHexWord, readPacked, readText, readTrack } from "./digits.ts";
import { bytesOf, type Field, type FieldValue, nameField } from "./field.ts";
import { readLength } from "./length.ts";
import { createReader, fail, failTruncated, type Reader } from "./reader.ts";
import { divideTlv } from "./tlv.ts";

/**
 * Reads a message that starts at `start` and ends with the bytes.
 *
 * Bytes of binary fields are views of the input, not copies. What pads an odd number of digits must
 * be what the dialect pads with. A second bitmap without a bit is read, and is not written again.
 *
 * @returns the message, or the first fault: `truncated`; `too-long` for a length above the field's
 *   and for bytes behind the last field; `bad-digit` for content of another class; `unsupported`
 *   for a field or a version that the dialect does not know. Its offset counts from the start of
 *   `bytes`.
 */
export function unpack<F extends Fields>(
  dialect: Dialect<F>,
  bytes: Uint8Array,
  start = 0,
): Result<Message<F>, DecodeError> {
  const reader = createReader(bytes, start);
  const mti = readMti(dialect, reader);
  if (mti !== undefined) readBitmaps(dialect, reader);
  const fields: Record<number, FieldValue> = {};
  for (let base = 0; base < dialect.highest; base += 32) readBlock(dialect, reader, fields, base);
  if (reader.fault === undefined && reader.at < bytes.length) {
    const found = bytes.length - reader.at;
    const detail = `the message ends before the bytes do: ${found} too many`;
    fail(reader, { code: "too-long", offset: reader.at, path: ["message"], detail });
  }
  if (reader.fault !== undefined || mti === undefined) return err(reader.fault ?? NO_MTI);
  // The table that named the fields' type has just checked every one of them.
  return ok({ mti, fields: fields as Fields as F });
}

const NO_MTI: DecodeError = { code: "truncated", offset: 0, path: ["MTI"], detail: "no MTI" };

function readBlock(
  dialect: Dialect<Fields>,
  reader: Reader,
  into: Record<number, FieldValue>,
  base: number,
): void {
  let left = reader.words[base >> 5] ?? 0;
  while (left !== 0 && reader.fault === undefined) {
    const bit = Math.clz32(left);
    left &= ~(0x8000_0000 >>> bit);
    const de = base + bit + 1;
    const field = dialect.table[de];
    if (field === undefined) readOther(dialect, reader, de);
    else {
      const value = readField(reader, field);
      if (value !== undefined) into[de] = value;
    }
  }
}

/** A bit that is no field of the dialect: the third bitmap where it stands among them, or a fault. */
export function readOther(dialect: Dialect<Fields>, reader: Reader, de: number): void {
  if (de === 65 && dialect.spec.tertiary === "in-place") {
    readBitmap(dialect, reader, 4);
    return;
  }
  const detail = `${dialect.name} has no DE ${de}, found its bit`;
  fail(reader, { code: "unsupported", offset: reader.at, path: [`DE ${de}`], detail });
}

/** The four digits of the MTI, or undefined with the reader's fault set. */
export function readMti(dialect: Dialect<Fields>, reader: Reader): string | undefined {
  const { at } = reader;
  const { name, version } = dialect.spec;
  const mti = readMtiDigits(dialect, reader);
  if (mti === undefined || version === undefined || mti[0] === version) return mti;
  const detail = `${name} wants an MTI of version ${version}, found version ${mti[0]}`;
  return fail(reader, { code: "unsupported", offset: at, path: ["MTI"], detail });
}

/** The four digits of the MTI, of whatever version. */
export function readMtiDigits({ spec }: Dialect<Fields>, reader: Reader): string | undefined {
  const { bytes, at } = reader;
  const size = spec.mti === "bcd" ? 2 : 4;
  if (at + size > bytes.length) {
    return failTruncated(reader, { part: "MTI", name: "the MTI", wanted: size });
  }
  const mti =
    spec.mti === "bcd"
      ? readPacked(bytes, at, 4, LEFT_ALIGNED)
      : readText(bytes, at, 4, characterTable("n", spec.mti).read);
  if (mti === undefined) {
    const detail = "the MTI wants 4 digits, found another character";
    return fail(reader, { code: "bad-digit", offset: at, path: ["MTI"], detail });
  }
  reader.at = at + size;
  return mti;
}

/** Reads the bitmaps that stand before the fields into the reader's words, without DE 1's bit. */
export function readBitmaps(dialect: Dialect<Fields>, reader: Reader): void {
  const { words } = reader;
  readBitmap(dialect, reader, 0);
  if (dialect.highest === 64 || (words[0] ?? 0) >= 0) return;
  words[0] = (words[0] ?? 0) & 0x7fff_ffff;
  readBitmap(dialect, reader, 2);
  if (dialect.spec.tertiary !== "behind-secondary" || (words[2] ?? 0) >= 0) return;
  words[2] = (words[2] ?? 0) & 0x7fff_ffff;
  readBitmap(dialect, reader, 4);
}

function readBitmap({ spec }: Dialect<Fields>, reader: Reader, word: number): void {
  const { bytes, at, words } = reader;
  if (reader.fault !== undefined) return;
  const size = spec.bitmap === "binary" ? 8 : 16;
  if (at + size > bytes.length) {
    failTruncated(reader, { part: "bitmap", name: "a bitmap", wanted: size });
    return;
  }
  if (spec.bitmap === "binary") {
    words[word] = readWord(bytes, at);
    words[word + 1] = readWord(bytes, at + 4);
  } else {
    const { read } = characterTable("b", spec.bitmap);
    const [high, low] = [readHexWord(bytes, at, read), readHexWord(bytes, at + 8, read)];
    if (high === undefined || low === undefined) {
      const detail = "a bitmap wants 16 hexadecimal digits, found another character";
      fail(reader, { code: "bad-digit", offset: at, path: ["bitmap"], detail });
      return;
    }
    words[word] = high;
    words[word + 1] = low;
  }
  reader.at = at + size;
}

function readWord(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

/** The value of the field that starts where the reader stands, or undefined with its fault set. */
export function readField(reader: Reader, field: Field): FieldValue | undefined {
  const { bytes } = reader;
  const length = field.prefix === 0 ? field.max : readLength(reader, field);
  if (length < 0) return undefined;
  const { at } = reader;
  const size = bytesOf(field, length);
  if (at + size > bytes.length) {
    return failTruncated(reader, {
      part: `DE ${field.de}`,
      name: nameField(field),
      wanted: size,
    });
  }
  const value = readContent(bytes, at, length, field);
  if (value === undefined) {
    const detail = `${nameField(field)} wants ${CONTENT_WORDS[field.content]}, found another character`;
    fail(reader, { code: "bad-digit", offset: at, path: [`DE ${field.de}`], detail });
    return undefined;
  }
  if (field.tlv !== undefined && !divides(reader, field, value, at)) return undefined;
  reader.valueAt = at;
  reader.at = at + size;
  return value;
}

function readContent(
  bytes: Uint8Array,
  at: number,
  length: number,
  field: Field,
): FieldValue | undefined {
  switch (field.form) {
    case "packed":
      return readPacked(bytes, at, length, field);
    case "text":
      return readText(bytes, at, length, field.table.read);
    case "bytes":
      return bytes.subarray(at, at + length);
    case "track":
      return readTrack(bytes, at, length, field);
    case "hex":
      return readHex(bytes, at, length, field.table.read);
    case "signed":
      return readSigned(bytes, at, length, field);
  }
}

function readSigned(
  bytes: Uint8Array,
  at: number,
  length: number,
  field: Field,
): string | undefined {
  if (length === 0) return undefined;
  const sign = readText(bytes, at, 1, field.signTable.read);
  if (sign !== "C" && sign !== "D") return undefined;
  const digits = field.packed
    ? readPacked(bytes, at + 1, length - 1, field)
    : readText(bytes, at + 1, length - 1, field.table.read);
  return digits === undefined ? undefined : sign + digits;
}

function divides(reader: Reader, field: Field, value: FieldValue, at: number): boolean {
  if (field.tlv === undefined) return true;
  const { fault } = divideTlv(field.tlv, value);
  if (fault === undefined) return true;
  // Where bytes stand as hexadecimal digits, each of them takes two.
  const offset = at + (fault.offset << field.up);
  fail(reader, { ...fault, offset, path: [`DE ${field.de}`, ...fault.path] });
  return false;
}
