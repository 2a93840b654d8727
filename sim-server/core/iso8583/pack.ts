import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { type CharacterTable, CONTENT_WORDS, characterTable } from "./characters.ts";
import {
  BAD_CHARACTER,
  BAD_TLV,
  hexByte,
  WRONG_LENGTH,
  writeField,
  writePacked,
  writeText,
} from "./content-writers.ts";
import { DE_MAX, type Dialect, type Fields, MESSAGE_BYTES_MAX, type Message } from "./dialect.ts";
import { LEFT_ALIGNED } from "./digits.ts";
import { type Field, type FieldValue, holdsBytes, nameField } from "./field.ts";

/** Why a message cannot be written. `detail` never quotes a value: it may be card data. */
export type EncodeError = {
  readonly code:
    | "bad-envelope"
    | "bad-mti"
    | "unknown-field"
    | "wrong-type"
    | "wrong-length"
    | "bad-character"
    | "bad-tlv"
    | "too-long";
  /** The data element, 0 for what stands before the fields. */
  readonly de: number;
  readonly detail: string;
};

const scratch = new Uint8Array(MESSAGE_BYTES_MAX);

/** The bitmaps of the message being written, 32 bits a word. */
const words = new Int32Array(6);

/** The message as bytes, or the first field (in order of data elements) that cannot be written. */
export function pack<F extends Fields>(
  dialect: Dialect<F>,
  message: Message<F>,
): Result<Uint8Array, EncodeError> {
  const length = packInto(dialect, message, scratch, 0);
  return typeof length === "number" ? ok(scratch.slice(0, length)) : err(length);
}

/**
 * Writes the message at `start` of `out` and returns where it ends. Nothing is written behind `out`:
 * a message that wants more is `too-long`.
 */
export function packInto<F extends Fields>(
  dialect: Dialect<F>,
  message: Message<F>,
  out: Uint8Array,
  start: number,
): number | EncodeError {
  const { spec } = dialect;
  const fields: Fields = message.fields;
  const bitmapAt = writeMti(dialect, message.mti, out, start);
  if (bitmapAt < 0) return refuseMti(dialect);
  const bitmaps = dialect.highest === 64 ? 1 : countBitmaps(dialect, fields);
  const bitmapBytes = spec.bitmap === "binary" ? 8 : 16;
  const inPlace = bitmaps === 3 && spec.tertiary === "in-place";
  const writer = { out, at: bitmapAt + (inPlace ? 2 : bitmaps) * bitmapBytes };
  let thirdAt = bitmapAt + 2 * bitmapBytes;
  for (let base = 0; base < bitmaps * 64; base += 32) {
    if (inPlace && base === 64) {
      thirdAt = writer.at;
      writer.at += bitmapBytes;
    }
    const refused = writeBlock(dialect, fields, base, writer);
    if (refused !== undefined) return refused;
  }
  const stray = findStray(fields, dialect.highest);
  if (stray !== undefined) return refuseUnknown(dialect.name, stray);
  writeBitmaps(dialect, bitmaps, out, bitmapAt);
  if (bitmaps === 3) writeBitmap(dialect, 4, out, thirdAt);
  return writer.at > out.length ? refuseLength(out.length - start) : writer.at;
}

/** Where the next field goes. */
type Writer = { readonly out: Uint8Array; at: number };

/** Writes the fields of DE `base` + 1 to `base` + 32 and notes their bits. */
function writeBlock(
  { name, table }: Dialect<Fields>,
  fields: Fields,
  base: number,
  writer: Writer,
): EncodeError | undefined {
  let { at } = writer;
  let word = 0;
  for (let bit = 0; bit < 32; bit += 1) {
    const value = fields[base + bit + 1];
    if (value === undefined) continue;
    const field = table[base + bit + 1];
    if (field === undefined) return refuseUnknown(name, base + bit + 1);
    const next = writeField(field, value, writer.out, at);
    if (next < 0) return refuse(field, value, next);
    at = next;
    word |= 0x8000_0000 >>> bit;
  }
  words[base >> 5] = word;
  writer.at = at;
  return undefined;
}

