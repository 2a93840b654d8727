import { toHex } from "../../../device-emulators/kit/bytes.ts";

/**
 * What the values that the terminal works with, or passes on, must look like in hex. A card whose data
 * are otherwise is no card to do business with.
 *
 * @source EMV 4.4 Book 3, annex A and 7.5
 */
const FORMATS: ReadonlyMap<string, RegExp> = new Map([
  ["57", /^(?=.{2,38}$)\d{8,19}D\d{7,}F?$/],
  ["5A", /^(?=.{2,20}$)\d{8,19}F*$/],
  ["5F24", /^\d{6}$/],
  ["5F25", /^\d{6}$/],
  ["5F28", /^\d{4}$/],
  ["5F34", /^\d\d$/],
  ["82", /^.{4}$/],
  ["84", /^.{10,32}$/],
  ["8F", /^..$/],
  ["9F07", /^.{4}$/],
  ["9F08", /^.{4}$/],
  ["9F0D", /^.{10}$/],
  ["9F0E", /^.{10}$/],
  ["9F0F", /^.{10}$/],
  ["9F10", /^.{2,64}$/],
  ["9F14", /^..$/],
  ["9F23", /^..$/],
  ["9F26", /^.{16}$/],
  ["9F27", /^..$/],
  ["9F36", /^.{4}$/],
  ["9F42", /^\d{4}$/],
]);

/** Whether every value that is there looks as its tag wants. */
export function wellFormed(data: ReadonlyMap<string, Uint8Array>): boolean {
  for (const [tag, format] of FORMATS) {
    const value = data.get(tag);
    if (value !== undefined && !format.test(toHex(value))) return false;
  }
  return true;
}
