import { type LineFormat, type Parity, USUAL_FORMAT } from "./uart.ts";

/** Chosen: what the fastest adapters do. */
export const BAUD_MAX = 12_000_000;

const PARITIES: Readonly<Record<string, Parity>> = {
  N: "none",
  O: "odd",
  E: "even",
  M: "mark",
  S: "space",
};
const DATA_BITS = [5, 6, 7, 8] as const;
const STOP_BITS = [1, 1.5, 2] as const;

/**
 * Reads `9600` (8N1) or `9600,7E2`: bits a second, data bits, parity (N, O, E, M, S), stop bits.
 *
 * @returns undefined where it is neither
 */
export function readLineFormat(text: string): LineFormat | undefined {
  const [, digits, bits] = /^(\d{1,8})(?:,(.+))?$/.exec(text) ?? [];
  const baud = Number(digits);
  if (!(baud > 0 && baud <= BAUD_MAX)) return undefined;
  if (bits === undefined) return { ...USUAL_FORMAT, baud };
  const [, data, letter = "", stop] = /^([5-8])([NOEMS])(1|1\.5|2)$/i.exec(bits) ?? [];
  const dataBits = DATA_BITS.find((known) => known === Number(data));
  const parity = PARITIES[letter.toUpperCase()];
  const stopBits = STOP_BITS.find((known) => known === Number(stop));
  if (dataBits === undefined || parity === undefined || stopBits === undefined) return undefined;
  return { baud, dataBits, parity, stopBits };
}

/** As `readLineFormat` reads it; 8N1 is left out. */
export function lineFormatText({ baud, dataBits, parity, stopBits }: LineFormat): string {
  const bits = `${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
  return bits === "8N1" ? `${baud}` : `${baud},${bits}`;
}
