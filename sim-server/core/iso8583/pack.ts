import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import {
  type Dialect,
  type Fields,
  MESSAGE_BYTES_MAX,
  MESSAGE_START_BYTES,
  type Message,
} from "./dialect.ts";
import { CHARACTER_CLASS, type Field, type FieldValue, nameField } from "./field.ts";

/** Why a message cannot be written. `detail` never quotes a value: it may be card data. */
export type EncodeError = {
  readonly code:
    | "bad-envelope"
    | "bad-mti"
    | "unknown-field"
    | "wrong-type"
    | "wrong-length"
    | "bad-character";
  /** The data element, 0 for what stands before the fields. */
  readonly de: number;
  readonly detail: string;
};

/** Writers answer with the next free offset, or with one of these. */
const WRONG_LENGTH = -1;
const BAD_CHARACTER = -2;

const ZERO = 0x30;
const SEPARATOR = 0x3d; // "="
const SEPARATOR_NIBBLE = 0xd;

const scratch = new Uint8Array(MESSAGE_BYTES_MAX);

/** The message as bytes, or the first field (in order of data elements) that cannot be written. */
export function pack<F extends Fields>(
  dialect: Dialect<F>,
  message: Message<F>,
): Result<Uint8Array, EncodeError> {
  const length = packInto(dialect, message, scratch, 0);
  return typeof length === "number" ? ok(scratch.slice(0, length)) : err(length);
}

/** Writes the message at `start` and returns where it ends; `out` must have room for any message. */
export function packInto<F extends Fields>(
  dialect: Dialect<F>,
  message: Message<F>,
  out: Uint8Array,
  start: number,
): number | EncodeError {
  if (!writeMti(message.mti, out, start)) {
    return { code: "bad-mti", de: 0, detail: "the MTI wants 4 digits" };
  }
  const fields: Fields = message.fields;
  let at = start + MESSAGE_START_BYTES;
  let [high, low] = [0, 0];
  for (let de = 2; de <= 64; de += 1) {
    const value = fields[de];
    if (value === undefined) continue;
    const field = dialect.table[de];
    if (field === undefined) {
      return { code: "unknown-field", de, detail: `${dialect.name} has no DE ${de}` };
    }
    const next = writeField(field, value, out, at);
    if (next < 0) return refuse(field, value, next);
    at = next;
    if (de <= 32) high |= 1 << (32 - de);
    else low |= 1 << (64 - de);
  }
  writeWord(high, out, start + 2);
  writeWord(low, out, start + 6);
  return at;
}

function writeMti(mti: string, out: Uint8Array, at: number): boolean {
  return mti.length === 4 && writePacked(mti, out, at, false) > 0;
}

function writeWord(word: number, out: Uint8Array, at: number): void {
  out[at] = word >>> 24;
  out[at + 1] = word >>> 16;
  out[at + 2] = word >>> 8;
  out[at + 3] = word;
}

function writeField(field: Field, value: FieldValue, out: Uint8Array, start: number): number {
  const { length } = value;
  if (field.prefix === 0 ? length !== field.max : length > field.max) return WRONG_LENGTH;
  let at = start;
  if (field.prefix === 3) {
    out[at] = (length / 100) | 0;
    at += 1;
  }
  if (field.prefix !== 0) {
    const rest = length % 100;
    out[at] = (((rest / 10) | 0) << 4) | (rest % 10);
    at += 1;
  }
  if (typeof value !== "string") return field.mask === 0 ? copy(value, out, at) : BAD_CHARACTER;
  if (field.mask === 0) return BAD_CHARACTER;
  if (!field.packed) return writeText(value, field.mask, out, at);
  return field.content === "track"
    ? writeTrack(value, out, at)
    : writePacked(value, out, at, field.rightAligned);
}

function copy(value: Uint8Array, out: Uint8Array, at: number): number {
  for (let index = 0; index < value.length; index += 1) out[at + index] = value[index] ?? 0;
  return at + value.length;
}

function writeText(value: string, mask: number, out: Uint8Array, at: number): number {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (((CHARACTER_CLASS[code] ?? 0) & mask) === 0) return BAD_CHARACTER;
    out[at + index] = code;
  }
  return at + value.length;
}

/** Writes digits two to a byte and returns the next free offset, or a number below 0. */
export function writePacked(
  value: string,
  out: Uint8Array,
  start: number,
  rightAligned: boolean,
): number {
  const { length } = value;
  let at = start;
  let index = 0;
  if (rightAligned && length % 2 === 1) {
    const digit = value.charCodeAt(0) - ZERO;
    if (digit >>> 0 > 9) return BAD_CHARACTER;
    out[at] = digit;
    at += 1;
    index = 1;
  }
  for (; index < length; index += 2) {
    const high = value.charCodeAt(index) - ZERO;
    const low = index + 1 < length ? value.charCodeAt(index + 1) - ZERO : 0;
    if (high >>> 0 > 9 || low >>> 0 > 9) return BAD_CHARACTER;
    out[at] = (high << 4) | low;
    at += 1;
  }
  return at;
}

function writeTrack(value: string, out: Uint8Array, start: number): number {
  const { length } = value;
  let at = start;
  for (let index = 0; index < length; index += 2) {
    const high = trackNibble(value.charCodeAt(index));
    const low = index + 1 < length ? trackNibble(value.charCodeAt(index + 1)) : 0;
    if (high < 0 || low < 0) return BAD_CHARACTER;
    out[at] = (high << 4) | low;
    at += 1;
  }
  return at;
}

function trackNibble(code: number): number {
  const digit = code - ZERO;
  if (digit >>> 0 <= 9) return digit;
  return code === SEPARATOR ? SEPARATOR_NIBBLE : -1;
}

function refuse(field: Field, value: FieldValue, fault: number): EncodeError {
  const { de } = field;
  if ((typeof value === "string") === (field.mask === 0)) {
    const wanted = field.mask === 0 ? "bytes" : "text";
    return { code: "wrong-type", de, detail: `${nameField(field)} wants ${wanted}` };
  }
  if (fault === WRONG_LENGTH) {
    const wanted = field.prefix === 0 ? `exactly ${field.max}` : `at most ${field.max}`;
    const detail = `${nameField(field)} wants ${wanted}, found ${value.length}`;
    return { code: "wrong-length", de, detail };
  }
  const detail = `${nameField(field)} wants ${field.content}, found another character`;
  return { code: "bad-character", de, detail };
}
