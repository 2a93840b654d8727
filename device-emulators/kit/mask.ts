import { toHex } from "./bytes.ts";

const PAN_DIGITS_MIN = 13;
const PAN_DIGITS_MAX = 19;
/** As `maskPan` shows one. */
const SHOWN_FIRST = 6;
const SHOWN_LAST = 4;
const ZERO = 0x30;
/** First digits of cards, but for a few of airlines and shops. @source ISO/IEC 7812-1, major industry */
const FIRST_DIGIT_MIN = 3;
const FIRST_DIGIT_MAX = 6;

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

/** What may be numbers can overlap, and any of them may be the one: the middle of each is hidden. */
function maskRun(run: string): string {
  const sums = luhnSums(run);
  const masked = Array.from(run);
  for (let at = 0; at + PAN_DIGITS_MIN <= run.length; at += 1) {
    const length = panLengthAt(run, at, sums);
    if (length > 0) masked.fill("*", at + SHOWN_FIRST, at + length - SHOWN_LAST);
  }
  return masked.join("");
}

/** Digits of the longest card number that may begin at `start`, or 0. */
function panLengthAt(digits: string, start: number, { even, odd }: LuhnSums): number {
  const first = digits.charCodeAt(start) - ZERO;
  if (first < FIRST_DIGIT_MIN || first > FIRST_DIGIT_MAX) return 0;
  const longest = Math.min(start + PAN_DIGITS_MAX, digits.length);
  for (let end = longest; end >= start + PAN_DIGITS_MIN; end -= 1) {
    const sums = end % 2 === 0 ? even : odd;
    if (((sums[end] ?? 0) - (sums[start] ?? 0)) % 10 === 0) return end - start;
  }
  return 0;
}

/**
 * Sums of the digits before each place, with those at even places doubled, or those at odd ones: a
 * number that ends before an even place has its even ones doubled.
 */
type LuhnSums = { readonly even: readonly number[]; readonly odd: readonly number[] };

function luhnSums(digits: string): LuhnSums {
  let [evenSum, oddSum] = [0, 0];
  const [even, odd] = [[0], [0]];
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(at) - ZERO;
    const doubled = digit > 4 ? 2 * digit - 9 : 2 * digit;
    evenSum += at % 2 === 0 ? doubled : digit;
    oddSum += at % 2 === 0 ? digit : doubled;
    even.push(evenSum);
    odd.push(oddSum);
  }
  return { even, odd };
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