/** How many bitmaps the message needs. */
function countBitmaps({ highest }: Dialect<Fields>, fields: Fields): number {
  for (let de = highest; de > 64; de -= 1) {
    if (fields[de] !== undefined) return de > 128 ? 3 : 2;
  }
  return 1;
}

/** A data element that the message has and the dialect's bitmaps cannot name. */
function findStray(fields: Fields, highest: number): number | undefined {
  for (let de = highest + 1; de <= DE_MAX; de += 1) {
    if (fields[de] !== undefined) return de;
  }
  return undefined;
}

function writeMti({ spec }: Dialect<Fields>, mti: string, out: Uint8Array, at: number): number {
  if (mti.length !== 4 || (spec.version !== undefined && mti[0] !== spec.version)) {
    return BAD_CHARACTER;
  }
  return spec.mti === "bcd"
    ? writePacked(mti, out, at, LEFT_ALIGNED)
    : writeText(mti, characterTable("n", spec.mti), out, at);
}

/** The bitmaps that stand before the fields, the third only where it stands behind the second. */
function writeBitmaps(dialect: Dialect<Fields>, count: number, out: Uint8Array, at: number): void {
  if (count > 2) words[2] = (words[2] ?? 0) | 0x8000_0000;
  if (count > 1) {
    words[0] = (words[0] ?? 0) | 0x8000_0000;
    writeBitmap(dialect, 2, out, at + (dialect.spec.bitmap === "binary" ? 8 : 16));
  }
  writeBitmap(dialect, 0, out, at);
}

function writeBitmap({ spec }: Dialect<Fields>, word: number, out: Uint8Array, at: number): void {
  const [high, low] = [words[word] ?? 0, words[word + 1] ?? 0];
  if (spec.bitmap === "binary") {
    writeWord(high, out, at);
    writeWord(low, out, at + 4);
    return;
  }
  const table = characterTable("b", spec.bitmap);
  writeHexWord(high, table, out, at);
  writeHexWord(low, table, out, at + 8);
}

function writeWord(word: number, out: Uint8Array, at: number): void {
  out[at] = word >>> 24;
  out[at + 1] = word >>> 16;
  out[at + 2] = word >>> 8;
  out[at + 3] = word;
}

function writeHexWord(word: number, table: CharacterTable, out: Uint8Array, at: number): void {
  for (let index = 0; index < 8; index += 1) {
    out[at + index] = hexByte((word >>> (28 - index * 4)) & 0xf, table);
  }
}

function refuse(field: Field, value: FieldValue, fault: number): EncodeError {
  const { de } = field;
  const bytes = holdsBytes(field.content);
  if ((typeof value === "string") === bytes) {
    return {
      code: "wrong-type",
      de,
      detail: `${nameField(field)} wants ${bytes ? "bytes" : "text"}`,
    };
  }
  if (fault === WRONG_LENGTH) {
    const wanted = field.prefix === 0 ? `exactly ${field.max}` : `at most ${field.max}`;
    const detail = `${nameField(field)} wants ${wanted}, found ${value.length}`;
    return { code: "wrong-length", de, detail };
  }
  if (fault === BAD_TLV) {
    return { code: "bad-tlv", de, detail: `${nameField(field)} does not divide into data objects` };
  }
  const detail = `${nameField(field)} wants ${CONTENT_WORDS[field.content]}, found another character`;
  return { code: "bad-character", de, detail };
}

function refuseMti({ spec }: Dialect<Fields>): EncodeError {
  const version = spec.version === undefined ? "" : ` of version ${spec.version}`;
  return { code: "bad-mti", de: 0, detail: `the MTI wants 4 digits${version}` };
}

function refuseUnknown(dialectName: string, de: number): EncodeError {
  const detail = `${dialectName} has no DE ${de}`;
  return { code: "unknown-field", de, detail };
}

function refuseLength(most: number): EncodeError {
  return { code: "too-long", de: 0, detail: `a message has at most ${most} bytes` };
}
