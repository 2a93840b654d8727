import { type EmvFormat, emvTag } from "./emv-tags.ts";
import type { DecodeError } from "./errors.ts";
import { err, ok, type Result } from "./result.ts";

/** One thing a card wants to be told: the tag (upper-case hex) and in how many bytes. */
export type DolEntry = { readonly tag: string; readonly length: number };

const TAG_BYTES_MAX = 3;

/**
 * Reads a data object list (PDOL, CDOL1, CDOL2): tags and lengths without values.
 *
 * @returns its entries in order, or the first fault: `truncated` or `too-long`.
 * @source EMV 4.4 Book 3, 5.4
 */
export function parseDol(bytes: Uint8Array): Result<DolEntry[], DecodeError> {
  const entries: DolEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const start = at;
    let byte = bytes[at] ?? 0;
    let tag = hexByte(byte);
    let more = byte % 32 === 0x1f;
    while (more) {
      at += 1;
      if (at === bytes.length) return fault("truncated", at);
      if (at - start === TAG_BYTES_MAX) return fault("too-long", at);
      byte = bytes[at] ?? 0;
      tag += hexByte(byte);
      more = byte >= 0x80;
    }
    const length = bytes[at + 1];
    if (length === undefined) return fault("truncated", at + 1);
    entries.push({ tag, length });
    at += 2;
  }
  return ok(entries);
}

/** How many bytes the data of a list has. */
export function dolLength(entries: readonly DolEntry[]): number {
  let length = 0;
  for (const entry of entries) length += entry.length;
  return length;
}

/**
 * The values a card wants, one after another and each in the length it wants.
 *
 * A value that is absent or unknown becomes zeros. One of another length is cut or filled: numbers on
 * the left with zeros, digit strings (cn) on the right with F, all else on the right with zeros.
 *
 * @source EMV 4.4 Book 3, 5.4
 */
export function buildDolData(
  entries: readonly DolEntry[],
  lookUp: (tag: string) => Uint8Array | undefined,
): Uint8Array {
  const data = new Uint8Array(dolLength(entries));
  let at = 0;
  for (const { tag, length } of entries) {
    const value = lookUp(tag);
    if (value !== undefined) fill(data, at, length, value, emvTag(tag)?.format);
    at += length;
  }
  return data;
}

/** Byte by byte, as views of a few bytes each cost more than they hold. */
function fill(
  data: Uint8Array,
  start: number,
  length: number,
  value: Uint8Array,
  format: EmvFormat | undefined,
): void {
  const surplus = format === "n" ? value.length - length : 0;
  const filler = format === "cn" ? 0xff : 0;
  for (let at = Math.max(0, -surplus); at < length; at += 1) {
    data[start + at] = value[surplus + at] ?? filler;
  }
}

function hexByte(byte: number): string {
  return (byte < 16 ? "0" : "") + byte.toString(16).toUpperCase();
}

function fault(code: DecodeError["code"], offset: number): Result<never, DecodeError> {
  return err({ code, offset, path: ["DOL"], detail: `${code} while reading a data object list` });
}
