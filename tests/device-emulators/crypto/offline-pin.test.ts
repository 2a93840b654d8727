import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decipherOfflinePin,
  encipherOfflinePin,
  offlinePinBlock,
  readOfflinePinBlock,
} from "../../../device-emulators/crypto/offline-pin.ts";
import { applyPrivateKey, applyPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import { testKey } from "../../../device-emulators/crypto/test-authority.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";

const CHALLENGE = fromHex("0102030405060708");
const pair = testKey("pin");
const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 4, maxLength: 12 });

describe("the clear block", () => {
  test.each([
    ["of the format's example (ISO 9564-1, as Thales publishes it)", "34567", "2534567FFFFFFFFF"],
    ["of four digits", "1234", "241234FFFFFFFFFF"],
    ["of twelve digits", "123456789012", "2C123456789012FF"],
  ])("%s", (_name, pin, expected) => {
    expect(toHex(offlinePinBlock(pin))).toBe(expected);
  });

  test("gives back any PIN", () => {
    fc.assert(
      fc.property(digits, (pin) => {
        expect(readOfflinePinBlock(offlinePinBlock(pin))).toBe(pin);
      }),
    );
  });

  test.each([
    ["another format", "0534567FFFFFFFFF"],
    ["three digits", "23345FFFFFFFFFFF"],
    ["thirteen digits", "2D1234567890123F"],
    ["a digit that is none", "25345A7FFFFFFFFF"],
    ["another filling", "2534567FFFFFFFF0"],
    ["seven bytes", "2534567FFFFFFF"],
    ["nothing", ""],
  ])("with %s holds none", (_name, block) => {
    expect(readOfflinePinBlock(fromHex(block))).toBeUndefined();
  });

  test.each(["123", "1234567890123", "12a4"])("%s is no PIN", (pin) => {
    expect(() => offlinePinBlock(pin)).toThrow("PIN");
  });
});

describe("the enciphered block", () => {
  const encipher = (challenge = CHALLENGE, byte = 0x55) =>
    encipherOfflinePin("1234", pair.publicKey, challenge, () => byte);

  test("holds the PIN and the challenge, the rest at random", () => {
    const clear = applyPrivateKey(pair, encipher() ?? fromHex(""));
    expect(toHex(clear ?? fromHex(""))).toBe(
      `7F241234FFFFFFFFFF0102030405060708${"55".repeat(111)}`,
    );
  });

  test("looks another with another filling, and is read all the same", () => {
    const [one, other] = [encipher(), encipher(CHALLENGE, 0x56)];
    expect(one).not.toEqual(other);
    for (const block of [one, other]) {
      expect(decipherOfflinePin(pair, block ?? fromHex(""), CHALLENGE)).toBe("1234");
    }
  });

  test("is none without a whole challenge, or under a key that has no room", () => {
    expect(encipher(fromHex("01"))).toBeUndefined();
    const small = { modulus: new Uint8Array(16).fill(0xff), exponent: fromHex("03") };
    expect(encipherOfflinePin("1234", small, CHALLENGE, () => 0)).toBeUndefined();
  });

  test("is not read for another challenge, another key, another header or as noise", () => {
    const block = encipher() ?? fromHex("");
    expect(decipherOfflinePin(pair, block, fromHex("0102030405060709"))).toBeUndefined();
    expect(decipherOfflinePin(testKey("card"), block, CHALLENGE)).toBeUndefined();
    expect(decipherOfflinePin(pair, new Uint8Array(128), CHALLENGE)).toBeUndefined();
    expect(decipherOfflinePin(pair, new Uint8Array(8), CHALLENGE)).toBeUndefined();
    const headed = Uint8Array.from([
      0x6f,
      ...offlinePinBlock("1234"),
      ...CHALLENGE,
      ...new Uint8Array(111),
    ]);
    const wrong = applyPublicKey(pair.publicKey, headed) ?? fromHex("");
    expect(decipherOfflinePin(pair, wrong, CHALLENGE)).toBeUndefined();
  });
});
