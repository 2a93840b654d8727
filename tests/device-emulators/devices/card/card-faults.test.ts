import { expect, test } from "vitest";
import {
  type CardFault,
  findFault,
  formatCardFault,
  parseCardFault,
  spoilCryptogram,
} from "../../../../device-emulators/devices/card/card-faults.ts";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";

test.each<[string, CardFault]>([
  ["pull@1", { kind: "pull", at: 1 }],
  ["pull@99999", { kind: "pull", at: 99_999 }],
  ["mute", { kind: "mute" }],
  ["mute@12", { kind: "mute", at: 12 }],
  ["status=6F00", { kind: "status", statusWord: 0x6f00 }],
  ["status=6985@4", { kind: "status", statusWord: 0x6985, at: 4 }],
  ["slow=0", { kind: "slow", byMs: 0 }],
  ["slow=60000@2", { kind: "slow", byMs: 60_000, at: 2 }],
  ["cryptogram", { kind: "cryptogram" }],
  ["cryptogram@9", { kind: "cryptogram", at: 9 }],
])("%s is a fault, and is typed so", (text, fault) => {
  expect(parseCardFault(text)).toEqual({ ok: true, value: fault });
  expect(formatCardFault(fault)).toBe(text);
});

test.each([
  ["", "is no fault of a card"],
  ["explode", "is no fault of a card"],
  ["mute@0", "is no fault of a card"],
  ["mute@100000", "is no fault of a card"],
  ["pull", "wants pull@N and no value"],
  ["pull=1@2", "wants pull@N and no value"],
  ["mute=3", "mute takes no value"],
  ["cryptogram=3", "cryptogram takes no value"],
  ["status@2", "wants a status word: 6F00"],
  ["status=0000", "wants a status word: 6F00"],
  ["status=90000", "wants a status word: 6F00"],
  ["slow", "wants milliseconds, at most 60000"],
  ["slow=60001", "wants milliseconds, at most 60000"],
  ["slow=1F", "wants milliseconds, at most 60000"],
])("%j is refused: it %s", (text, why) => {
  expect(parseCardFault(text)).toEqual({ ok: false, error: why });
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
