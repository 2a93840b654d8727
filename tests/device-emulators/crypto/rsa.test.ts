import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyPrivateKey,
  applyPublicKey,
  keyPair,
  MODULUS_BYTES_MAX,
} from "../../../device-emulators/crypto/rsa.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";

/** Key pairs by OpenSSL, and ours of the same primes. */
const PAIRS = [512, 1024].map((bits) => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: bits,
    publicExponent: 3,
  });
  const jwk = privateKey.export({ format: "jwk" });
  const hex = (text: string | undefined): string =>
    Buffer.from(text ?? "", "base64url").toString("hex");
  return {
    oracle: { privateKey, publicKey },
    ours: keyPair([hex(jwk.p), hex(jwk.q)]),
    modulus: hex(jwk.n),
  };
});
const padding = constants.RSA_NO_PADDING;

test.each(PAIRS)("the modulus is the product of the primes", ({ ours, modulus }) => {
  expect(toHex(ours.publicKey.modulus)).toBe(modulus.toUpperCase());
});

test.each(PAIRS)("agrees with OpenSSL on any block, both ways", ({ oracle, ours }) => {
  const { length } = ours.publicKey.modulus;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: length - 1, maxLength: length - 1 }), (tail) => {
      const block = Uint8Array.from([0, ...tail]);
      const enciphered = new Uint8Array(publicEncrypt({ key: oracle.publicKey, padding }, block));
      expect(applyPublicKey(ours.publicKey, block)).toEqual(enciphered);
      expect(applyPrivateKey(ours, block)).toEqual(
        new Uint8Array(privateDecrypt({ key: oracle.privateKey, padding }, block)),
      );
      expect(applyPrivateKey(ours, enciphered)).toEqual(block);
    }),
    { numRuns: 20 },
  );
});

describe("a block or a key that is none", () => {
  const { publicKey } = keyPair(["E3", "EF"]);
  test.each([
    ["below the modulus", publicKey, "D3EC", "D3EC"],
    ["the modulus itself", publicKey, "D3ED", undefined],
    ["too short", publicKey, "02", undefined],
    ["too long", publicKey, "000002", undefined],
    ["no exponent", { ...publicKey, exponent: fromHex("") }, "0002", undefined],
    [
      "an exponent of four bytes",
      { ...publicKey, exponent: fromHex("00000003") },
      "0002",
      undefined,
    ],
    ["an exponent of three bytes", { ...publicKey, exponent: fromHex("000003") }, "0002", "0008"],
    ["no modulus", { ...publicKey, modulus: fromHex("") }, "", undefined],
    ["a modulus of zero", { ...publicKey, modulus: fromHex("00") }, "00", undefined],
  ])("%s", (_name, key, block, expected) => {
    const result = applyPublicKey(key, fromHex(block));
    expect(result === undefined ? undefined : toHex(result)).toBe(expected);
  });

  test("a modulus that is too long", () => {
    for (const [length, possible] of [
      [MODULUS_BYTES_MAX, true],
      [MODULUS_BYTES_MAX + 1, false],
    ] as const) {
      const key = { modulus: new Uint8Array(length).fill(0xff), exponent: fromHex("03") };
      expect(applyPublicKey(key, new Uint8Array(length)) !== undefined).toBe(possible);
    }
  });

  test("a private key takes only blocks of its own size", () => {
    const pair = keyPair(["E3", "EF"]);
    expect(applyPrivateKey(pair, fromHex("D3ED"))).toBeUndefined();
    expect(applyPrivateKey(pair, fromHex("02"))).toBeUndefined();
  });

  test.each([
    ["07", "0B"],
    ["0B", "0B"],
  ] as const)("primes %s and %s make no pair", (p, q) => {
    expect(() => keyPair([p, q])).toThrow("exponent 3");
  });
});
