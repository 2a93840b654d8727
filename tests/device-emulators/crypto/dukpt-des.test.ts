import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desCipher } from "../../../device-emulators/crypto/blocks.ts";
import {
  type DesKeyUse,
  deriveDesInitialKey,
  deriveDesTransactionKey,
  deriveDesWorkingKey,
  loadDesDukpt,
  parseDesKsn,
  stepDesDukpt,
} from "../../../device-emulators/crypto/dukpt-des.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import {
  DES_DUKPT,
  DUKPT_DES,
  INITIAL_SEQUENCE,
} from "../../../sim-server/conformance/vectors/dukpt-des.ts";

const INITIAL_KEY = fromHex(DES_DUKPT.initialKey);
const INITIAL_KSN = fromHex(DES_DUKPT.initialKsn);
const USES: readonly DesKeyUse[] = [
  "pin",
  "mac-request",
  "mac-response",
  "data-request",
  "data-response",
];

describe("the host's side", () => {
  test.each(DUKPT_DES.checks)("$id", ({ compute, expected }) => {
    expect(compute()).toBe(expected);
  });

  test("derives one initial key from every KSN of a pad", () => {
    const ksn = fromHex("FFFF9876543210FFF800");
    expect(toHex(deriveDesInitialKey(fromHex(DES_DUKPT.baseKey), ksn))).toBe(DES_DUKPT.initialKey);
  });
});

describe("the pad's side", () => {
  test("steps through the printed KSNs and their keys, from the first on", () => {
    let pad = loadDesDukpt(INITIAL_KEY, INITIAL_KSN);
    const found = INITIAL_SEQUENCE.map(() => {
      const step = stepDesDukpt(pad);
      if (step === undefined) throw new Error("the pad has run out");
      pad = step.pad;
      return [toHex(step.ksn), toHex(step.transactionKey)];
    });
    expect(found).toEqual(INITIAL_SEQUENCE.map(([end, key]) => [`FFFF9876543210${end}`, key]));
  });

  test("starts with counter 1 whatever counter its KSN came with", () => {
    const step = stepDesDukpt(loadDesDukpt(INITIAL_KEY, fromHex("FFFF9876543210FFF800")));
    expect(step && toHex(step.ksn)).toBe("FFFF9876543210E00001");
  });

  test("comes to the host's keys over thousands of transactions, and no KSN twice", () => {
    let pad = loadDesDukpt(INITIAL_KEY, INITIAL_KSN);
    const seen = new Set<string>();
    for (let count = 0; count < 3_000; count += 1) {
      const step = stepDesDukpt(pad);
      if (step === undefined) throw new Error("the pad has run out");
      pad = step.pad;
      seen.add(toHex(step.ksn));
      if (count % 37 !== 0) continue;
      expect(deriveDesTransactionKey(INITIAL_KEY, step.ksn)).toEqual(step.transactionKey);
    }
    expect(seen.size).toBe(3_000);
  });
});

describe("parseDesKsn", () => {
  test.each([
    ["nine bytes", "FFFF9876543210E000", "bad-size"],
    ["eleven bytes", "FFFF9876543210E0000100", "bad-size"],
    ["counter 0", "FFFF9876543210E00000", "bad-counter"],
    ["eleven ones", "FFFF9876543210E007FF", "bad-counter"],
    ["all ones", "FFFF9876543210FFFFFF", "bad-counter"],
  ])("refuses %s", (_name, ksn, fault) => {
    expect(parseDesKsn(fromHex(ksn))).toEqual({ ok: false, error: fault });
  });

  test("takes ten ones, and does not count those of the pad's name", () => {
    expect(parseDesKsn(fromHex("FFFFFFFFFFFFFFE003FF")).ok).toBe(true);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (ksn) => {
        parseDesKsn(ksn);
      }),
    );
  });
});

describe("deriveDesWorkingKey", () => {
  test("gives five keys for five uses, none the transaction's own", () => {
    const key = fromHex(INITIAL_SEQUENCE[0][1]);
    const keys = USES.map((use) => toHex(deriveDesWorkingKey(key, use)));
    expect(new Set([...keys, toHex(key)]).size).toBe(6);
  });

  test("enciphers data keys under themselves, and no other", () => {
    const key = new Uint8Array(16);
    const variant = (at: number) => key.map((_, place) => (place % 8 === at ? 0xff : 0));
    const enciphered = (at: number) => desCipher(variant(at)).encrypt(variant(at));
    expect(USES.map((use) => deriveDesWorkingKey(key, use))).toEqual([
      variant(7),
      variant(6),
      variant(4),
      enciphered(5),
      enciphered(3),
    ]);
  });
});
