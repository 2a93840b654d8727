import { type BlockCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { concat } from "../../../device-emulators/kit/bytes.ts";
import type { Chance } from "../../../device-emulators/kit/chance.ts";

/** The keys of one sign-on. Only `download` leaves the bank. */
export type WorkingKeys = {
  /** PIK: PIN blocks. */
  readonly pin: BlockCipher;
  /** MAK: message authentication. */
  readonly mac: BlockCipher;
  /** TDK: tracks of stripes; only in a set that has one. */
  readonly track?: BlockCipher;
  /** DE 62 of the 0810: the keys under the terminal's master key, each with its check value. */
  readonly download: Uint8Array;
};

/** DE 60.3 of a sign-on: single keys, double ones, or double ones with a track key. */
export type KeySet = "001" | "003" | "004";

const SINGLE_BYTES = 8;
const DOUBLE_BYTES = 16;
const CHECK_BYTES = 4;

/**
 * Fresh working keys for a terminal.
 *
 * The MAC key is single and fills a double slot twice, so that a terminal which reads eight bytes
 * and one which reads sixteen come to the same MAC.
 *
 * @source Q/CUP 009.1, working keys of sign-on 001, 003 and 004
 */
export function drawWorkingKeys(master: BlockCipher, chance: Chance, set: KeySet): WorkingKeys {
  const slotBytes = set === "001" ? SINGLE_BYTES : DOUBLE_BYTES;
  const pinKey = drawBytes(chance, slotBytes);
  const macKey = drawBytes(chance, SINGLE_BYTES);
  const slots = [pinKey, set === "001" ? macKey : concat([macKey, macKey])];
  const trackKey = set === "004" ? drawBytes(chance, DOUBLE_BYTES) : undefined;
  if (trackKey !== undefined) slots.push(trackKey);
  const download = concat(
    slots.flatMap((key) => [master.encrypt(key), keyCheckValue(desCipher(key), CHECK_BYTES)]),
  );
  const [pin, mac] = [desCipher(pinKey), desCipher(macKey)];
  return { pin, mac, download, ...(trackKey && { track: desCipher(trackKey) }) };
}

function drawBytes(chance: Chance, length: number): Uint8Array {
  return new Uint8Array(length).map(() => chance.below(256));
}
