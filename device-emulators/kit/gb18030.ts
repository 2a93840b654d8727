import type { DecodeError } from "./errors.ts";
import { FOUR_BYTE_RUNS, TWO_BYTE } from "./gb18030-table.generated.ts";
import { err, ok, type Result } from "./result.ts";

const LEAD_MIN = 0x81;
const LEAD_MAX = 0xfe;
const TRAILS = 190; // 40 to FE without 7F
const FOUR_BYTE_BMP = 39_420;
const FOUR_BYTE_SUPPLEMENT = 189_000; // pointer of U+10000, sequence 90 30 81 30
const QUESTION_MARK = 0x3f;

/** Two-byte sequence of each character of the basic plane that has one; 0 where there is none. */
const PAIR_OF = pairOfEachCharacter();

/** Whether `byte` opens a sequence of two or four bytes. @source GB 18030-2022, 5.2 */
export function isLeadByte(byte: number): boolean {
  return byte >= LEAD_MIN && byte <= LEAD_MAX;
}

/** Whether `byte` is the second of four. @source GB 18030-2022, 5.2 */
export function isFourByteDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** The code point that two bytes stand for, or undefined where they are no pair. */
export function codeOfPair(lead: number, trail: number): number | undefined {
  if (!isLeadByte(lead) || trail < 0x40 || trail === 0x7f || trail > 0xfe) return undefined;
  const place = trail - (trail < 0x7f ? 0x40 : 0x41);
  return TWO_BYTE.charCodeAt((lead - LEAD_MIN) * TRAILS + place);
}

/** The code point that four bytes from `at` stand for, or undefined where they stand for none. */
export function codeOfFour(bytes: Uint8Array, at: number): number | undefined {
  const [first, second] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  const [third, fourth] = [bytes[at + 2] ?? 0, bytes[at + 3] ?? 0];
  if (!(isLeadByte(first) && isFourByteDigit(second))) return undefined;
  if (!(isLeadByte(third) && isFourByteDigit(fourth))) return undefined;
  const pointer =
    ((first - LEAD_MIN) * 10 + second - 0x30) * 1260 + (third - LEAD_MIN) * 10 + fourth - 0x30;
  if (pointer < FOUR_BYTE_BMP) return codeInRun(pointer);
  const code = pointer - FOUR_BYTE_SUPPLEMENT + 0x10000;
  return code >= 0x10000 && code <= 0x10ffff ? code : undefined;
}

/**
 * The text in `bytes`.
 *
 * @returns the text, or `truncated` where it ends inside a character, or `unsupported` where bytes
 *   stand for none
 * @source GB 18030-2022, as the WHATWG Encoding Standard reads it
 */
export function decodeGb18030(bytes: Uint8Array): Result<string, DecodeError> {
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      at += 1;
      continue;
    }
    const length = isFourByteDigit(bytes[at + 1] ?? 0) ? 4 : 2;
    if (isLeadByte(byte) && at + length > bytes.length) return fault("truncated", at);
    const code = length === 4 ? codeOfFour(bytes, at) : codeOfPair(byte, bytes[at + 1] ?? 0);
    if (code === undefined) return fault("unsupported", at);
    text += String.fromCodePoint(code);
    at += length;
  }
  return ok(text);
}

/** Any text in GB18030. Half of a surrogate pair, which is no character, becomes a question mark. */
export function encodeGb18030(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * CHARACTER_BYTES_MAX);
  return bytes.slice(0, writeGb18030(bytes, 0, text));
}

/** A UTF-16 unit of a text takes at most so many bytes. @source GB 18030-2022, 5.2 */
export const CHARACTER_BYTES_MAX = 4;

/**
 * Writes what `encodeGb18030` gives into `bytes` from `at` on, where there must be room for it.
 *
 * @returns where it ends
 */
export function writeGb18030(bytes: Uint8Array, at: number, text: string): number {
  let end = at;
  for (let next = 0; next < text.length; next += 1) {
    const code = text.codePointAt(next) ?? QUESTION_MARK;
    if (code > 0xffff) next += 1;
    end = writeCode(bytes, end, code);
  }
  return end;
}

/** How many half-width columns a character takes in a fixed-width font: ASCII one, the rest two. */
export function columnsOf(code: number): 1 | 2 {
  return code < 0x80 ? 1 : 2;
}

/** How many half-width columns `text` takes. */
export function textColumns(text: string): number {
  let columns = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    columns += columnsOf(code);
  }
  return columns;
}

function writeCode(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    bytes[at] = code;
    return at + 1;
  }
  const pair = PAIR_OF[code] ?? 0;
  if (pair > 0) {
    bytes[at] = pair >> 8;
    bytes[at + 1] = pair & 0xff;
    return at + 2;
  }
  const pointer = pointerOf(code);
  if (pointer === undefined) {
    bytes[at] = QUESTION_MARK;
    return at + 1;
  }
  bytes[at] = LEAD_MIN + Math.floor(pointer / 12_600);
  bytes[at + 1] = 0x30 + (Math.floor(pointer / 1260) % 10);
  bytes[at + 2] = LEAD_MIN + (Math.floor(pointer / 10) % 126);
  bytes[at + 3] = 0x30 + (pointer % 10);
  return at + 4;
}

function codeInRun(pointer: number): number {
  let low = 0;
  let high = FOUR_BYTE_RUNS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((FOUR_BYTE_RUNS[middle]?.[0] ?? 0) <= pointer) low = middle;
    else high = middle - 1;
  }
  const [start, code] = FOUR_BYTE_RUNS[low] ?? [0, 0];
  return code + pointer - start;
}

/** Rare characters only, so it may look at every run. */
function pointerOf(code: number): number | undefined {
  if (code > 0xffff) return code - 0x10000 + FOUR_BYTE_SUPPLEMENT;
  for (let run = 0; run < FOUR_BYTE_RUNS.length; run += 1) {
    const [start, first] = FOUR_BYTE_RUNS[run] ?? [0, 0];
    const end = FOUR_BYTE_RUNS[run + 1]?.[0] ?? FOUR_BYTE_BMP;
    if (code >= first && code - first < end - start) return start + code - first;
  }
  return undefined;
}

function pairOfEachCharacter(): Uint16Array {
  const pairs = new Uint16Array(0x10000);
  // Backwards, so that of two pairs for one character (A1A1 and A3A0) the first one stays.
  for (let index = TWO_BYTE.length - 1; index >= 0; index -= 1) {
    const place = index % TRAILS;
    const trail = place + (place < 0x3f ? 0x40 : 0x41);
    const lead = LEAD_MIN + Math.floor(index / TRAILS);
    pairs[TWO_BYTE.charCodeAt(index)] = lead * 256 + trail;
  }
  return pairs;
}

function fault(code: "truncated" | "unsupported", offset: number): Result<never, DecodeError> {
  return err({ code, offset, path: ["text"], detail: `${code} while reading GB18030 text` });
}
