import { describe, expect, test } from "vitest";
import {
  type Certificate,
  certifyKey,
  recover,
  recoverKey,
  SIGNED,
  sign,
} from "../../../device-emulators/crypto/certificates.ts";
import {
  applyPrivateKey,
  applyPublicKey,
  type RsaPublicKey,
} from "../../../device-emulators/crypto/rsa.ts";
import { testKey } from "../../../device-emulators/crypto/test-authority.ts";
import { concat, fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  CA_KEYS,
  DYNAMIC_SIGNATURES,
  ISSUER_CERTIFICATES,
} from "../../vectors/offline-authentication.ts";

const NONE = fromHex("");
/** Format, number, date, serial number, two algorithms. */
const LENGTH_AT = 1 + 10 + 2 + 3 + 2;
const keyOf = (modulus: string): RsaPublicKey => ({
  modulus: fromHex(modulus),
  exponent: fromHex("03"),
});
const spoilt = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, place) => (place === (at < 0 ? bytes.length + at : at) ? byte ^ 1 : byte));

describe("published certificates and signatures", () => {
  test.each(ISSUER_CERTIFICATES)(
    "issuer $holder",
    ({ ca, certificate, holder, expiry, modulus }) => {
      const by = keyOf(CA_KEYS[ca].modulus);
      const parts = { certificate: fromHex(certificate), remainder: NONE, exponent: fromHex("03") };
      expect(recoverKey(by, "issuer", parts, NONE)).toEqual({
        holder,
        expiry,
        key: keyOf(modulus),
      });
      const last = { ...parts, certificate: spoilt(parts.certificate, -1) };
      expect(recoverKey(by, "issuer", last, NONE)).toBeUndefined();
    },
  );

  test.each(DYNAMIC_SIGNATURES)("$name", ({ modulus, signature, told, signed }) => {
    const body = recover(keyOf(modulus), fromHex(signature), SIGNED.dynamicData, fromHex(told));
    expect(toHex(body ?? NONE).replace(/(BB)+$/, "")).toBe(signed);
    const last = spoilt(fromHex(signature), -1);
    expect(recover(keyOf(modulus), last, SIGNED.dynamicData, fromHex(told))).toBeUndefined();
    const other = spoilt(fromHex(told), 0);
    expect(recover(keyOf(modulus), fromHex(signature), SIGNED.dynamicData, other)).toBeUndefined();
  });
});

describe("a signature", () => {
  const pair = testKey("card");
  const body = fromHex("0501030201FF");
  const signature = sign(pair, body, fromHex("0A0B"));

  test.each([
    ["of its format, over what is behind it", signature, 5, "0A0B", true],
    ["of another format", signature, 3, "0A0B", false],
    ["over something else", signature, 5, "0A0C", false],
    ["spoilt", spoilt(signature, 5), 5, "0A0B", false],
    ["cut", signature.subarray(1), 5, "0A0B", false],
    ["that is none", new Uint8Array(128), 5, "0A0B", false],
  ])("%s", (_name, bytes, format, behind, good) => {
    expect(recover(pair.publicKey, bytes, format, fromHex(behind)) !== undefined).toBe(good);
  });

  test.each([
    ["header", (message: Uint8Array) => message.map((byte, at) => (at === 0 ? 0x6b : byte))],
    ["trailer", (message: Uint8Array) => message.map((byte, at) => (at === 127 ? 0xcc : byte))],
  ])("without its %s", (_name, change) => {
    const message = applyPublicKey(pair.publicKey, signature) ?? NONE;
    const changed = applyPrivateKey(pair, change(message)) ?? NONE;
    expect(recover(pair.publicKey, changed, 5, fromHex("0A0B"))).toBeUndefined();
  });

  test("by another key", () => {
    expect(recover(testKey("pin").publicKey, signature, 5, fromHex("0A0B"))).toBeUndefined();
  });

  test("of more than its key holds is a mistake here", () => {
    expect(() => sign(pair, new Uint8Array(107), NONE)).toThrow("fits its key");
    expect(
      sign(
        pair,
        Uint8Array.from({ length: 106 }, () => 5),
        NONE,
      ),
    ).toHaveLength(128);
  });
});

describe("a certificate", () => {
  const by = testKey("issuer");
  const key = testKey("card").publicKey;
  const staticData = fromHex("C0FFEE");
  const certified = { holder: "6212345678901265", expiry: "4912", key };
  const made = certifyKey(by, "card", certified, staticData);

  const read = (changes: Partial<Certificate>, data = staticData) =>
    recoverKey(by.publicKey, "card", { ...made, ...changes }, data);

  test("gives back what it was made of, the number filled up", () => {
    expect(read({})).toEqual({ ...certified, holder: "6212345678901265FFFF" });
    expect(made.certificate).toHaveLength(144);
    expect(made.remainder).toHaveLength(26);
  });

  test.each([
    ["spoilt", { certificate: spoilt(made.certificate, 9) }],
    ["with another remainder", { remainder: spoilt(made.remainder, 0) }],
    ["without its remainder", { remainder: NONE }],
    ["with another exponent", { exponent: fromHex("010001") }],
    ["without an exponent", { exponent: NONE }],
    ["that is empty", { certificate: NONE }],
  ])("%s is none", (_name, changes) => {
    expect(read(changes)).toBeUndefined();
  });

  test("over other data is none", () => {
    expect(read({}, fromHex("C0FFEF"))).toBeUndefined();
  });

  test("is not one of another kind", () => {
    expect(recoverKey(by.publicKey, "issuer", made, staticData)).toBeUndefined();
  });

  test.each([
    ["of a modulus longer than it says", 0x7f],
    ["of a modulus shorter than it says", 0x81],
    ["of no modulus", 0x00],
  ])("%s is none", (_name, length) => {
    const body = recover(
      by.publicKey,
      made.certificate,
      SIGNED.cardCertificate,
      concat([made.remainder, made.exponent, staticData]),
    );
    const changed = (body ?? NONE).map((byte, at) => (at === LENGTH_AT ? length : byte));
    const behind = concat([made.remainder, made.exponent, staticData]);
    expect(read({ certificate: sign(by, changed, behind) })).toBeUndefined();
  });

  test("of an exponent that is too long is none", () => {
    const long = { ...key, exponent: fromHex("01000001") };
    const certificate = certifyKey(by, "card", { ...certified, key: long }, staticData);
    expect(recoverKey(by.publicKey, "card", certificate, staticData)).toBeUndefined();
  });

  test("of a key that fits leaves nothing over", () => {
    const small = { ...certified, key: { modulus: fromHex("BB"), exponent: fromHex("03") } };
    const short = certifyKey(by, "card", small, NONE);
    expect(short.remainder).toHaveLength(0);
    expect(recoverKey(by.publicKey, "card", short, NONE)?.key).toEqual(small.key);
  });
});
