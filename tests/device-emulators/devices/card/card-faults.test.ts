import { expect, test } from "vitest";
import {
  cardFaultOf,
  findFault,
  spoilCryptogram,
} from "../../../../device-emulators/devices/card/card-faults.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { CARD_FAULTS } from "../../../../device-emulators/kit/faults/card-faults.ts";
import type { FaultParams } from "../../../../device-emulators/kit/faults/fault-kind.ts";

test.each<[string, FaultParams, object]>([
  ["card.pulled", { apdu: 1 }, { kind: "pull", at: 1 }],
  ["card.mute", { apdu: 0 }, { kind: "mute" }],
  ["card.mute", { apdu: 12 }, { kind: "mute", at: 12 }],
  ["card.status", { sw: "6F00", apdu: 0 }, { kind: "status", statusWord: 0x6f00 }],
  ["card.status", { sw: "6985", apdu: 4 }, { kind: "status", statusWord: 0x6985, at: 4 }],
  ["card.slow", { ms: 500, apdu: 2 }, { kind: "slow", byMs: 500, at: 2 }],
  ["card.cryptogram-wrong", { apdu: 9 }, { kind: "cryptogram", at: 9 }],
])("%s with %o is %o", (fault, params, means) => {
  expect(cardFaultOf({ fault, nth: 1, times: 1, params })).toEqual(means);
});

test("every fault of a card in the catalogue is one, and no other", () => {
  const order = (fault: string) => ({
    fault,
    nth: 1,
    times: 1,
    params: { apdu: 1, sw: "6F00", ms: 1 },
  });
  expect(CARD_FAULTS.filter(({ id }) => cardFaultOf(order(id)) === undefined)).toEqual([]);
  expect(cardFaultOf(order("cable.drop"))).toBeUndefined();
});

test("a fault strikes at its command, or at every one", () => {
  const faults = [{ kind: "mute", at: 3 } as const, { kind: "slow", byMs: 5 } as const];
  expect([2, 3, 4].map((n) => findFault(faults, "mute", n)?.at)).toEqual([undefined, 3, undefined]);
  expect([1, 9].map((n) => findFault(faults, "slow", n)?.byMs)).toEqual([5, 5]);
  expect(findFault(faults, "pull", 3)).toBeUndefined();
});

test.each([
  ["format 1", "800B 80 0001 1122334455667788 9000", "800B 80 0001 1122334455667789 9000"],
  [
    "format 1 with the issuer's data",
    "800D 80 0001 1122334455667788 AABB 9000",
    "800D 80 0001 1122334455667789 AABB 9000",
  ],
  ["format 2", "7708 9F2601 11 9F2701 80 9000", "7708 9F2601 10 9F2701 80 9000"],
  ["a signature", "7708 9F4B01 11 9F2701 40 9000", "7708 9F4B01 10 9F2701 40 9000"],
  ["a refusal", "6985", "6985"],
  ["no template", "7003 9F2600 9000", "7003 9F2600 9000"],
  ["an empty proof", "7703 9F2600 9000", "7703 9F2600 9000"],
  ["half a template", "7708 9F26 9000", "7708 9F26 9000"],
  ["one byte", "90", "90"],
  ["nothing", "", ""],
])("of %s, one bit of the proof is turned", (_name, answer, spoilt) => {
  const bytes = fromHex(answer);
  expect(toHex(spoilCryptogram(bytes))).toBe(spoilt.replaceAll(" ", ""));
  expect(toHex(bytes)).toBe(answer.replaceAll(" ", ""));
});
