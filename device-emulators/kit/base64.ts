import { err, ok, type Result } from "./result.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES: ReadonlyMap<string, number> = new Map(
  Array.from(ALPHABET, (character, value) => [character, value]),
);

/**
 * The bytes that base64 stands for; blanks and line ends between its characters do not count.
 *
 * @returns in one sentence what is wrong with it
 * @source RFC 4648, section 4
 */
export function decodeBase64(text: string): Result<Uint8Array, string> {
  const [, digits = "", filling = ""] = /^([^=]*)(={0,2})$/.exec(text.replace(/\s+/g, "")) ?? [];
  if ((digits.length + filling.length) % 4 !== 0 || (digits === "" && /\S/.test(text))) {
    return err("base64 comes in groups of four characters");
  }
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of digits) {
    const value = VALUES.get(digit);
    if (value === undefined) return err("a character is none of base64");
    bits = ((bits << 6) | value) & 0xfff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 0xff;
    at += 1;
  }
  return ok(bytes);
}
