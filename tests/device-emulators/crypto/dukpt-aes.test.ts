import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  AES_KEY_USE,
  type AesKsn,
  deriveAesInitialKey,
  deriveAesTransactionKey,
  deriveAesWorkingKey,
  loadAesDukpt,
  parseAesKsn,
  stepAesDukpt,
} from "../../../device-emulators/crypto/dukpt-aes.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  AES_DUKPT,
  DUKPT_AES,
  FIRST_128,
  FIRST_256,
} from "../../../sim-server/conformance/vectors/dukpt-aes.ts";

const KEY_ID = fromHex(AES_DUKPT.keyId);

describe("the host's side", () => {
  test.each(DUKPT_AES.checks)("$id", ({ compute, expected }) => {
    expect(compute()).toBe(expected);
  });

  test("gives a key of its own to each use and algorithm, as long as that needs", () => {
    const ksn = fromHex(`${AES_DUKPT.keyId}00000001`) as AesKsn;
    const key = fromHex(FIRST_256[0][1]);
    const algorithms = ["2tdea", "3tdea", "aes128", "aes192", "aes256"] as const;
    const keys = algorithms.flatMap((algorithm) =>
      Object.values(AES_KEY_USE).map((use) => deriveAesWorkingKey(key, ksn, { use, algorithm })),
    );
    expect(new Set(keys.map(toHex)).size).toBe(40);
    expect(Array.from(new Set(keys.map(({ length }) => length)))).toEqual([16, 24, 32]);
  });
});

describe("the pad's side", () => {
  test.each([
    [128, FIRST_128],
    [256, FIRST_256],
  ] as const)("of %i bits steps through the printed counters and their keys", (bits, rows) => {
    let pad = loadAesDukpt(fromHex(AES_DUKPT[bits].initialKey), KEY_ID);
    const found = rows.map(() => {
      const step = stepAesDukpt(pad);
      if (step === undefined) throw new Error("the pad has run out");
      pad = step.pad;
      return [toHex(step.ksn), toHex(step.transactionKey)];
    });
    expect(found).toEqual(rows.map(([counter, key]) => [`${AES_DUKPT.keyId}${counter}`, key]));
  });

  test.each([16, 24, 32])("with a key of %i bytes comes to the host's keys", (keyBytes) => {
    const initialKey = deriveAesInitialKey(new Uint8Array(keyBytes).fill(0x3c), KEY_ID);
    let pad = loadAesDukpt(initialKey, KEY_ID);
    for (let count = 0; count < 300; count += 1) {
      const step = stepAesDukpt(pad);
      if (step === undefined) throw new Error("the pad has run out");
      pad = step.pad;
      expect(deriveAesTransactionKey(initialKey, step.ksn)).toEqual(step.transactionKey);
      expect(step.transactionKey).toHaveLength(keyBytes);
    }
  });
});

describe("parseAesKsn", () => {
  test.each([
    ["eleven bytes", "1234567890123456000000", "bad-size"],
    ["ten bytes, as triple DES has", "FFFF9876543210E00001", "bad-size"],
    ["counter 0", "123456789012345600000000", "bad-counter"],
    ["the supplement's counter of 17 ones", "12345678901234560001FFFF", "bad-counter"],
    ["all ones", "1234567890123456FFFFFFFF", "bad-counter"],
  ])("refuses %s", (_name, ksn, fault) => {
    expect(parseAesKsn(fromHex(ksn))).toEqual({ ok: false, error: fault });
  });

  test("takes the last counter, also out of the middle of other bytes", () => {
    const around = fromHex("00 1234567890123456FFFF0000 00");
    const ksn = parseAesKsn(around.subarray(1, 13));
    const initialKey = fromHex(AES_DUKPT[128].initialKey);
    expect(ksn.ok && toHex(deriveAesTransactionKey(initialKey, ksn.value))).toBe(
      "F6BA59389BD14A9855BE9727E7C52E3C",
    );
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 14 }), (ksn) => {
        parseAesKsn(ksn);
      }),
    );
  });
});

test("an initial key is of the length of the base key alone", () => {
  expect(() => deriveAesInitialKey(new Uint8Array(20), KEY_ID)).toThrow("16, 24 or 32");
});
