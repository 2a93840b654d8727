import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";

const SEALED_DIGITS = 32;
const FILLER = "F";

/** Digits as the journal keeps what nobody may read there: under the terminal's key, 32 hex digits. */
export function sealText(cipher: BlockCipher, digits: string): string {
  return toHex(cipher.encrypt(fromHex(digits.padEnd(SEALED_DIGITS, FILLER))));
}

/** The digits again. */
export function unsealText(cipher: BlockCipher, sealed: string): string {
  return toHex(cipher.decrypt(fromHex(sealed))).replaceAll(FILLER, "");
}
