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
  const keys = openWorkingKeys(master, fromHex(DOWNLOAD), "003");
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
  ["a byte missing", DOWNLOAD.slice(2), "not-the-set"],
  ["a third key", KEYS.f62, "not-the-set"],
  ["nothing", "", "not-the-set"],
])("%s", (_name, hex, fault) => {
  expect(openWorkingKeys(master, fromHex(hex), "003")).toEqual({ ok: false, error: fault });
});

test("of a set with a track key that key is opened too", () => {
  const keys = openWorkingKeys(master, fromHex(KEYS.f62), "004");
  if (!keys.ok) throw new Error(keys.error);
  const zeros = new Uint8Array(8);
  expect(toHex(keys.value.track?.encrypt(zeros).subarray(0, 4) ?? zeros)).toBe(KEYS.tdk.check);
  expect(openWorkingKeys(master, fromHex(`${KEYS.f62.slice(0, -2)}00`), "004")).toMatchObject({
    error: "track-key",
  });
});

test("a set of single keys has a PIN key and a MAC key of 8 bytes", () => {
  const slot = (key: string): string => {
    const clear = fromHex(key);
    const check = toHex(desCipher(clear).encrypt(new Uint8Array(8))).slice(0, 8);
    return toHex(master.encrypt(clear)) + check;
  };
  const [pin, mac] = ["1122334455667788", "A1B2C3D4E5F60718"];
  const download = fromHex(slot(pin) + slot(mac));
  const keys = openWorkingKeys(master, download, "001");
  if (!keys.ok) throw new Error(keys.error);
  expect(toHex(keys.value.enciphered.pin)).toBe(slot(pin).slice(0, 16));
  expect(keys.value.track).toBeUndefined();
  expect(openWorkingKeys(master, download, "003")).toMatchObject({ error: "not-the-set" });
});
