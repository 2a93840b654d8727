import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";

const SEALED_DIGITS = 32;
const FILLER = "F";

/** A card number as the journal keeps it: under the terminal's own key, 32 hex digits. */
export function sealPan(cipher: BlockCipher, pan: string): string {
  return toHex(cipher.encrypt(fromHex(pan.padEnd(SEALED_DIGITS, FILLER))));
}

/** The card number again, for the reversal that must carry it. */
export function openPan(cipher: BlockCipher, sealed: string): string {
  return toHex(cipher.decrypt(fromHex(sealed))).replaceAll(FILLER, "");
}
