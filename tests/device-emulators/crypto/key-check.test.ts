import { describe, expect, test } from "vitest";
import { aesCipher, desCipher, sm4Cipher } from "../../../device-emulators/crypto/blocks.ts";
import { aesKeyCheckValue, keyCheckValue } from "../../../device-emulators/crypto/key-check.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { KEY_BLOCKS_PUBLISHED } from "../../../sim-server/conformance/vectors/key-blocks.ts";
import { KEYS } from "../../../sim-server/conformance/vectors/unionpay.ts";
import { openSsl } from "../../kit/cipher-oracle.ts";

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

  test("of an SM4 key is the front of a block of 16 zeros under it", () => {
    const key = fromHex(KEYS.tmk);
    const block = openSsl(["SM4", "ecb"], key, new Uint8Array(16), "in");
    expect(toHex(keyCheckValue(sm4Cipher(key), 3))).toBe(block.slice(0, 6));
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

describe("aesKeyCheckValue", () => {
  test.each(
    KEY_BLOCKS_PUBLISHED.flatMap(({ name, block, key, checkValue }) =>
      block[7] === "A" && checkValue !== undefined ? [{ name, key, checkValue }] : [],
    ),
  )("of the key in $name", ({ key, checkValue }) => {
    const value = toHex(aesKeyCheckValue(aesCipher(fromHex(key)), checkValue.length === 6 ? 3 : 5));
    expect(value).toBe(checkValue);
  });

  test("is not the zeros enciphered", () => {
    const cipher = aesCipher(fromHex(KEYS.tmk));
    expect(aesKeyCheckValue(cipher, 3)).not.toEqual(keyCheckValue(cipher, 3));
  });
});
