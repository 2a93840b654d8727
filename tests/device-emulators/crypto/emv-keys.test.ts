import { describe, expect, test } from "vitest";
import { desCipher, sm4Cipher } from "../../../device-emulators/crypto/blocks.ts";
import {
  deriveCardKey,
  deriveCardKeyB,
  deriveCommonSessionKey,
  deriveSessionKey,
  diversifierOf,
} from "../../../device-emulators/crypto/emv-keys.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { EMV } from "../../../sim-server/conformance/vectors/emv.ts";
import { CRYPTOGRAM, SM4_CRYPTOGRAM } from "../../../sim-server/conformance/vectors/unionpay.ts";

const MASTER = desCipher(fromHex(CRYPTOGRAM.masterKey));

describe("keys and what is computed with them", () => {
  test.each(EMV.checks)("$id", ({ compute, expected }) => {
    expect(compute()).toBe(expected);
  });
});

describe("a card's key", () => {
  test.each([
    ["triple DES", desCipher, CRYPTOGRAM],
    ["SM4", sm4Cipher, SM4_CRYPTOGRAM],
  ] as const)("and its session key, with %s", (_name, open, row) => {
    const cardKey = deriveCardKey(open(fromHex(row.masterKey)), row.pan, row.panSequence);
    expect(toHex(cardKey)).toBe(row.cardKey);
    expect(toHex(deriveSessionKey(open(cardKey), row.atc))).toBe(row.sessionKey);
  });

  test("of a short number is that of the number behind zeros", () => {
    expect(deriveCardKey(MASTER, "6212345678905", "00")).toEqual(
      deriveCardKey(MASTER, "06212345678905", "00"),
    );
  });

  test("by option A forgets the front of a long number, by option B not", () => {
    const [first, second] = ["1112345678901234567", "9992345678901234567"] as const;
    expect(deriveCardKey(MASTER, first, "00")).toEqual(deriveCardKey(MASTER, second, "00"));
    expect(deriveCardKeyB(MASTER, first, "00")).not.toEqual(deriveCardKeyB(MASTER, second, "00"));
  });

  test.each(["1234567890123", "1234567890123456"])("by option B is that by A for %s", (pan) => {
    expect(deriveCardKeyB(MASTER, pan, "01")).toEqual(deriveCardKey(MASTER, pan, "01"));
  });
});

describe("a session key", () => {
  test.each([
    [0, "000000000000 0000 000000000000 FFFF"],
    [0x1234, "000000000000 1234 000000000000 EDCB"],
    [0xffff, "000000000000 FFFF 000000000000 0000"],
  ])("of UnionPay follows from the counter %i and its complement", (atc, seed) => {
    const cardKey = desCipher(fromHex(CRYPTOGRAM.cardKey));
    expect(deriveSessionKey(cardKey, atc)).toEqual(cardKey.encrypt(fromHex(seed)));
  });

  test("in common replaces the third byte of its diversifier, once by F0 and once by 0F", () => {
    const cardKey = desCipher(fromHex(CRYPTOGRAM.cardKey));
    const seed = fromHex("1122F04455667788 11220F4455667788");
    expect(deriveCommonSessionKey(cardKey, fromHex("1122334455667788"))).toEqual(
      cardKey.encrypt(seed),
    );
  });

  test.each([
    [1, undefined, "0001000000000000"],
    [0xfffe, undefined, "FFFE000000000000"],
    [0x1234, "89ABCDEF", "1234000089ABCDEF"],
  ])("is diversified by counter %i and number %s as %s", (atc, unpredictable, diversifier) => {
    const found = diversifierOf(
      atc,
      unpredictable === undefined ? undefined : fromHex(unpredictable),
    );
    expect(toHex(found)).toBe(diversifier);
  });
});
