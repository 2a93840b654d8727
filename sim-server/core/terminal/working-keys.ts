import { type BlockCipher, desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { equalBytes } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";

/** The keys of a sign-on. The PIN key stays enciphered: only the PIN pad ever opens it. */
export type WorkingKeys = {
  readonly mac: BlockCipher;
  readonly enciphered: { readonly pin: Uint8Array; readonly pinCheck: Uint8Array };
};

/** Which key does not agree with its check value, or that the download is not two keys. */
export type KeyFault = "pin-key" | "mac-key" | "not-two-keys";

const KEY_BYTES = 16;
const CHECK_BYTES = 4;
const SLOT_BYTES = KEY_BYTES + CHECK_BYTES;

/**
 * Opens the key download of a sign-on: PIN key and MAC key, each of 16 bytes under the master key
 * and followed by its check value. A MAC key of 8 bytes fills its place twice, which is the same.
 *
 * @source UnionPay POS terminal specification, DE 62 of sign-on 003
 */
export function openWorkingKeys(
  master: BlockCipher,
  download: Uint8Array,
): Result<WorkingKeys, KeyFault> {
  if (download.length !== 2 * SLOT_BYTES) return err("not-two-keys");
  const pin = download.subarray(0, KEY_BYTES);
  const pinCheck = download.subarray(KEY_BYTES, SLOT_BYTES);
  const pinCipher = desCipher(master.decrypt(pin));
  if (!equalBytes(keyCheckValue(pinCipher, CHECK_BYTES), pinCheck)) return err("pin-key");
  const mac = desCipher(master.decrypt(download.subarray(SLOT_BYTES, SLOT_BYTES + KEY_BYTES)));
  const macCheck = download.subarray(SLOT_BYTES + KEY_BYTES);
  if (!equalBytes(keyCheckValue(mac, CHECK_BYTES), macCheck)) return err("mac-key");
  return ok({ mac, enciphered: { pin, pinCheck } });
}
