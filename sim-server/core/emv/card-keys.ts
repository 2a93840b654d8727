import {
  type Certificate,
  type Certified,
  recoverKey,
} from "../../../device-emulators/crypto/certificates.ts";
import type { RsaPublicKey } from "../../../device-emulators/crypto/rsa.ts";
import { concat, equalBytes, toHex } from "../../../device-emulators/kit/bytes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { findCaKey } from "./ca-keys.ts";
import { type EmvSession, requireValue } from "./session.ts";

/** Why there is no key: the card does not give what it takes, or what it gives is not good. */
export type KeyFault = "data-missing" | "not-good";

const NO_DATA = new Uint8Array(0);
const PAN_BYTES = 10;
const NAMING_DIGITS_MIN = 3;
const INTERCHANGE_PROFILE_TAG = 0x82;

/** What a key's certificate is made of, by tag. */
const ISSUER_KEY = { certificate: "90", remainder: "92", exponent: "9F32" } as const;
const CARD_KEY = { certificate: "9F46", remainder: "9F48", exponent: "9F47" } as const;
const PIN_KEY = { certificate: "9F2D", remainder: "9F2F", exponent: "9F2E" } as const;

/** The issuer's key, as the authority vouches for it. @source EMV 4.4 Book 2, 5.3 and 6.3 */
export function issuerKey(session: EmvSession): Result<RsaPublicKey, KeyFault> {
  const { data, config, circumstances } = session;
  const index = data.get("8F");
  const certificate = certificateOf(session, ISSUER_KEY);
  if (index === undefined || certificate === undefined) return err("data-missing");
  const aid = toHex(requireValue(session, "9F06"));
  const authority = findCaKey(config.caKeys, aid, toHex(index), circumstances.date);
  if (authority === undefined) return err("not-good");
  const certified = recoverKey(authority, "issuer", certificate, NO_DATA);
  if (certified === undefined || expired(session, certified)) return err("not-good");
  const names = certified.holder.replace(/F+$/, "");
  const pan = toHex(requireValue(session, "5A"));
  return names.length >= NAMING_DIGITS_MIN && pan.startsWith(names)
    ? ok(certified.key)
    : err("not-good");
}

/** The card's own key, as the issuer vouches for it and for the card's data. @source EMV 4.4 Book 2, 6.4 */
export function cardKey(session: EmvSession): Result<RsaPublicKey, KeyFault> {
  const signed = staticData(session);
  return signed === undefined ? err("not-good") : certifiedKey(session, CARD_KEY, signed);
}

/** The key that a PIN is enciphered with: one of its own, or the card's. @source EMV 4.4 Book 2, 7.1 */
export function pinKey(session: EmvSession): Result<RsaPublicKey, KeyFault> {
  return session.data.has(PIN_KEY.certificate)
    ? certifiedKey(session, PIN_KEY, NO_DATA)
    : cardKey(session);
}

/**
 * What the issuer vouches for: the records that the locator marks, and the interchange profile where
 * the card says so.
 *
 * @returns undefined where the records or that list are not as they must be
 * @source EMV 4.4 Book 3, 10.3
 */
export function staticData(session: EmvSession): Uint8Array | undefined {
  const { records, usable } = session.signed;
  if (!usable) return undefined;
  const list = session.data.get("9F4A");
  if (list === undefined) return concat(records);
  const profileAlone = equalBytes(list, Uint8Array.of(INTERCHANGE_PROFILE_TAG));
  return profileAlone ? concat([...records, requireValue(session, "82")]) : undefined;
}

type Tags = { readonly certificate: string; readonly remainder: string; readonly exponent: string };

function certifiedKey(
  session: EmvSession,
  tags: Tags,
  signed: Uint8Array,
): Result<RsaPublicKey, KeyFault> {
  const certificate = certificateOf(session, tags);
  if (certificate === undefined) return err("data-missing");
  const issuer = issuerKey(session);
  if (!issuer.ok) return issuer;
  const certified = recoverKey(issuer.value, "card", certificate, signed);
  if (certified === undefined || expired(session, certified)) return err("not-good");
  const pan = toHex(requireValue(session, "5A")).padEnd(2 * PAN_BYTES, "F");
  return certified.holder === pan ? ok(certified.key) : err("not-good");
}

function certificateOf({ data }: EmvSession, tags: Tags): Certificate | undefined {
  const [certificate, exponent] = [data.get(tags.certificate), data.get(tags.exponent)];
  if (certificate === undefined || exponent === undefined) return undefined;
  return { certificate, exponent, remainder: data.get(tags.remainder) ?? NO_DATA };
}

/** A certificate is good until the last day of its month. */
function expired({ circumstances }: EmvSession, { expiry }: Certified): boolean {
  const century = expiry >= "50" ? "19" : "20";
  return `${century}${expiry}` < circumstances.date.slice(0, 6);
}
