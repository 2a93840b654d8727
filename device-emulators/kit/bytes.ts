import { invariant } from "./errors.ts";

const HEX = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0").toUpperCase(),
);

/** Upper-case hex, two digits a byte. */
export function toHex(bytes: Uint8Array): string {
  if (bytes.length > SHORT_BYTES) return toLongHex(bytes);
  let text = "";
  for (let at = 0; at < bytes.length; at += 1) text += HEX[bytes[at] ?? 0];
  return text;
}

/** Engines keep up to a dozen characters in one piece when they are put together one by one. */
const SHORT_BYTES = 6;
/** So many arguments a call can take everywhere. Chosen. */
const PIECE_BYTES = 1024;
const DIGITS = Array.from("0123456789ABCDEF", (digit) => digit.charCodeAt(0));

function toLongHex(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    const end = Math.min(bytes.length, from + PIECE_BYTES);
    const codes = new Array<number>(2 * (end - from));
    for (let at = from; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      codes[2 * (at - from)] = DIGITS[byte >> 4] ?? 0;
      codes[2 * (at - from) + 1] = DIGITS[byte & 15] ?? 0;
    }
    text += String.fromCharCode(...codes);
  }
  return text;
}

/**
 * Bytes from hex digits; spaces are allowed between them.
 *
 * @throws on anything else: hex from outside is checked where it is read, so it can only be a bug
 */
export function fromHex(hex: string): Uint8Array {
  const digits = hex.includes(" ") ? hex.replaceAll(" ", "") : hex;
  const bytes = new Uint8Array(digits.length >> 1);
  let wrong = digits.length & 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const value = (digitAt(digits, at * 2) << 4) | digitAt(digits, at * 2 + 1);
    wrong |= value & ~0xff;
    bytes[at] = value;
  }
  invariant(wrong === 0, "hex is pairs of digits");
  return bytes;
}

/** What each ASCII character is as a hex digit; -1 where it is none. */
const DIGIT = Int8Array.from({ length: 0x80 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});

function digitAt(digits: string, at: number): number {
  const code = digits.charCodeAt(at);
  return code < 0x80 ? (DIGIT[code] ?? -1) : -1;
}

/** Characters U+0000 to U+00FF, one byte each (ISO 8859-1, of which ASCII is the lower half). */
export function fromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export function toLatin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let at = 0; at < left.length; at += 1) {
    difference |= (left[at] ?? 0) ^ (right[at] ?? 0);
  }
  return difference === 0;
}

/** Byte by byte exclusive or of two arrays of one length. */
export function xor(left: Uint8Array, right: Uint8Array): Uint8Array {
  invariant(left.length === right.length, "xor takes two arrays of one length");
  return left.map((byte, at) => byte ^ (right[at] ?? 0));
}
