import { expect, test } from "vitest";
import { recoverKey } from "../../../device-emulators/crypto/certificates.ts";
import {
  cardCertificate,
  issuerCertificate,
  TEST_AUTHORITY,
  testKey,
} from "../../../device-emulators/crypto/test-authority.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { findCaKey, TEST_CA_KEYS } from "../../../sim-server/core/emv/ca-keys.ts";

const PAN = "6212345678901265";
const NONE = fromHex("");

test("the key that terminals are given is the authority's", () => {
  const { rid, index } = TEST_AUTHORITY;
  expect(findCaKey(TEST_CA_KEYS, `${rid}010101`, index, "20250618")).toEqual(
    testKey("authority").publicKey,
  );
});

test("its index is private", () => {
  expect(TEST_AUTHORITY.index).toMatch(/^E[\dA-F]$/);
});

test.each([
  ["authority", 176],
  ["issuer", 144],
  ["card", 128],
  ["pin", 128],
] as const)("the %s's key has %i bytes", (name, length) => {
  expect(testKey(name).publicKey.modulus).toHaveLength(length);
});

test("each key is certified by the one above it", () => {
  const issuer = recoverKey(testKey("authority").publicKey, "issuer", issuerCertificate(PAN), NONE);
  expect(issuer).toEqual({ holder: "62123456", expiry: "4912", key: testKey("issuer").publicKey });
  const by = testKey("issuer").publicKey;
  const data = fromHex("01");
  const card = recoverKey(by, "card", cardCertificate("card", PAN, [data]), data);
  expect(toHex(card?.key.modulus ?? NONE)).toBe(toHex(testKey("card").publicKey.modulus));
  const pin = recoverKey(by, "card", cardCertificate("pin", PAN), NONE);
  expect(pin).toEqual({ holder: `${PAN}FFFF`, expiry: "4912", key: testKey("pin").publicKey });
});
