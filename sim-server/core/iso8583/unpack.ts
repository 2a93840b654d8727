import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { type Dialect, type Fields, MESSAGE_START_BYTES, type Message } from "./dialect.ts";
import { readPacked, readText, readTrack } from "./digits.ts";
import { bytesOf, type Field, type FieldValue, nameField } from "./field.ts";

type Reader = { readonly bytes: Uint8Array; at: number; fault: DecodeError | undefined };

/**
 * Reads a message that starts at `start` and ends with the bytes.
 *
 * Bytes of binary fields are views of the input, not copies. The nibble that pads an odd number of
 * digits must be 0.
 *
 * @returns the message, or the first fault: `truncated`; `too-long` for a length above the field's
 *   and for bytes behind the last field; `bad-digit` for content of another class; `unsupported`
 *   for a field that the dialect does not know. Its offset counts from the start of `bytes`.
 */
export function unpack<F extends Fields>(
  dialect: Dialect<F>,
  bytes: Uint8Array,
  start = 0,
): Result<Message<F>, DecodeError> {
  if (bytes.length < start + MESSAGE_START_BYTES) return err(startTruncated(bytes.length, start));
  const mti = readPacked(bytes, start, 4, false);
  if (mti === undefined) return err(fault("bad-digit", start, "MTI", "the MTI wants 4 digits"));
  const fields: Record<number, FieldValue> = {};
  const reader: Reader = { bytes, at: start + MESSAGE_START_BYTES, fault: undefined };
  readFields(dialect, reader, fields, 0, readWord(bytes, start + 2));
  readFields(dialect, reader, fields, 32, readWord(bytes, start + 6));
  if (reader.fault !== undefined) return err(reader.fault);
  if (reader.at < bytes.length) {
    const found = bytes.length - reader.at;
    const detail = `the message ends before the bytes do: ${found} too many`;
    return err(fault("too-long", reader.at, "message", detail));
  }
  // The table that named the fields' type has just checked every one of them.
  return ok({ mti, fields: fields as Fields as F });
}

function readFields<F extends Fields>(
  dialect: Dialect<F>,
  reader: Reader,
  into: Record<number, FieldValue>,
  base: number,
  bitmap: number,
): void {
  let left = bitmap;
  while (left !== 0 && reader.fault === undefined) {
    const bit = Math.clz32(left);
    left &= ~(0x8000_0000 >>> bit);
    const de = base + bit + 1;
    const field = dialect.table[de];
    if (field === undefined) {
      const detail = `${dialect.name} has no DE ${de}, found its bit`;
      reader.fault = fault("unsupported", reader.at, `DE ${de}`, detail);
      return;
    }
    const value = readField(reader, field);
    if (value !== undefined) into[de] = value;
  }
}

function readWord(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) << 24) |
    ((bytes[at + 1] ?? 0) << 16) |
    ((bytes[at + 2] ?? 0) << 8) |
    (bytes[at + 3] ?? 0)
  );
}

function readField(reader: Reader, field: Field): FieldValue | undefined {
  const length = field.prefix === 0 ? field.max : readLength(reader, field);
  if (length < 0) return undefined;
  const { at } = reader;
  const size = bytesOf(field, length);
  if (at + size > reader.bytes.length) return truncated(reader, field, size);
  const value = readContent(reader.bytes, at, length, field);
  if (value === undefined) {
    const detail = `${nameField(field)} wants ${field.content}, found another character`;
    reader.fault = fault("bad-digit", at, `DE ${field.de}`, detail);
    return undefined;
  }
  reader.at = at + size;
  return value;
}

function readContent(
  bytes: Uint8Array,
  at: number,
  length: number,
  field: Field,
): FieldValue | undefined {
  switch (field.content) {
    case "digits":
      return readPacked(bytes, at, length, field.rightAligned);
    case "track":
      return readTrack(bytes, at, length);
    case "alphanumeric":
    case "printable":
      return readText(bytes, at, length, field.mask);
    case "binary":
      return bytes.subarray(at, at + length);
  }
}

/** The length that the prefix gives, or -1 with the reader's fault set. */
function readLength(reader: Reader, field: Field): number {
  const { bytes, at } = reader;
  const size = (field.prefix + 1) >> 1;
  if (at + size > bytes.length) {
    truncated(reader, field, size);
    return -1;
  }
  let length = 0;
  for (let index = at; index < at + size; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte >> 4 > 9 || (byte & 0xf) > 9) {
      const detail = `the length of ${nameField(field)} wants digits`;
      reader.fault = fault("bad-digit", index, `DE ${field.de}`, detail);
      return -1;
    }
    length = length * 100 + (byte >> 4) * 10 + (byte & 0xf);
  }
  if (length > field.max) {
    const detail = `${nameField(field)} wants at most ${field.max}, found a length of ${length}`;
    reader.fault = fault("too-long", at, `DE ${field.de}`, detail);
    return -1;
  }
  reader.at = at + size;
  return length;
}

function truncated(reader: Reader, field: Field, wanted: number): undefined {
  const found = reader.bytes.length - reader.at;
  const detail = `${nameField(field)} wants ${wanted} more bytes, found ${found}`;
  reader.fault = fault("truncated", reader.at, `DE ${field.de}`, detail);
}

function startTruncated(length: number, start: number): DecodeError {
  const found = Math.max(0, length - start);
  const part = found < 2 ? "MTI" : "bitmap";
  const detail = `MTI and bitmap want ${MESSAGE_START_BYTES} bytes, found ${found}`;
  return fault("truncated", length, part, detail);
}

function fault(
  code: DecodeError["code"],
  offset: number,
  part: string,
  detail: string,
): DecodeError {
  return { code, offset, path: [part], detail };
}
