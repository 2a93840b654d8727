import { invariant } from "../kit/errors.ts";

/**
 * What tells the two generations of DUKPT apart: how wide the counter is, how many of its bits may be
 * one, and how a key follows from the one above it.
 */
export type DukptRules = {
  readonly counterBits: number;
  readonly onesMax: number;
  /** The key of `counter` from the key of the same counter without its lowest one bit. */
  readonly derive: (key: Uint8Array, counter: number) => Uint8Array;
};

/**
 * What a PIN pad keeps: the counter of its next transaction, and the keys of transactions to come.
 * No key used before, and no key above it, can be found from these.
 */
export type DukptRegister = {
  /** 0 when the last transaction has been made, and the pad must be loaded anew. */
  readonly counter: number;
  /** One for each bit of the counter, the lowest first; undefined once it has been used. */
  readonly keys: readonly (Uint8Array | undefined)[];
};

/** Why bytes are no key serial number: another number of them, or a counter that no pad ever uses. */
export type KsnFault = "bad-size" | "bad-counter";

/** The register of a pad just loaded with its initial key. */
export function loadRegister(rules: DukptRules, initialKey: Uint8Array): DukptRegister {
  const keys = Array.from({ length: rules.counterBits }, (_, bit) =>
    rules.derive(initialKey, 2 ** bit),
  );
  return { counter: 1, keys };
}

/**
 * The next transaction: its counter, its key, and the register after it.
 *
 * @returns undefined once the register has run out
 * @source ANSI X9.24-1:2009, A.3 (request PIN entry, new key); ANSI X9.24-3:2017, 6.3
 */
export function stepRegister(
  rules: DukptRules,
  register: DukptRegister,
):
  | { readonly counter: number; readonly key: Uint8Array; readonly register: DukptRegister }
  | undefined {
  const { counter } = register;
  if (counter === 0) return undefined;
  const place = lowestOne(counter);
  const key = register.keys[place];
  invariant(key !== undefined, "the key of a counter not yet used is in the register");
  const keys = register.keys.slice();
  keys[place] = undefined;
  if (countOnes(counter) < rules.onesMax) {
    for (let bit = 0; bit < place; bit += 1) keys[bit] = rules.derive(key, counter + 2 ** bit);
  }
  return { counter, key, register: { counter: nextCounter(rules, counter), keys } };
}

/**
 * The counter after `counter`, which skips those with too many one bits; 0 after the last.
 *
 * @source ANSI X9.24-1:2009, A.3; ANSI X9.24-3:2017, 6.3.4
 */
export function nextCounter(
  { counterBits, onesMax }: Pick<DukptRules, "counterBits" | "onesMax">,
  counter: number,
): number {
  const full = countOnes(counter) === onesMax;
  const next = counter + (full ? 2 ** lowestOne(counter) : 1);
  return next < 2 ** counterBits ? next : 0;
}

/** The host's way to the key of `counter`: down from the initial key, one bit at a time. */
export function deriveFromTop(
  rules: DukptRules,
  initialKey: Uint8Array,
  counter: number,
): Uint8Array {
  let key = initialKey;
  let reached = 0;
  for (let bit = rules.counterBits - 1; bit >= 0; bit -= 1) {
    if (Math.floor(counter / 2 ** bit) % 2 === 0) continue;
    reached += 2 ** bit;
    key = rules.derive(key, reached);
  }
  return key;
}

/** Whether a pad may ever use this counter. */
export function usable({ onesMax }: Pick<DukptRules, "onesMax">, counter: number): boolean {
  return counter > 0 && countOnes(counter) <= onesMax;
}

/** One bits of an integer below 2^32. */
function countOnes(counter: number): number {
  let ones = 0;
  for (let rest = counter | 0; rest !== 0; rest &= rest - 1) ones += 1;
  return ones;
}

/** The place of the lowest one bit, 0 to 31. */
function lowestOne(counter: number): number {
  return 31 - Math.clz32(counter & -counter);
}
