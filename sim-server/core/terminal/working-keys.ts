import { type BlockCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { equalBytes } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";

/** The keys of a sign-on. The PIN key stays enciphered: only the PIN pad ever opens it. */
export type WorkingKeys = {
  readonly set: KeySet;
  readonly mac: BlockCipher;
  /** For the tracks of stripes; without it they travel in clear. */
  readonly track?: BlockCipher;
  readonly enciphered: { readonly pin: Uint8Array; readonly pinCheck: Uint8Array };
};

/** DE 60.3 of a sign-on: single keys, double ones, or double ones with a track key. */
export const KEY_SETS = ["001", "003", "004"] as const;
export type KeySet = (typeof KEY_SETS)[number];

/** Which key does not agree with its check value, or that the download is not the set's keys. */
export type KeyFault = "pin-key" | "mac-key" | "track-key" | "not-the-set";

/** Bytes of each key of a set, in order: PIN key, MAC key, track key. */
const SIZES: Readonly<Record<KeySet, readonly number[]>> = {
  "001": [8, 8],
  "003": [16, 16],
  "004": [16, 16, 16],
};
const FAULTS = ["pin-key", "mac-key", "track-key"] as const;
const CHECK_BYTES = 4;

/**
 * Opens the key download of a sign-on: the set's keys, each under the master key and followed by its
 * check value. A MAC key of 8 bytes fills a place of 16 twice, which is the same.
 *
 * @source UnionPay POS terminal specification, DE 62 of sign-on 001, 003 and 004
 */
export function openWorkingKeys(
  master: BlockCipher,
  download: Uint8Array,
  set: KeySet,
): Result<WorkingKeys, KeyFault> {
  const slots = divide(download, SIZES[set]);
  if (slots === undefined) return err("not-the-set");
  const ciphers = slots.map(({ key }) => desCipher(master.decrypt(key)));
  for (const [at, cipher] of ciphers.entries()) {
    const check = slots[at]?.check ?? NO_BYTES;
    if (!equalBytes(keyCheckValue(cipher, CHECK_BYTES), check)) {
      return err(FAULTS[at] ?? "not-the-set");
    }
  }
  const [pin] = slots;
  const [, mac, track] = ciphers;
  if (pin === undefined || mac === undefined) return err("not-the-set");
  const enciphered = { pin: pin.key, pinCheck: pin.check };
  return ok({ set, mac, enciphered, ...(track && { track }) });
}

const NO_BYTES = new Uint8Array(0);

type Slot = { readonly key: Uint8Array; readonly check: Uint8Array };

/** Keys and check values, one behind the other; undefined where they are more or fewer. */
function divide(download: Uint8Array, sizes: readonly number[]): readonly Slot[] | undefined {
  const slots: Slot[] = [];
  let at = 0;
  for (const size of sizes) {
    const end = at + size;
    slots.push({
      key: download.subarray(at, end),
      check: download.subarray(end, end + CHECK_BYTES),
    });
    at = end + CHECK_BYTES;
  }
  return at === download.length ? slots : undefined;
}
