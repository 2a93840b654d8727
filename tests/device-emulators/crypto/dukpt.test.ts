import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DukptRules,
  deriveFromTop,
  loadRegister,
  nextCounter,
  stepRegister,
  usable,
} from "../../../device-emulators/crypto/dukpt.ts";
import { AES_COUNTER } from "../../../device-emulators/crypto/dukpt-aes.ts";
import { DES_COUNTER } from "../../../device-emulators/crypto/dukpt-des.ts";

/** Small enough to run a register from its first key to its last. */
const SMALL: DukptRules = {
  counterBits: 7,
  onesMax: 3,
  derive: (key, counter) => Uint8Array.of(...key, counter),
};

describe("a counter", () => {
  test.each([
    ["counts on", DES_COUNTER, 1, 2],
    ["counts on up to ten ones", DES_COUNTER, 0x3fe, 0x3ff],
    ["skips from ten ones", DES_COUNTER, 0x3ff, 0x400],
    ["skips by its lowest one", DES_COUNTER, 0x0ff800 | 0x400, 0x100000],
    ["ends after the last", DES_COUNTER, 0x1ff800, 0],
    ["counts on up to sixteen ones", AES_COUNTER, 0x1fffd, 0x1fffe],
    ["skips from sixteen ones", AES_COUNTER, 0x1fffe, 0x20000],
    ["goes on above 31 bits", AES_COUNTER, 0x7fff8000, 0x80000000],
    ["counts on above 31 bits", AES_COUNTER, 0x80000000, 0x80000001],
    ["skips above 31 bits", AES_COUNTER, 0xfffe8000, 0xffff0000],
    ["ends after the last of 32 bits", AES_COUNTER, 0xffff0000, 0],
  ])("%s", (_name, rules, counter, next) => {
    expect(nextCounter(rules, counter)).toBe(next);
  });

  test("of 21 bits makes every number with one to ten ones, and no other: 1 048 575", () => {
    let transactions = 0;
    let allUsable = true;
    let last = 0;
    for (let counter = 1; counter !== 0; counter = nextCounter(DES_COUNTER, counter)) {
      transactions += 1;
      allUsable &&= counter > last && usable(DES_COUNTER, counter);
      last = counter;
    }
    expect({ transactions, allUsable, last }).toEqual({
      transactions: 1_048_575,
      allUsable: true,
      last: 0x1ff800,
    });
  });

  test.each([
    [DES_COUNTER, 0, false],
    [DES_COUNTER, 1, true],
    [DES_COUNTER, 0x3ff, true],
    [DES_COUNTER, 0x7ff, false],
    [AES_COUNTER, 0xffff0000, true],
    [AES_COUNTER, 0x1ffff, false],
    [AES_COUNTER, 0xffffffff, false],
  ])("%o: %i may be used: %s", (rules, counter, may) => {
    expect(usable(rules, counter)).toBe(may);
  });
});

describe("a register", () => {
  test("gives, from first to last, the keys that the host derives, and no counter twice", () => {
    const initialKey = Uint8Array.of(99);
    const counters: number[] = [];
    let register = loadRegister(SMALL, initialKey);
    for (;;) {
      const step = stepRegister(SMALL, register);
      if (step === undefined) break;
      expect(step.key).toEqual(deriveFromTop(SMALL, initialKey, step.counter));
      counters.push(step.counter);
      register = step.register;
    }
    const all = Array.from({ length: 127 }, (_, at) => at + 1);
    expect(counters).toEqual(all.filter((counter) => usable(SMALL, counter)));
    expect(register.keys.every((key) => key === undefined)).toBe(true);
    expect(stepRegister(SMALL, register)).toBeUndefined();
  });

  test("keeps no key that it has used, nor one above it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), (steps) => {
        let register = loadRegister(SMALL, Uint8Array.of(99));
        const used = new Set<string>();
        for (let count = 0; count < steps; count += 1) {
          const step = stepRegister(SMALL, register);
          if (step === undefined) return;
          used.add(step.key.join());
          register = step.register;
        }
        expect(register.keys.filter((key) => key !== undefined && used.has(key.join()))).toEqual(
          [],
        );
      }),
    );
  });

  test("is a value: stepping it twice gives the same", () => {
    const register = loadRegister(SMALL, Uint8Array.of(99));
    expect(stepRegister(SMALL, register)).toEqual(stepRegister(SMALL, register));
  });
});
