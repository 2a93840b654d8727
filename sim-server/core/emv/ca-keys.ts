import { sha1 } from "../../../device-emulators/crypto/hash.ts";
import type { RsaPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import { concat, equalBytes, fromHex } from "../../../device-emulators/kit/bytes.ts";

/**
 * A certification authority's public key as the acquirer downloads it. All hex but the date.
 *
 * @source UnionPay terminal parameters 9F06, 9F22, DF02 to DF05
 */
export type CaKey = {
  readonly rid: string;
  readonly index: string;
  readonly modulus: string;
  readonly exponent: string;
  /** The last day that it is good for, YYYYMMDD. */
  readonly expiry: string;
  /** SHA-1 over provider, index, modulus and exponent. */
  readonly check: string;
};

/** The authority of the practice cards, under a private index. */
export const TEST_CA_KEYS: readonly CaKey[] = [
  {
    rid: "A000000333",
    index: "E1",
    modulus:
      "BA55B56C7A9913A614D2AE50CCFEEE398A050D32E6932ED55FEC1FFBB708081C237B8F7EA8DE94C5" +
      "61D96CB78B5DF6194B099D45A3D68FAC87DC1CAF361454746544F08D54A35FED9BEACF41AD45B94F" +
      "975A979AD286D42FA2E6E04F553A30CF3A8C086B201F95D9FB709386D51954A4FA522DD1178F5645" +
      "BCAD156D4970C5D94F88309E5F17B5E6C46D7BC24AD48B4CE5F03674DC0815999FC05E12237EA918" +
      "14E7BFED01BC5260332881D98A4A878F",
    exponent: "03",
    expiry: "20491231",
    check: "21BC43EC9D31AE48E74C8A9428A7E3AE281869BA",
  },
];

const RID_DIGITS = 10;

/**
 * The key that a card's certificates lead to; undefined where the terminal has none of that index for
 * the provider, or one that is past its day or not as it was sent.
 *
 * @param aid hex; its first five bytes are the provider's
 * @param today YYYYMMDD
 * @source EMV 4.4 Book 2, 11.2.2
 */
export function findCaKey(
  keys: readonly CaKey[],
  aid: string,
  index: string,
  today: string,
): RsaPublicKey | undefined {
  const rid = aid.slice(0, RID_DIGITS);
  const found = keys.find((key) => key.rid === rid && key.index === index);
  if (found === undefined || found.expiry < today) return undefined;
  const [modulus, exponent] = [fromHex(found.modulus), fromHex(found.exponent)];
  const checked = concat([fromHex(found.rid), fromHex(found.index), modulus, exponent]);
  return equalBytes(sha1(checked), fromHex(found.check)) ? { modulus, exponent } : undefined;
}
