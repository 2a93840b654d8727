import { decodeGb18030, textColumns } from "../../kit/gb18030.ts";

/** Printable bytes between two controls, and what they read. */
export type Passage = {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly columns: number;
};

/** A power of two. Chosen: a shop's slips have about a hundred passages that come again and again. */
const SLOTS = 512;
/** Longer ones are read character by character. Chosen: nothing longer stands on a line. */
const PASSAGE_BYTES_MAX = 64;

/**
 * Passages read lately, each at the place its bytes hash to. What bytes read never changes, so a
 * paper whose lines stood on the one before is not read again.
 */
const lately: (Passage | undefined)[] = new Array(SLOTS).fill(undefined);

/**
 * The printable passage from `at` up to the next control.
 *
 * @returns undefined where it is too long, or is no whole GB18030 text
 */
export function passageAt(bytes: Uint8Array, at: number): Passage | undefined {
  let hash = 0;
  let end = at;
  const limit = Math.min(bytes.length, at + PASSAGE_BYTES_MAX + 1);
  for (; end < limit; end += 1) {
    const byte = bytes[end] ?? 0;
    // No byte of a wide character is a control.
    if (byte < 0x20 || byte === 0x7f) break;
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  if (end - at > PASSAGE_BYTES_MAX) return undefined;
  const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
  const known = lately[slot];
  if (known !== undefined && standsAt(known.bytes, bytes, at, end)) return known;
  const read = readPassage(bytes.slice(at, end));
  if (read !== undefined) lately[slot] = read;
  return read;
}

function standsAt(passage: Uint8Array, bytes: Uint8Array, at: number, end: number): boolean {
  if (passage.length !== end - at) return false;
  for (let next = 0; next < passage.length; next += 1) {
    if (passage[next] !== bytes[at + next]) return false;
  }
  return true;
}

function readPassage(bytes: Uint8Array): Passage | undefined {
  const text = decodeGb18030(bytes);
  return text.ok ? { bytes, text: text.value, columns: textColumns(text.value) } : undefined;
}
