import { type LineFormat, readCharacters } from "./uart.ts";

/** What arrives at the other end of a serial line, and how many of its bytes had an error. */
export type Crossed = {
  readonly bytes: Uint8Array;
  readonly framing: number;
  readonly parity: number;
};

/**
 * Bytes as the other end of the line reads them: unchanged where both ends are set alike, cut to
 * their data bits, and otherwise what a receiver makes of a foreign format.
 */
export function crossLine(bytes: Uint8Array, sentAs: LineFormat, readAs: LineFormat): Crossed {
  if (sentAs.dataBits === 8 && alike(sentAs, readAs)) return { bytes, framing: 0, parity: 0 };
  const characters = readCharacters(bytes, sentAs, readAs);
  const count = (error: "framing" | "parity"): number =>
    characters.filter((character) => character.error === error).length;
  return {
    bytes: Uint8Array.from(characters, ({ byte }) => byte),
    framing: count("framing"),
    parity: count("parity"),
  };
}

const alike = (left: LineFormat, right: LineFormat): boolean =>
  left.baud === right.baud &&
  left.dataBits === right.dataBits &&
  left.parity === right.parity &&
  left.stopBits === right.stopBits;
