import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { type CaKey, findCaKey } from "../../../../sim-server/core/emv/ca-keys.ts";
import { CA_KEYS } from "../../../vectors/offline-authentication.ts";

const keys: readonly CaKey[] = CA_KEYS.map((key) => ({ ...key, expiry: "20301231" }));
const [first] = CA_KEYS;

describe("the key of an authority", () => {
  test.each(CA_KEYS)("$rid $index, whose check value is as published", (key) => {
    const found = findCaKey(keys, `${key.rid}1010`, key.index, "20250618");
    expect(toHex(found?.modulus ?? fromHex(""))).toBe(key.modulus);
  });

  test.each([
    ["on its last day", "A0000000031010", "94", "20301231", true],
    ["past it", "A0000000031010", "94", "20310101", false],
    ["of another index", "A0000000031010", "95", "20250618", false],
    ["of another provider", "A0000000041010", "94", "20250618", false],
  ])("%s", (_name, aid, index, today, found) => {
    expect(findCaKey(keys, aid, index, today) !== undefined).toBe(found);
  });

  test.each<[string, Partial<CaKey>]>([
    ["modulus", { modulus: first.modulus.replace(/.$/, "5") }],
    ["exponent", { exponent: "010001" }],
    ["check value", { check: first.check.replace(/^./, "0") }],
  ])("is not used where its %s is not as it was sent", (_name, change) => {
    const spoilt = [{ ...first, expiry: "20301231", ...change }];
    expect(findCaKey(spoilt, `${first.rid}1010`, first.index, "20250618")).toBeUndefined();
  });
});
