import { fromHex, toLatin1 } from "../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../device-emulators/kit/result.ts";

/** The most bytes that are decoded at a time; chosen, the longest frame there can be. */
export const INPUT_BYTES_MAX = 65_537;

/** Why text is not hex: the line (from 1), and what is wrong there. */
export type HexFault = { readonly line: number; readonly detail: string };

/**
 * Bytes of each line of hex: with spaces, colons or commas between them, with `0x`, or as `xxd`,
 * `hexdump -C` and `od` print them, with offsets before and characters behind.
 */
export function readHexLines(
  text: string,
  bytesMax = INPUT_BYTES_MAX,
): Result<readonly Uint8Array[], HexFault> {
  const lines = text.split(/\r?\n/);
  const dumped = lines.some((line) => OFFSET.test(line));
  const units: Uint8Array[] = [];
  let total = 0;
  for (const [index, line] of lines.entries()) {
    const digits = (dumped ? withoutMargins(line) : line).replace(/0x|[\s:,;-]/gi, "");
    const stray = /[^0-9A-Fa-f]/.exec(digits);
    if (stray !== null) return fault(index, `${JSON.stringify(stray[0])} is no hexadecimal digit`);
    if (digits.length % 2 === 1) return fault(index, "an odd number of hexadecimal digits");
    total += digits.length / 2;
    if (total > bytesMax) return fault(index, `more than ${bytesMax} bytes`);
    if (digits !== "") units.push(fromHex(digits));
  }
  return ok(units);
}

/**
 * Whether bytes are text of hex, not the message itself: a dump, or nearly nothing but digits. A
 * message of ASCII digits alone cannot be told from hex, and is taken for it.
 */
export function isHexText(bytes: Uint8Array): boolean {
  const text = toLatin1(bytes.subarray(0, PROBE_BYTES));
  if (bytes.length < 2 || /[^\t\n\r -~]/.test(text)) return false;
  if (OFFSET.test(text)) return true;
  const marks = text.replace(/\s/g, "");
  return marks.replace(/[^0-9A-Fa-f]/g, "").length >= marks.length * HEX_SHARE;
}

const PROBE_BYTES = 256; // chosen: a dump shows itself in its first lines
const HEX_SHARE = 0.9; // chosen: leaves room for separators and a slip of the finger

/** `00000010: `, `00000010  ` or `0010  ` before the bytes of a line. */
const OFFSET = /^\s*(?:0x)?[0-9A-Fa-f]{4,8}(?::\s|:?\s{2,})\S/;
const OFFSET_ALONE = /^\s*[0-9A-Fa-f]{7,8}\s*$/;

function withoutMargins(line: string): string {
  if (OFFSET_ALONE.test(line)) return "";
  const bytes = line.replace(/^\s*(?:0x)?[0-9A-Fa-f]{4,8}(?::\s|:?\s{2,})/, "");
  const bar = bytes.indexOf("|");
  if (bar >= 0) return bytes.slice(0, bar);
  return line.includes(":") ? bytes.replace(/\s{2,}.*$/, "") : bytes;
}

function fault(index: number, detail: string): Result<never, HexFault> {
  return err({ line: index + 1, detail });
}
