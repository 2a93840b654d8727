import { fromHex, toHex } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";

/** Both numbers most significant byte first; the modulus has no leading zero. */
export type RsaPublicKey = { readonly modulus: Uint8Array; readonly exponent: Uint8Array };

/** A key pair of exponent 3, made ready to work with its two primes apart. */
export type RsaKeyPair = { readonly publicKey: RsaPublicKey; readonly primes: readonly Prime[] };

type Prime = {
  readonly prime: bigint;
  /** The inverse of 3 modulo `prime - 1`. */
  readonly exponent: bigint;
  /** 1 modulo `prime`, and 0 modulo the other one. */
  readonly share: bigint;
};

/** Longest modulus. @source EMV 4.4 Book 2, B2.1 */
export const MODULUS_BYTES_MAX = 248;
/** Exponents are 3 or 2^16 + 1; longer ones would cost a verifier its time. @source EMV 4.4 Book 2, B2.1 */
export const EXPONENT_BYTES_MAX = 3;

/**
 * Raises a block to the public exponent: recovers what was signed, or enciphers.
 *
 * @returns as many bytes as the modulus has; undefined where block and modulus differ in length, the
 *   block is not below the modulus, or the key is none
 * @source EMV 4.4 Book 2, B2.1.2 and B2.1.3
 */
export function applyPublicKey(key: RsaPublicKey, block: Uint8Array): Uint8Array | undefined {
  const { length } = key.modulus;
  if (length === 0 || length > MODULUS_BYTES_MAX || block.length !== length) return undefined;
  if (key.exponent.length === 0 || key.exponent.length > EXPONENT_BYTES_MAX) return undefined;
  const [modulus, value] = [toNumber(key.modulus), toNumber(block)];
  if (value >= modulus) return undefined;
  return toBytes(power(value, toNumber(key.exponent), modulus), length);
}

/**
 * The key pair of two primes, each 2 modulo 3 so that the exponent may be 3.
 *
 * @param primes hex, of one length, the product having twice as many bytes
 * @throws on numbers that make no such pair: keys are constants here
 */
export function keyPair(primes: readonly [string, string]): RsaKeyPair {
  const [p, q] = [toNumber(fromHex(primes[0])), toNumber(fromHex(primes[1]))];
  invariant(p % 3n === 2n && q % 3n === 2n && p !== q, "the primes suit the exponent 3");
  const modulus = p * q;
  const bytes = fromHex(primes[0]).length * 2;
  return {
    publicKey: { modulus: toBytes(modulus, bytes), exponent: Uint8Array.of(3) },
    primes: [halfOf(p, q), halfOf(q, p)],
  };
}

/**
 * Raises a block to the private exponent: signs, or deciphers.
 *
 * @returns as many bytes as the modulus has; undefined as for the public key
 */
export function applyPrivateKey(pair: RsaKeyPair, block: Uint8Array): Uint8Array | undefined {
  const { modulus } = pair.publicKey;
  if (block.length !== modulus.length) return undefined;
  const [whole, value] = [toNumber(modulus), toNumber(block)];
  if (value >= whole) return undefined;
  let result = 0n;
  for (const { prime, exponent, share } of pair.primes) {
    result += power(value % prime, exponent, prime) * share;
  }
  return toBytes(result % whole, modulus.length);
}

function halfOf(prime: bigint, other: bigint): Prime {
  // 3 (2p - 1) / 3 = 2 (p - 1) + 1, which is 1 modulo p - 1.
  return {
    prime,
    exponent: (2n * prime - 1n) / 3n,
    share: other * power(other, prime - 2n, prime),
  };
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === "1") result = (result * base) % modulus;
  }
  return result % modulus;
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x0${toHex(bytes)}`);
}

function toBytes(value: bigint, length: number): Uint8Array {
  return fromHex(value.toString(16).padStart(length * 2, "0"));
}
