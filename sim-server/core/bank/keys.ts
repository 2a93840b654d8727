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
  /** DE 62 of the 0810: both keys under the terminal's master key, each with its check value. */
  readonly download: Uint8Array;
};

const PIN_KEY_BYTES = 16;
const MAC_KEY_BYTES = 8;

/**
 * Fresh working keys for a terminal.
 *
 * The MAC key is single and fills its slot twice, so that a terminal which reads eight bytes and one
 * which reads sixteen come to the same MAC.
 *
 * @source Q/CUP 009.1, working keys of sign-on 003: 16 + 4 bytes for PIN and for MAC
 */
export function drawWorkingKeys(master: BlockCipher, chance: Chance): WorkingKeys {
  const pinKey = drawBytes(chance, PIN_KEY_BYTES);
  const macKey = drawBytes(chance, MAC_KEY_BYTES);
  const pin = desCipher(pinKey);
  const mac = desCipher(macKey);
  const download = concat([
    master.encrypt(pinKey),
    keyCheckValue(pin, 4),
    master.encrypt(concat([macKey, macKey])),
    keyCheckValue(mac, 4),
  ]);
  return { pin, mac, download };
}

function drawBytes(chance: Chance, length: number): Uint8Array {
  return new Uint8Array(length).map(() => chance.below(256));
}
