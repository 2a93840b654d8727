import { concat, equalBytes, toHex } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import { sha1 } from "./hash.ts";
import {
  applyPrivateKey,
  applyPublicKey,
  EXPONENT_BYTES_MAX,
  MODULUS_BYTES_MAX,
  type RsaKeyPair,
  type RsaPublicKey,
} from "./rsa.ts";

/** What a signature is of: the byte behind its header. @source EMV 4.4 Book 2, 5 and 6 */
export const SIGNED = {
  issuerCertificate: 0x02,
  staticData: 0x03,
  cardCertificate: 0x04,
  dynamicData: 0x05,
} as const;

const HEADER = 0x6a;
const TRAILER = 0xbc;
const FILLER = 0xbb;
const HASH_BYTES = 20;
/** Header, hash and trailer. */
const FRAME_BYTES = HASH_BYTES + 2;
const SHA_1 = 0x01;
const RSA = 0x01;

/**
 * The signature, with message recovery, of `body` and of what goes without saying `behind` it. The
 * body is filled up to what the key holds.
 *
 * @throws on a body that does not fit its key: only a mistake here makes one
 * @source EMV 4.4 Book 2, A2.1.2
 */
export function sign(pair: RsaKeyPair, body: Uint8Array, behind: Uint8Array): Uint8Array {
  const room = pair.publicKey.modulus.length - FRAME_BYTES;
  invariant(body.length <= room, "what is signed fits its key");
  const filled = new Uint8Array(room).fill(FILLER);
  filled.set(body);
  const hash = sha1(concat([filled, behind]));
  const message = concat([Uint8Array.of(HEADER), filled, hash, Uint8Array.of(TRAILER)]);
  const signature = applyPrivateKey(pair, message);
  invariant(signature !== undefined, "a message that begins with 6A is below its modulus");
  return signature;
}

/**
 * What was signed, from its format byte to the end of its filling.
 *
 * @param behind what was signed without being in the signature
 * @returns undefined where the signature is not one of that format by that key
 * @source EMV 4.4 Book 2, A2.1.3
 */
export function recover(
  key: RsaPublicKey,
  signature: Uint8Array,
  format: number,
  behind: Uint8Array,
): Uint8Array | undefined {
  const message = applyPublicKey(key, signature);
  if (message === undefined || message.length <= FRAME_BYTES) return undefined;
  if (message[0] !== HEADER || message[message.length - 1] !== TRAILER) return undefined;
  const body = message.subarray(1, -1 - HASH_BYTES);
  const hash = message.subarray(-1 - HASH_BYTES, -1);
  if (body[0] !== format || !equalBytes(sha1(concat([body, behind])), hash)) return undefined;
  return body;
}

/** Whose key a certificate is of: an issuer's by 4 bytes of its number, a card's by 10. */
export type Holder = "issuer" | "card";

const ID_BYTES = { issuer: 4, card: 10 } as const;
const FORMAT = { issuer: SIGNED.issuerCertificate, card: SIGNED.cardCertificate } as const;

/** A public key and whose it is. */
export type Certified = {
  /** Digits filled up with F: the first of the issuer's cards, or the card's number. */
  readonly holder: string;
  /** YYMM. */
  readonly expiry: string;
  readonly key: RsaPublicKey;
};

/** A certificate as its data objects carry it; what does not fit the certificate is its remainder. */
export type Certificate = {
  readonly certificate: Uint8Array;
  readonly remainder: Uint8Array;
  readonly exponent: Uint8Array;
};

const SERIAL = Uint8Array.of(0, 0, 1);

/**
 * A certificate over a public key.
 *
 * @param holder digits; filled up with F here
 * @param staticData what a card's certificate vouches for beside the key
 * @source EMV 4.4 Book 2, tables 1 and 2 (issuer), 12 and 13 (card)
 */
export function certifyKey(
  by: RsaKeyPair,
  of: Holder,
  { holder, expiry, key }: Certified,
  staticData: Uint8Array,
): Certificate {
  const head = concat([
    Uint8Array.of(FORMAT[of]),
    packed(holder.padEnd(2 * ID_BYTES[of], "F")),
    packed(expiry.slice(2) + expiry.slice(0, 2)),
    SERIAL,
    Uint8Array.of(SHA_1, RSA, key.modulus.length, key.exponent.length),
  ]);
  const room = by.publicKey.modulus.length - FRAME_BYTES - head.length;
  const remainder = key.modulus.subarray(room);
  const body = concat([head, key.modulus.subarray(0, room)]);
  const certificate = sign(by, body, concat([remainder, key.exponent, staticData]));
  return { certificate, remainder, exponent: key.exponent };
}

/**
 * The key that a certificate is over.
 *
 * @param by the key that it was made with
 * @returns undefined where it is no such certificate; whose it is, and until when, is the caller's to
 *   check
 * @source EMV 4.4 Book 2, 5.3 and 6.4
 */
export function recoverKey(
  by: RsaPublicKey,
  of: Holder,
  { certificate, remainder, exponent }: Certificate,
  staticData: Uint8Array,
): Certified | undefined {
  const behind = concat([remainder, exponent, staticData]);
  const body = recover(by, certificate, FORMAT[of], behind);
  if (body === undefined) return undefined;
  const fields = 1 + ID_BYTES[of];
  const [month = 0, year = 0] = body.subarray(fields, fields + 2);
  const [hash, algorithm, length = 0, exponentLength] = body.subarray(fields + 5, fields + 9);
  if (hash !== SHA_1 || algorithm !== RSA || exponentLength !== exponent.length) return undefined;
  const within = body.subarray(fields + 9);
  if (!plausible(length, exponent.length)) return undefined;
  const modulus = concat([within.subarray(0, length), remainder]);
  if (modulus.length !== length) return undefined;
  return {
    holder: toHex(body.subarray(1, fields)),
    expiry: toHex(Uint8Array.of(year, month)),
    key: { modulus, exponent },
  };
}

function plausible(modulusBytes: number, exponentBytes: number): boolean {
  if (modulusBytes === 0 || modulusBytes > MODULUS_BYTES_MAX) return false;
  return exponentBytes > 0 && exponentBytes <= EXPONENT_BYTES_MAX;
}

function packed(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16),
  );
}
