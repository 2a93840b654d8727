import { describe, expect, test } from "vitest";
import { type Certificate, certifyKey } from "../../../../device-emulators/crypto/certificates.ts";
import {
  cardCertificate,
  issuerCertificate,
  testKey,
} from "../../../../device-emulators/crypto/test-authority.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  cardKey,
  issuerKey,
  pinKey,
  staticData,
} from "../../../../sim-server/core/emv/card-keys.ts";
import { type EmvSession, openSession } from "../../../../sim-server/core/emv/session.ts";
import { CIRCUMSTANCES, CONFIG } from "../../../kit/card-link.ts";

const PAN = "6212345678901265";
const OTHER = "6200000000000005";
const NONE = fromHex("");
const SIGNED = fromHex("C0FFEE");

type Parts = {
  readonly issuer?: Certificate;
  readonly card?: Certificate;
  readonly pin?: Certificate;
  readonly pan?: string;
  readonly list?: string;
};

function sessionOf({
  issuer = issuerCertificate(PAN),
  card,
  pin,
  pan = PAN,
  list,
}: Parts): EmvSession {
  const session = openSession(CONFIG, CIRCUMSTANCES);
  const put = (tag: string, value: Uint8Array): void => void session.data.set(tag, value);
  put("9F06", fromHex("A000000333010101"));
  put("5A", fromHex(pan.length % 2 === 0 ? pan : `${pan}F`));
  put("82", fromHex("7C00"));
  put("8F", fromHex("E1"));
  const tags = [
    [issuer, "90", "92", "9F32"],
    [card, "9F46", "9F48", "9F47"],
    [pin, "9F2D", "9F2F", "9F2E"],
  ] as const;
  for (const [certificate, ...[body, remainder, exponent]] of tags) {
    if (certificate === undefined) continue;
    put(body, certificate.certificate);
    put(remainder, certificate.remainder);
    put(exponent, certificate.exponent);
  }
  session.signed.records.push(SIGNED);
  if (list !== undefined) put("9F4A", fromHex(list));
  return session;
}

const modulus = (name: "issuer" | "card" | "pin"): string => toHex(testKey(name).publicKey.modulus);
const draw = (found: ReturnType<typeof issuerKey>): string =>
  found.ok ? toHex(found.value.modulus) : found.error;

describe("the issuer's key", () => {
  const certified = (holder: string): Certificate =>
    certifyKey(
      testKey("authority"),
      "issuer",
      { holder, expiry: "4912", key: testKey("issuer").publicKey },
      NONE,
    );
  test.each<[string, Parts, string]>([
    ["of the number's issuer", {}, modulus("issuer")],
    ["of three of its digits", { issuer: certified("621") }, modulus("issuer")],
    ["of two of its digits", { issuer: certified("62") }, "not-good"],
    ["of nobody", { issuer: certified("") }, "not-good"],
    ["of another issuer", { pan: OTHER }, "not-good"],
  ])("%s", (_name, parts, expected) => {
    expect(draw(issuerKey(sessionOf(parts)))).toBe(expected);
  });
});

describe("the card's key", () => {
  const own = cardCertificate("card", PAN, [SIGNED]);
  test.each<[string, Parts, string]>([
    ["over its data", { card: own }, modulus("card")],
    ["over other data", { card: cardCertificate("card", PAN, [NONE]) }, "not-good"],
    ["of another card", { card: cardCertificate("card", OTHER, [SIGNED]) }, "not-good"],
    ["none", {}, "data-missing"],
    [
      "over its data and its profile",
      { card: cardCertificate("card", PAN, [SIGNED, fromHex("7C00")]), list: "82" },
      modulus("card"),
    ],
    [
      "over its data alone, where the profile belongs to them",
      { card: own, list: "82" },
      "not-good",
    ],
    ["over what no list may name", { card: own, list: "8284" }, "not-good"],
  ])("%s", (_name, parts, expected) => {
    expect(draw(cardKey(sessionOf(parts)))).toBe(expected);
  });

  test("none where a record of its data is not as it must be", () => {
    const session = sessionOf({ card: own });
    session.signed.usable = false;
    expect(draw(cardKey(session))).toBe("not-good");
    expect(staticData(session)).toBeUndefined();
  });
});

describe("the key for a PIN", () => {
  const own = cardCertificate("card", PAN, [SIGNED]);
  test.each<[string, Parts, string]>([
    ["is its own", { card: own, pin: cardCertificate("pin", PAN) }, modulus("pin")],
    ["is the card's where it has none", { card: own }, modulus("card")],
    [
      "is none where its own is another card's",
      { card: own, pin: cardCertificate("pin", OTHER) },
      "not-good",
    ],
  ])("%s", (_name, parts, expected) => {
    expect(draw(pinKey(sessionOf(parts)))).toBe(expected);
  });
});
