import { toHex } from "./bytes.ts";
import { maskPan } from "./pan.ts";

const PAN_DIGITS_MIN = 13;
const PAN_DIGITS_MAX = 19;
const ZERO = 0x30;
/** First digits of cards, but for a few of airlines and shops. @source ISO/IEC 7812-1, major industry */
const FIRST_DIGITS = "3456";

/**
 * The text with every run of digits in it that may be a card number cut to its first six and last
 * four digits. Other digits may be cut too: it is better to hide too much.
 */
export function maskText(text: string): string {
  return text.replace(/\d{13,}/g, maskRun);
}

/**
 * Bytes in hex, what may be a card number in them cut as `maskText` does, whether its digits stand
 * in BCD, in ASCII or in EBCDIC.
 */
export function maskedHex(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  const inCharacters = hex.replace(/(?:3\d|F\d){13,}/g, (run, at: number) =>
    at % 2 === 0 ? maskCharacters(run) : run[0] + maskCharacters(run.slice(1, -1)) + run.slice(-1),
  );
  return maskText(inCharacters);
}

/**
 * Bytes of text in hex, a byte a character, those of what `maskText` hides as `**`.
 *
 * @param text the same characters, in whatever code the bytes are
 */
export function maskedTextHex(bytes: Uint8Array, text: string): string {
  const masked = maskText(text);
  let hex = "";
  for (let at = 0; at < bytes.length; at += 1) {
    hex += masked[at] === "*" && text[at] !== "*" ? "**" : toHex(bytes.subarray(at, at + 1));
  }
  return hex;
}

/** What may be numbers can overlap, and any of them may be the one: each is hidden. */
function maskRun(run: string): string {
  const masked = Array.from(run);
  for (let at = 0; at < run.length; at += 1) {
    const length = panLengthAt(run, at);
    const shown = length === 0 ? "" : maskPan(run.slice(at, at + length));
    for (let place = 0; place < length; place += 1) {
      if (shown[place] === "*") masked[at + place] = "*";
    }
  }
  return masked.join("");
}

/** Digits of the longest card number that may begin at `start`, or 0. */
function panLengthAt(digits: string, start: number): number {
  if (!FIRST_DIGITS.includes(digits[start] ?? "")) return 0;
  for (let length = PAN_DIGITS_MAX; length >= PAN_DIGITS_MIN; length -= 1) {
    if (start + length <= digits.length && satisfiesLuhnAt(digits, start, length)) return length;
  }
  return 0;
}

function satisfiesLuhnAt(digits: string, start: number, length: number): boolean {
  let sum = 0;
  for (let place = 0; place < length; place += 1) {
    const digit = digits.charCodeAt(start + length - 1 - place) - ZERO;
    const weighed = place % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** Two hex digits a character: the second is the digit itself. */
function maskCharacters(run: string): string {
  const masked = maskText(run.replace(/(.)(.)/g, "$2"));
  let hex = "";
  for (let at = 0; at < masked.length; at += 1) {
    hex += masked[at] === "*" ? "**" : run.slice(at * 2, at * 2 + 2);
  }
  return hex;
}
