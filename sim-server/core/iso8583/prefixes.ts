import { type Code, characterCode, characterTable } from "./characters.ts";

/** What a byte of a prefix is worth more than the one behind it. */
export const RADIX = { bcd: 100, binary: 256, ascii: 10, ebcdic: 10 } as const;

/** What a prefix counts: the value's own units, bytes of packed digits, or hexadecimal digits. */
export type Counts = "units" | "packed-bytes" | "hex-digits";

const ZERO = 0x30;

/**
 * The prefixes of all lengths from 0 to `max`, one behind the other: made once, so that writing a
 * message only copies.
 *
 * @param bytes of one prefix; 0 where a field has none
 */
export function makePrefixes(
  max: number,
  bytes: number,
  { code, counts }: { readonly code: Code; readonly counts: Counts },
): Uint8Array {
  const prefixes = new Uint8Array(bytes === 0 ? 0 : (max + 1) * bytes);
  for (let length = 0; length * bytes < prefixes.length; length += 1) {
    let left = countedIn(counts, length);
    for (let at = (length + 1) * bytes - 1; at >= length * bytes; at -= 1) {
      const value = left % RADIX[code];
      left = (left - value) / RADIX[code];
      prefixes[at] = byteOf(value, code);
    }
  }
  return prefixes;
}

/** What the prefix of a value of `length` units says. */
export function countedIn(counts: Counts, length: number): number {
  if (counts === "packed-bytes") return (length + 1) >> 1;
  return counts === "hex-digits" ? length * 2 : length;
}

function byteOf(value: number, code: Code): number {
  if (code === "binary") return value;
  if (code === "bcd") return value + ((value / 10) | 0) * 6;
  return characterTable("n", characterCode(code)).write[ZERO + value] ?? 0;
}
