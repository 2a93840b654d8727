import { expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import { openWorkingKeys } from "../../../../sim-server/core/terminal/working-keys.ts";

const master = desCipher(fromHex(KEYS.tmk));
const DOWNLOAD = KEYS.f62.slice(0, 80);

/** The download with one byte changed. */
function flipped(at: number): string {
  const byte = Number.parseInt(DOWNLOAD.slice(at * 2, at * 2 + 2), 16) ^ 0x10;
  return (
    DOWNLOAD.slice(0, at * 2) + byte.toString(16).padStart(2, "0") + DOWNLOAD.slice(at * 2 + 2)
  );
}

test("opens the MAC key, and leaves the PIN key shut", () => {
  const keys = openWorkingKeys(master, fromHex(DOWNLOAD));
  if (!keys.ok) throw new Error(keys.error);
  const zeros = new Uint8Array(8);
  expect(toHex(keys.value.mac.encrypt(zeros).subarray(0, 4))).toBe(KEYS.mak.check);
  expect(toHex(keys.value.enciphered.pin)).toBe(DOWNLOAD.slice(0, 32));
  expect(toHex(keys.value.enciphered.pinCheck)).toBe(KEYS.pik.check);
});

test.each([
  ["PIN key spoilt", flipped(0), "pin-key"],
  ["PIN key's check value spoilt", flipped(19), "pin-key"],
  ["MAC key spoilt", flipped(20), "mac-key"],
  ["MAC key's check value spoilt", flipped(39), "mac-key"],
  ["both spoilt", "00".repeat(40), "pin-key"],
  ["a byte missing", DOWNLOAD.slice(2), "not-two-keys"],
  ["a third key", KEYS.f62, "not-two-keys"],
  ["nothing", "", "not-two-keys"],
])("%s", (_name, hex, fault) => {
  expect(openWorkingKeys(master, fromHex(hex))).toEqual({ ok: false, error: fault });
});
