import { toHex } from "../../../device-emulators/kit/bytes.ts";

/**
 * What the values that the terminal works with, or passes on, must look like: how many bytes, at least
 * and at most, and for some what in hex. A card whose data are otherwise is no card to do business with.
 *
 * @source EMV 4.4 Book 3, annex A and 7.5
 */
const FORMATS: readonly Format[] = [
  { tag: "57", bytes: [1, 19], hex: /^\d{8,19}D\d{7,}F?$/ },
  { tag: "5A", bytes: [1, 10], hex: /^\d{8,19}F*$/ },
  { tag: "5F24", bytes: [3, 3], hex: /^\d+$/ },
  { tag: "5F25", bytes: [3, 3], hex: /^\d+$/ },
  { tag: "5F28", bytes: [2, 2], hex: /^\d+$/ },
  { tag: "5F34", bytes: [1, 1], hex: /^\d+$/ },
  { tag: "82", bytes: [2, 2] },
  { tag: "84", bytes: [5, 16] },
  { tag: "8F", bytes: [1, 1] },
  { tag: "9F07", bytes: [2, 2] },
  { tag: "9F08", bytes: [2, 2] },
  { tag: "9F0D", bytes: [5, 5] },
  { tag: "9F0E", bytes: [5, 5] },
  { tag: "9F0F", bytes: [5, 5] },
  { tag: "9F10", bytes: [1, 32] },
  { tag: "9F14", bytes: [1, 1] },
  { tag: "9F23", bytes: [1, 1] },
  { tag: "9F26", bytes: [8, 8] },
  { tag: "9F27", bytes: [1, 1] },
  { tag: "9F36", bytes: [2, 2] },
  { tag: "9F42", bytes: [2, 2], hex: /^\d+$/ },
];

type Format = {
  readonly tag: string;
  readonly bytes: readonly [number, number];
  readonly hex?: RegExp;
};

/** Whether every value that is there looks as its tag wants. */
export function wellFormed(data: ReadonlyMap<string, Uint8Array>): boolean {
  for (const format of FORMATS) {
    const value = data.get(format.tag);
    if (value !== undefined && !fits(value, format)) return false;
  }
  return true;
}

function fits(value: Uint8Array, { bytes: [least, most], hex }: Format): boolean {
  if (value.length < least || value.length > most) return false;
  return hex === undefined || hex.test(toHex(value));
}
