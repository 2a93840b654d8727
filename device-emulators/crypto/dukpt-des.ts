import type { Brand } from "../kit/brand.ts";
import { concat, xor } from "../kit/bytes.ts";
import { err, ok, type Result } from "../kit/result.ts";
import { desCipher } from "./blocks.ts";
import {
  type DukptRegister,
  type DukptRules,
  deriveFromTop,
  type KsnFault,
  loadRegister,
  stepRegister,
  usable,
} from "./dukpt.ts";

/** A key serial number of triple DES DUKPT: 59 bits of key set and pad, 21 bits of counter. */
export type DesKsn = Brand<Uint8Array, "DesKsn">;

/** What a transaction's key is used for. Every use has a key of its own. */
export type DesKeyUse = "pin" | "mac-request" | "mac-response" | "data-request" | "data-response";

/** A pad's whole memory. It is a value: stepping it gives another, and a KSN never comes twice. */
export type DesDukpt = { readonly ksn: Uint8Array; readonly register: DukptRegister };

/** How the counters of triple DES DUKPT run. @source ANSI X9.24-1:2009, A.1 */
export const DES_COUNTER = { counterBits: 21, onesMax: 10 } as const;

const KSN_BYTES = 10;
const HALF_BYTES = 8;
const COUNTER_MAX = 0x1f_ffff;

/** Which byte of each half is turned over. @source ANSI X9.24-1:2009, table A-1 */
const VARIANT_BYTE: Readonly<Record<DesKeyUse, number>> = {
  pin: 7,
  "mac-request": 6,
  "data-request": 5,
  "mac-response": 4,
  "data-response": 3,
};

const RIGHT_MASK = Uint8Array.of(0xc0, 0xc0, 0xc0, 0xc0, 0, 0, 0, 0);
const KEY_MASK = concat([RIGHT_MASK, RIGHT_MASK]);

/** The key serial number in ten bytes from outside. @source ANSI X9.24-1:2009, A.3 */
export function parseDesKsn(bytes: Uint8Array): Result<DesKsn, KsnFault> {
  if (bytes.length !== KSN_BYTES) return err("bad-size");
  return usable(DES_COUNTER, counterOf(bytes)) ? ok(bytes as DesKsn) : err("bad-counter");
}

/**
 * A pad's initial key (IK, formerly IPEK) from the base derivation key: 16 bytes.
 *
 * @param baseKey 16 bytes (BDK)
 * @param ksn any of the pad's: its counter is not looked at
 * @source ANSI X9.24-1:2009, A.6
 */
export function deriveDesInitialKey(baseKey: Uint8Array, ksn: Uint8Array): Uint8Array {
  const name = withCounter(ksn, 0).subarray(0, HALF_BYTES);
  return concat([
    desCipher(baseKey).encrypt(name),
    desCipher(xor(baseKey, KEY_MASK)).encrypt(name),
  ]);
}

/** The key of one transaction, which is never used itself. @source ANSI X9.24-1:2009, A.3 */
export function deriveDesTransactionKey(initialKey: Uint8Array, ksn: DesKsn): Uint8Array {
  return deriveFromTop(rulesOf(ksn), initialKey, counterOf(ksn));
}

/**
 * The key for one use in a transaction: 16 bytes.
 *
 * Data keys are enciphered under themselves once more, as the 2009 edition added; the others are not.
 *
 * @source ANSI X9.24-1:2009, A.4.1, figures
 */
export function deriveDesWorkingKey(transactionKey: Uint8Array, use: DesKeyUse): Uint8Array {
  const variant = transactionKey.slice();
  for (const at of [VARIANT_BYTE[use], HALF_BYTES + VARIANT_BYTE[use]]) {
    variant[at] = (variant[at] ?? 0) ^ 0xff;
  }
  const forData = use === "data-request" || use === "data-response";
  return forData ? desCipher(variant).encrypt(variant) : variant;
}

/** A pad just loaded. @param ksn ten bytes: its counter is not looked at */
export function loadDesDukpt(initialKey: Uint8Array, ksn: Uint8Array): DesDukpt {
  return { ksn: withCounter(ksn, 0), register: loadRegister(rulesOf(ksn), initialKey) };
}

/** The next transaction of a pad, and the pad after it; undefined once its keys have run out. */
export function stepDesDukpt(
  pad: DesDukpt,
):
  | { readonly ksn: DesKsn; readonly transactionKey: Uint8Array; readonly pad: DesDukpt }
  | undefined {
  const step = stepRegister(rulesOf(pad.ksn), pad.register);
  if (step === undefined) return undefined;
  const ksn = withCounter(pad.ksn, step.counter) as DesKsn;
  return { ksn, transactionKey: step.key, pad: { ksn: pad.ksn, register: step.register } };
}

function rulesOf(ksn: Uint8Array): DukptRules {
  return {
    ...DES_COUNTER,
    derive: (key, counter) => deriveNext(key, withCounter(ksn, counter).subarray(-HALF_BYTES)),
  };
}

/** The one-way step from a key to the one below. @source ANSI X9.24-1:2009, A.2 */
function deriveNext(key: Uint8Array, register: Uint8Array): Uint8Array {
  const half = (from: Uint8Array): Uint8Array => {
    const [left, right] = [from.subarray(0, HALF_BYTES), from.subarray(HALF_BYTES)];
    return xor(desCipher(left).encrypt(xor(register, right)), right);
  };
  return concat([half(xor(key, KEY_MASK)), half(key)]);
}

function counterOf(ksn: Uint8Array): number {
  const [high = 0, middle = 0, low = 0] = ksn.subarray(-3);
  return ((high << 16) | (middle << 8) | low) & COUNTER_MAX;
}

function withCounter(ksn: Uint8Array, counter: number): Uint8Array {
  const changed = ksn.slice();
  const high = ((changed[KSN_BYTES - 3] ?? 0) & ~(COUNTER_MAX >> 16)) | (counter >> 16);
  changed.set([high, counter >> 8, counter], KSN_BYTES - 3);
  return changed;
}
