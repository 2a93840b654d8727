import { createHash } from "node:crypto";

/** Neither 0 and O nor 1, I and L: it is read off one screen and typed at another. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const CHARACTERS = 6;

/**
 * The code by which hardware finds somebody's seat, such as `K7M2PX`. It follows from the secret that
 * makes a browser the person, so it is the same after a restart, and tells nothing of that secret:
 * the code is 30 of the 256 bits of a hash.
 */
export function seatCodeOf(person: string): string {
  const digest = createHash("sha256").update(`seat ${person}`).digest();
  return Array.from(
    digest.subarray(0, CHARACTERS),
    (byte) => ALPHABET[byte % ALPHABET.length],
  ).join("");
}

/** What was typed, as a code is written: capital letters, without blanks and dashes. */
export function readSeatCode(text: string): string {
  return text.toUpperCase().replaceAll(/[\s-]/g, "");
}
