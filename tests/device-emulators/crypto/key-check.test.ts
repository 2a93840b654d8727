import { describe, expect, test } from "vitest";
import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import { keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../vectors/unionpay.ts";

describe("keyCheckValue", () => {
  test.each([
    ["PIN key", KEYS.pik.clear, 4, KEYS.pik.check],
    ["MAC key, whole slot", KEYS.mak.clear, 4, KEYS.mak.check],
    ["MAC key, first half alone", KEYS.mak.clear.slice(0, 16), 4, KEYS.mak.check],
    ["track key", KEYS.tdk.clear, 4, KEYS.tdk.check],
    ["master key, three bytes", KEYS.tmk, 3, "08D7B4"],
  ] as const)("%s", (_name, key, bytes, expected) => {
    expect(toHex(keyCheckValue(desCipher(fromHex(key)), bytes))).toBe(expected);
  });

  test("every key in a sign-on response is enciphered under the master key, check value after it", () => {
    const master = desCipher(fromHex(KEYS.tmk));
    const slots = [KEYS.f62.slice(0, 40), KEYS.f62.slice(40, 80), KEYS.f62.slice(80)];
    const keys = slots.map((slot) => master.decrypt(fromHex(slot.slice(0, 32))));
    expect(keys.map(toHex)).toEqual([KEYS.pik.clear, KEYS.mak.clear, KEYS.tdk.clear]);
    expect(keys.map((key) => toHex(keyCheckValue(desCipher(key), 4)))).toEqual(
      slots.map((slot) => slot.slice(32)),
    );
  });
});
