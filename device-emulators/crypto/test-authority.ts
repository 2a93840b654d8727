import { concat } from "../kit/bytes.ts";
import { type Certificate, certifyKey } from "./certificates.ts";
import { keyPair, type RsaKeyPair } from "./rsa.ts";

/**
 * Key pairs for practice, each as its two primes. They were made for this file, are as public as it
 * is, and protect nothing: an authority under a private index, one issuer, and the key that all cards
 * share, with another for their PIN.
 */
const PRIMES = {
  authority: [
    "F23E207DED45924AE8673B87ABFAD2022083E2D5B5AC3DFA7B2148984478AEC09D8330AAA029FAB078CF" +
      "01C452F8E854F3FA5D4088579A7A459C303F422D2564D66B577AA0BC7D6EF746A7A8931BCD73ADA56EB8" +
      "FDE15789",
    "C4EAC231F8AE78EF8C16A80CEFF021CF8110C021B575DE943E10973618A628AA5948EDAD9F78D2D8F2B2" +
      "22946F2DFE2C3040D42CF8319C5A2F76D79C0D991137EAD9670CA8ACFC1128BC49CD6743ABD86E5F1AEC" +
      "784D8857",
  ],
  issuer: [
    "E385BF656449636D19869846E95044BC4D98B786D41C707635E5B6B7F59F4BAD4F3B563993D54836DF6C" +
      "C9ABCBCEAB71F3C01C4513023CF1269DAA835CF034DBF7194C86F5404897",
    "C21178598BAD36A92637A01E60BA34CA1E3BFE89CB838770454929A16092DD71D6CE610D86F4DED80DF6" +
      "2F0F3007B3EC5B88CF3B86540BE07DB15B6F3BA16ED2272C3A62555CBB07",
  ],
  card: [
    "E0234806698D8E0554E1B86DCA38EC541C94BC2A2B532B0A3F7451F4DB3FCBE47C36109C147FD71F1144" +
      "07F685FADEE051EF0DA39016725DE5BB774535763221",
    "CFC10DA62152110F5D19159B39708E023EDCBD1A913D09C91116F28705B695C8B4BF05DCD1F8CCFBD9BE" +
      "972FE815D8C7581C88D1E3B32737AA2129E30683B0ED",
  ],
  pin: [
    "CEFCD780B77EC2C29A5FC48FBB26EAEBC771F9A5951E0083E32064F855B09E44A28D6A8C0077FEB5E395" +
      "DE72B860E76BCB687A83BFC629F225F8991AA859D7F1",
    "E20E14A471C383074D4FC6FABFC5F3766AAB1812452221890F79B61D4469E7B0F1E1B625232CFFE04FB6" +
      "09B5E2740387B07B91909568A2D234A8B1142B7C63BF",
  ],
} as const satisfies Record<string, readonly [string, string]>;

/** Whose key pair. */
export type TestKey = keyof typeof PRIMES;

/** Registered provider and index (tags 9F06 and 8F) that the authority's key goes by. Chosen: E0 to EF are private. */
export const TEST_AUTHORITY = { rid: "A000000333", index: "E1" } as const;

/** One of the key pairs. */
export function testKey(name: TestKey): RsaKeyPair {
  return keyPair(PRIMES[name]);
}

/** Until when the certificates are good (YYMM). Chosen: behind any lesson's date. */
const EXPIRY = "4912";
const NO_DATA = new Uint8Array(0);
/** Digits of a card's number that name its issuer in a certificate. @source EMV 4.4 Book 2, table 1 */
const ISSUER_DIGITS = 8;

/** The authority's certificate over the issuer's key, for cards whose number begins like `pan`. */
export function issuerCertificate(pan: string): Certificate {
  const { publicKey: key } = testKey("issuer");
  const certified = { holder: pan.slice(0, ISSUER_DIGITS), expiry: EXPIRY, key };
  return certifyKey(testKey("authority"), "issuer", certified, NO_DATA);
}

/** The issuer's certificate over a card's key; for its PIN's key nothing else is vouched for. */
export function cardCertificate(
  name: "card" | "pin",
  pan: string,
  staticData: readonly Uint8Array[] = [],
): Certificate {
  const certified = { holder: pan, expiry: EXPIRY, key: testKey(name).publicKey };
  return certifyKey(testKey("issuer"), "card", certified, concat(staticData));
}
