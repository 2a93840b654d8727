import type { Brand } from "../kit/brand.ts";
import { concat } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import { err, ok, type Result } from "../kit/result.ts";
import { AES_BLOCK_BYTES, aesCipher } from "./blocks.ts";
import {
  type DukptRegister,
  type DukptRules,
  deriveFromTop,
  type KsnFault,
  loadRegister,
  stepRegister,
  usable,
} from "./dukpt.ts";

/** A key serial number of AES DUKPT: 8 bytes of initial key's identity, 4 bytes of counter. */
export type AesKsn = Brand<Uint8Array, "AesKsn">;

/** What a key is used for. @source ANSI X9.24-3:2017, table 2 */
export const AES_KEY_USE = {
  keyEncryption: 0x0002,
  pin: 0x1000,
  macGeneration: 0x2000,
  macVerification: 0x2001,
  macBothWays: 0x2002,
  dataEncryption: 0x3000,
  dataDecryption: 0x3001,
  dataBothWays: 0x3002,
} as const;

/** One of the uses. */
export type AesKeyUse = (typeof AES_KEY_USE)[keyof typeof AES_KEY_USE];

/** What a key is for, by algorithm. @source ANSI X9.24-3:2017, table 3 */
const ALGORITHMS = {
  "2tdea": { code: 0x0000, bits: 128 },
  "3tdea": { code: 0x0001, bits: 192 },
  aes128: { code: 0x0002, bits: 128 },
  aes192: { code: 0x0003, bits: 192 },
  aes256: { code: 0x0004, bits: 256 },
} as const;

/** An algorithm that a derived key serves. */
export type DukptAlgorithm = keyof typeof ALGORITHMS;

/** A pad's whole memory. It is a value: stepping it gives another, and a KSN never comes twice. */
export type AesDukpt = {
  /** Identity of the initial key: 8 bytes. */
  readonly keyId: Uint8Array;
  readonly algorithm: "aes128" | "aes192" | "aes256";
  readonly register: DukptRegister;
};

/** How the counters of AES DUKPT run. @source ANSI X9.24-3:2017, 6.3 */
export const AES_COUNTER = { counterBits: 32, onesMax: 16 } as const;

const KSN_BYTES = 12;
const KEY_ID_BYTES = 8;
const KEY_DERIVATION = 0x8000;
const INITIAL_KEY = 0x8001;
const VERSION = 1;

/** The key serial number in twelve bytes from outside. @source ANSI X9.24-3:2017, 6.1 */
export function parseAesKsn(bytes: Uint8Array): Result<AesKsn, KsnFault> {
  if (bytes.length !== KSN_BYTES) return err("bad-size");
  return usable(AES_COUNTER, counterOf(bytes)) ? ok(bytes as AesKsn) : err("bad-counter");
}

/**
 * A pad's initial key from the base derivation key, and as long as that: 16, 24 or 32 bytes.
 *
 * @param keyId 8 bytes, the front of every KSN of the pad
 * @source ANSI X9.24-3:2017, 6.3.1
 */
export function deriveAesInitialKey(baseKey: Uint8Array, keyId: Uint8Array): Uint8Array {
  return derive(baseKey, { use: INITIAL_KEY, algorithm: algorithmOf(baseKey), context: keyId });
}

/** The key of one transaction, which only derives others. @source ANSI X9.24-3:2017, 6.3.3 */
export function deriveAesTransactionKey(initialKey: Uint8Array, ksn: AesKsn): Uint8Array {
  return deriveFromTop(rulesOf(ksn, algorithmOf(initialKey)), initialKey, counterOf(ksn));
}

/**
 * The key for one use in a transaction.
 *
 * @param algorithm that it serves: no stronger than the transaction's key, by the standard
 * @source ANSI X9.24-3:2017, 6.3.2
 */
export function deriveAesWorkingKey(
  transactionKey: Uint8Array,
  ksn: AesKsn,
  wanted: { readonly use: AesKeyUse; readonly algorithm: DukptAlgorithm },
): Uint8Array {
  return derive(transactionKey, { ...wanted, context: ksn.subarray(KSN_BYTES - KEY_ID_BYTES) });
}

/** A pad just loaded. @param keyId 8 bytes */
export function loadAesDukpt(initialKey: Uint8Array, keyId: Uint8Array): AesDukpt {
  const algorithm = algorithmOf(initialKey);
  return { keyId, algorithm, register: loadRegister(rulesOf(keyId, algorithm), initialKey) };
}

/** The next transaction of a pad, and the pad after it; undefined once its keys have run out. */
export function stepAesDukpt(
  pad: AesDukpt,
):
  | { readonly ksn: AesKsn; readonly transactionKey: Uint8Array; readonly pad: AesDukpt }
  | undefined {
  const step = stepRegister(rulesOf(pad.keyId, pad.algorithm), pad.register);
  if (step === undefined) return undefined;
  const ksn = concat([pad.keyId, bigEndian(step.counter)]) as AesKsn;
  return { ksn, transactionKey: step.key, pad: { ...pad, register: step.register } };
}

/** @param ksn or its first eight bytes */
function rulesOf(ksn: Uint8Array, algorithm: DukptAlgorithm): DukptRules {
  const pad = ksn.subarray(KEY_ID_BYTES / 2, KEY_ID_BYTES);
  return {
    ...AES_COUNTER,
    derive: (key, counter) =>
      derive(key, { use: KEY_DERIVATION, algorithm, context: concat([pad, bigEndian(counter)]) }),
  };
}

type Derivation = {
  readonly use: number;
  readonly algorithm: DukptAlgorithm;
  /** Whose key: 8 bytes. */
  readonly context: Uint8Array;
};

/** Enciphers what the new key is for, one block after the other. @source ANSI X9.24-3:2017, 6.2 */
function derive(key: Uint8Array, { use, algorithm, context }: Derivation): Uint8Array {
  const { code, bits } = ALGORITHMS[algorithm];
  const blocks = Math.ceil(bits / (8 * AES_BLOCK_BYTES));
  const data = new Uint8Array(blocks * AES_BLOCK_BYTES);
  for (let block = 0; block < blocks; block += 1) {
    const words = [use, code, bits].flatMap((word) => [word >> 8, word & 0xff]);
    data.set([VERSION, block + 1, ...words, ...context], block * AES_BLOCK_BYTES);
  }
  return aesCipher(key)
    .encrypt(data)
    .subarray(0, bits / 8);
}

function algorithmOf(key: Uint8Array): AesDukpt["algorithm"] {
  if (key.length === 16) return "aes128";
  if (key.length === 24) return "aes192";
  invariant(key.length === 32, "a key of AES DUKPT has 16, 24 or 32 bytes");
  return "aes256";
}

function counterOf(ksn: Uint8Array): number {
  return new DataView(ksn.buffer, ksn.byteOffset).getUint32(KEY_ID_BYTES);
}

function bigEndian(counter: number): Uint8Array {
  return Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter);
}
