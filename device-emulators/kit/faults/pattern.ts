import { err, ok, type Result } from "../result.ts";

/** A run of bytes to look for; undefined stands for any byte. */
export type Pattern = readonly (number | undefined)[];

/** Chosen: longer than any command's opening, short enough to be looked for in every stream. */
export const PATTERN_BYTES_MAX = 32;

/** @source ISO/IEC 646 (ASCII), control characters by their usual names */
const CONTROLS = [
  ...["NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR"],
  ...["SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB"],
  ...["ESC", "FS", "GS", "RS", "US", "SP"],
];

/**
 * Reads bytes as manuals write commands, word by word: `ESC p`, `GS V`, `DLE EOT 01`,
 * `00 A4 04 ??`. A word is a control character's name, two hexadecimal digits, one printable
 * character for itself, or `??` for any byte.
 *
 * @returns the bytes, or what is wrong with the text
 */
export function readPattern(text: string): Result<Pattern, string> {
  const words = text.split(" ").filter((word) => word !== "");
  if (words.length === 0 || words.every((word) => word === "??")) return err("names no byte");
  if (words.length > PATTERN_BYTES_MAX) return err(`has more than ${PATTERN_BYTES_MAX} bytes`);
  const pattern: (number | undefined)[] = [];
  for (const word of words) {
    const byte = byteNamed(word);
    if (!byte.ok) return byte;
    pattern.push(byte.value);
  }
  return ok(pattern);
}

function byteNamed(word: string): Result<number | undefined, string> {
  if (word === "??") return ok(undefined);
  const control = CONTROLS.indexOf(word);
  if (control >= 0) return ok(control);
  if (word === "DEL") return ok(0x7f);
  if (/^[0-9A-Fa-f]{2}$/.test(word)) return ok(Number.parseInt(word, 16));
  if (/^[!-~]$/.test(word)) return ok(word.charCodeAt(0));
  return err(`has \`${word}\`, which is no byte: give ESC, 1B, ?? or a single character`);
}

/** Where the pattern begins in `bytes`, each place, overlapping ones too. */
export function findPattern(pattern: Pattern, bytes: Uint8Array): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at + pattern.length <= bytes.length; at += 1) {
    const fits = pattern.every((byte, offset) => byte === undefined || byte === bytes[at + offset]);
    if (fits) places.push(at);
  }
  return places;
}
