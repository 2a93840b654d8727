import { z } from "./zod.ts";

/** No longer than a till reads. @source core/till/code-reader.ts */
const CHARS_MAX = 48;

/**
 * Digits that could be a card's number or a payment code of a phone: 14 to 24 of them. What GS1 prints of
 * that length begins with 0, as no card's number and no payment code does.
 *
 * @source ISO/IEC 7812-1 and GS1 General Specifications; payment codes of wallets have 16 to 24 digits
 */
const LONG_NUMBER = /(?<!\d)[1-9]\d{13}/;
/** What a scanner may say of how a code was printed. @source ISO/IEC 15424:2008 */
const AIM_IDENTIFIER = /^\][A-Za-z][0-9A-Za-z]/;

/** What a scanner that types may have read off goods: printable ASCII, and no number that pays. */
export const goodsCode = z
  .string()
  .max(CHARS_MAX)
  .regex(/^[\x21-\x7e]+$/)
  .refine((text) => !LONG_NUMBER.test(text.replace(AIM_IDENTIFIER, "")));
