import type { Brand } from "./brand.ts";

/** A card number (tag 5A, DE 2): 13 to 19 digits that satisfy Luhn, and only of a test card. */
export type Pan = Brand<string, "Pan">;

/** Our own prefix; every Luhn-valid number of 16 to 19 digits behind it is a test card. */
export const OWN_PREFIX = "6212345678";

/** Numbers that payment companies publish for tests. @source their developers' documentation */
const PUBLISHED = new Set([
  "6200000000000005",
  "6205500000000000004",
  "6243030000000001",
  "6216261000000000018",
]);

/** The card number, or why it is refused: not a number of cards, or not one of the test cards. */
export function parsePan(digits: string): Pan | undefined {
  return satisfiesLuhn(digits) && testCard(digits) ? (digits as Pan) : undefined;
}

export function satisfiesLuhn(digits: string): boolean {
  if (!/^\d{13,19}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function testCard(digits: string): boolean {
  return PUBLISHED.has(digits) || (digits.startsWith(OWN_PREFIX) && digits.length >= 16);
}

/** First six and last four: the most that a slip, a screen, a log or a trace may show. */
export function maskPan(digits: string): string {
  if (digits.length < 13) return "*".repeat(digits.length);
  return `${digits.slice(0, 6)}${"*".repeat(digits.length - 10)}${digits.slice(-4)}`;
}
