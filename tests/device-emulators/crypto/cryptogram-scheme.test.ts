import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  mastercardProprietary,
  unionPay3des,
  unionPaySm4,
  visaCvn10,
  visaCvn18,
  visaCvn22,
} from "../../../device-emulators/crypto/cryptogram-scheme.ts";
import { equalBytes, fromHex, fromLatin1, toHex } from "../../../device-emulators/kit/bytes.ts";
import { EMV_SCHEMES, openRow } from "../../../sim-server/conformance/vectors/emv.ts";
import { CRYPTOGRAM, SM4_CRYPTOGRAM } from "../../../sim-server/conformance/vectors/unionpay.ts";

const ALL = [
  ["UnionPay, triple DES", unionPay3des],
  ["UnionPay, SM4", unionPaySm4],
  ["Visa 10", visaCvn10],
  ["Visa 18", visaCvn18],
  ["Visa '22'", visaCvn22],
  ["M/Chip", mastercardProprietary],
] as const;

describe("a scheme", () => {
  test.each([
    ["triple DES", unionPay3des, CRYPTOGRAM],
    ["SM4", unionPaySm4, SM4_CRYPTOGRAM],
  ] as const)("of UnionPay with %s goes from master key to answer", (_name, scheme, row) => {
    const master = scheme.openMaster(fromHex(row.masterKey));
    const cardKey = scheme.deriveCardKey(master, row.pan, row.panSequence);
    const session = scheme.openCard(cardKey)({ atc: row.atc });
    const arqc = session.compute(fromHex(row.input));
    expect(toHex(cardKey)).toBe(row.cardKey);
    expect(toHex(arqc)).toBe(row.arqc);
    expect(toHex(session.computeResponse(arqc, fromLatin1(row.responseCode)))).toBe(row.arpc);
  });

  test.each(EMV_SCHEMES)("$name computes and answers", (row) => {
    const session = openRow(row);
    expect(toHex(session.compute(fromHex(row.input)))).toBe(row.cryptogram);
    const answer = session.computeResponse(fromHex(row.cryptogram), fromHex(row.bound));
    expect(toHex(answer)).toBe(row.answer);
  });

  test("says its version and algorithm as tag 9F10 has them", () => {
    const named = ALL.map(([, { version, algorithm }]) => [version, algorithm]);
    expect(named).toEqual([
      [0x01, 0x01],
      [0x17, 0x04],
      [0x0a, undefined],
      [0x12, undefined],
      [0x22, undefined],
      [0x10, undefined],
    ]);
  });

  test.each(ALL)("%s: a cryptogram changes with any byte it covers", (_name, scheme) => {
    const session = scheme.openCard(fromHex(CRYPTOGRAM.cardKey))({ atc: 7 });
    const input = fromHex(CRYPTOGRAM.input);
    const before = session.compute(input);
    fc.assert(
      fc.property(fc.nat({ max: input.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = input.map((byte, place) => (place === at ? byte ^ by : byte));
        expect(equalBytes(session.compute(changed), before)).toBe(false);
        expect(before).toHaveLength(8);
      }),
    );
  });

  test.each([
    ["UnionPay, triple DES", unionPay3des, true, false],
    ["UnionPay, SM4", unionPaySm4, true, false],
    ["Visa 10", visaCvn10, false, false],
    ["Visa 18", visaCvn18, true, false],
    ["M/Chip", mastercardProprietary, true, true],
  ] as const)("%s: a key depends on the counter: %s; on the terminal's number: %s", (...row) => {
    const [, scheme, onCounter, onNumber] = row;
    const open = scheme.openCard(fromHex(CRYPTOGRAM.cardKey));
    const input = fromHex(CRYPTOGRAM.input);
    const made = (atc: number, unpredictable: string) =>
      toHex(open({ atc, unpredictable: fromHex(unpredictable) }).compute(input));
    expect(made(1, "00000001") !== made(2, "00000001")).toBe(onCounter);
    expect(made(1, "00000001") !== made(1, "00000002")).toBe(onNumber);
  });
});
