import { SIGNED, sign } from "../../crypto/certificates.ts";
import {
  cardCertificate,
  issuerCertificate,
  TEST_AUTHORITY,
  testKey,
} from "../../crypto/test-authority.ts";
import { encodeTlv } from "../../kit/ber-tlv.ts";
import { fromHex } from "../../kit/bytes.ts";
import type { CardApplication } from "./card-profile.ts";

/** What the terminal is to tell for a dynamic signature: its unpredictable number. */
export const DDOL = fromHex("9F3704");

/** The issuer vouches for the interchange profile too (9F4A). */
const PROFILE_SIGNED = Uint8Array.of(0x82);
const SHA_1 = 0x01;
/** Says which signature it is; the issuer's to choose. */
const AUTHENTICATION_CODE = [0xda, 0xc1];

/** Whether a card has keys for a terminal to check: all others have no file of them. */
export function hasKeys({ offlineAuthentication, pinKey }: CardApplication): boolean {
  return offlineAuthentication !== "none" || pinKey !== undefined;
}

/** Whether a card has a key pair of its own. */
export function hasOwnKey({ offlineAuthentication, pinKey }: CardApplication): boolean {
  return offlineAuthentication === "dda" || offlineAuthentication === "cda" || pinKey === "card";
}

/**
 * The records with certificates and signatures, from the authority's key index on.
 *
 * @param staticData what the issuer vouches for
 * @source EMV 4.4 Book 3, 7.2 and tables 26 to 28
 */
export function keyRecords(
  application: CardApplication,
  pan: string,
  staticData: Uint8Array,
): readonly (readonly Uint8Array[])[] {
  const { offlineAuthentication, pinKey } = application;
  const issuer = issuerCertificate(pan);
  const records = [
    [
      encodeTlv("8F", fromHex(TEST_AUTHORITY.index)),
      encodeTlv("9F32", issuer.exponent),
      encodeTlv("92", issuer.remainder),
      encodeTlv("9F4A", PROFILE_SIGNED),
    ],
    [encodeTlv("90", issuer.certificate)],
  ];
  if (offlineAuthentication === "sda") {
    const body = Uint8Array.of(SIGNED.staticData, SHA_1, ...AUTHENTICATION_CODE);
    records.push([encodeTlv("93", sign(testKey("issuer"), body, staticData))]);
  }
  if (hasOwnKey(application)) {
    const own = cardCertificate("card", pan, [staticData]);
    const rest = [
      encodeTlv("9F47", own.exponent),
      encodeTlv("9F48", own.remainder),
      encodeTlv("9F49", DDOL),
    ];
    records.push([encodeTlv("9F46", own.certificate)], rest);
  }
  if (pinKey === "own") {
    const pin = cardCertificate("pin", pan);
    const rest = [encodeTlv("9F2E", pin.exponent), encodeTlv("9F2F", pin.remainder)];
    records.push([encodeTlv("9F2D", pin.certificate)], rest);
  }
  return records;
}
