import { concat, fromHex, toHex } from "./bytes.ts";
import { type DecodeError, invariant } from "./errors.ts";
import { err, ok, type Result } from "./result.ts";

/** A BER-TLV data object. `tag` is upper-case hex ("9F26"); `value` is a copy. */
export type Tlv = { readonly tag: string; readonly value: Uint8Array };

type Read<T> = Result<{ readonly value: T; readonly next: number }, DecodeError>;

const TAG_BYTES_MAX = 3;
const LENGTH_BYTES_MAX = 2; // after the 81 or 82 that announces them

/** A data object and where it stands: its tag, and behind tag and length its value. */
export type PlacedTlv = Tlv & { readonly at: number; readonly valueAt: number };

/** What can be divided into data objects, and the fault that stops it. */
export type ScannedTlv = { readonly objects: readonly PlacedTlv[]; readonly fault?: DecodeError };

/**
 * Splits `bytes` into data objects, one level deep. Templates keep their content undivided.
 *
 * Filler bytes 00 between objects are skipped. The indefinite length form (80) is unsupported.
 *
 * @returns the objects in order, or the first fault: `truncated`, `too-long` or `unsupported`.
 * @source EMV 4.4 Book 3, Annex B
 */
export function decodeTlv(bytes: Uint8Array): Result<Tlv[], DecodeError> {
  const { objects, fault: stopped } = scanTlv(bytes);
  if (stopped !== undefined) return err(stopped);
  return ok(objects.map(({ tag, value }) => ({ tag, value })));
}

/** As `decodeTlv`, with the place of every object, and with those before a fault. */
export function scanTlv(bytes: Uint8Array): ScannedTlv {
  const objects: PlacedTlv[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0x00) {
      at += 1;
      continue;
    }
    const tag = readTag(bytes, at);
    if (!tag.ok) return { objects, fault: tag.error };
    const { value: name, next } = tag.value;
    const length = readLength(bytes, next, name);
    if (!length.ok) return { objects, fault: length.error };
    const valueAt = length.value.next;
    const end = valueAt + length.value.value;
    if (end > bytes.length) {
      const detail = `${name} wants ${end - valueAt} bytes, ${bytes.length - valueAt} remain`;
      return { objects, fault: { code: "truncated", offset: valueAt, path: [name], detail } };
    }
    objects.push({ tag: name, value: bytes.slice(valueAt, end), at, valueAt });
    at = end;
  }
  return { objects };
}

/**
 * One data object.
 *
 * @param tag hex
 * @throws on a value of more than 255 bytes: nothing on a card or in a message is longer
 */
export function encodeTlv(tag: string, value: Uint8Array): Uint8Array {
  invariant(value.length < 256, "a data object has at most 255 bytes");
  const length = value.length < 0x80 ? [value.length] : [0x81, value.length];
  return concat([fromHex(tag), Uint8Array.from(length), value]);
}

function readTag(bytes: Uint8Array, start: number): Read<string> {
  let at = start;
  // A first byte whose low five bits are all set continues while bit 8 is set.
  let more = (bytes[at] ?? 0) % 32 === 0x1f;
  while (more) {
    at += 1;
    const byte = bytes[at];
    if (byte === undefined) return fault("truncated", at, "tag", "a tag goes on, 0 bytes remain");
    if (at - start >= TAG_BYTES_MAX) {
      return fault("too-long", at, "tag", `a tag wants at most ${TAG_BYTES_MAX} bytes`);
    }
    more = byte >= 0x80;
  }
  return ok({ value: nameAt(bytes, start, at + 1), next: at + 1 });
}

/** A card and its messages name a few dozen tags; each is one text, however often it is read. */
const NAMES = new Map<number, string>();
const NAMES_MAX = 1024;

function nameAt(bytes: Uint8Array, start: number, end: number): string {
  // A tag of two bytes is above all of one, as no first byte of a longer tag is 0.
  let number = 0;
  for (let at = start; at < end; at += 1) number = number * 256 + (bytes[at] ?? 0);
  const known = NAMES.get(number);
  if (known !== undefined) return known;
  const name = toHex(bytes.slice(start, end));
  if (NAMES.size < NAMES_MAX) NAMES.set(number, name);
  return name;
}

function readLength(bytes: Uint8Array, start: number, tag: string): Read<number> {
  const first = bytes[start];
  const missing = `${tag} wants a length, 0 bytes remain`;
  if (first === undefined) return fault("truncated", start, tag, missing);
  if (first < 0x80) return ok({ value: first, next: start + 1 });
  if (first === 0x80) return fault("unsupported", start, tag, `${tag} has no definite length`);
  const count = first - 0x80;
  if (count > LENGTH_BYTES_MAX) {
    const detail = `${tag} wants a length of at most ${LENGTH_BYTES_MAX} bytes, found ${count}`;
    return fault("too-long", start, tag, detail);
  }
  let length = 0;
  for (let at = start + 1; at <= start + count; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return fault("truncated", at, tag, missing);
    length = length * 256 + byte;
  }
  return ok({ value: length, next: start + 1 + count });
}

function fault(
  code: DecodeError["code"],
  offset: number,
  reading: string,
  detail: string,
): Result<never, DecodeError> {
  return err({ code, offset, path: [reading], detail });
}
