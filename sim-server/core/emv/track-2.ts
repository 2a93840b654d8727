import { toHex } from "../../../device-emulators/kit/bytes.ts";

/** What the second track says, swiped or as the chip repeats it (tag 57). */
export type Track2 = {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly serviceCode: string;
  /** As DE 35 has it, `=` between number and date. */
  readonly characters: string;
};

/** @source ISO/IEC 7813:2006, track 2: number, separator, date, service code, discretionary data */
const LAYOUT = /^(\d{12,19})=(\d{4})(\d{3})\d*$/;
/** Without sentinels and check character. @source ISO/IEC 7813:2006 */
const CHARACTERS_MAX = 37;

/** Reads the characters of a track 2; undefined where they are laid out otherwise. */
export function parseTrack2(characters: string): Track2 | undefined {
  const found = LAYOUT.exec(characters);
  if (found === null || characters.length > CHARACTERS_MAX) return undefined;
  const [, pan = "", expiry = "", serviceCode = ""] = found;
  return { pan, expiry, serviceCode, characters };
}

/** Reads tag 57: two digits a byte, D for the separator, F to fill the last byte. */
export function parseTrack2Equivalent(value: Uint8Array): Track2 | undefined {
  return parseTrack2(toHex(value).replace(/F$/, "").replace("D", "="));
}

/** Whether the service code says that there is a chip, which then must be used. @source ISO/IEC 7813:2006 */
export function hasChip({ serviceCode }: Track2): boolean {
  return serviceCode.startsWith("2") || serviceCode.startsWith("6");
}
