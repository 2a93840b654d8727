import { describe, expect, test } from "vitest";
import { encodeTlv } from "../../../../device-emulators/kit/ber-tlv.ts";
import { concat, fromHex, fromLatin1, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { UNIONPAY_KERNEL } from "../../../../sim-server/core/emv/unionpay-terminal.ts";
import { withDownloads } from "../../../../sim-server/core/terminal/downloaded-kernel.ts";

const KERNEL = { ...UNIONPAY_KERNEL, serialNumber: "20000001" };
const DEBIT = "A000000333010101";

const objects = (values: Readonly<Record<string, string>>): string =>
  toHex(concat(Object.entries(values).map(([tag, value]) => encodeTlv(tag, fromHex(value)))));
const later = (more: { caKeys?: readonly string[]; applications?: readonly string[] }) =>
  withDownloads(KERNEL, { caKeys: [], applications: [], ...more });

const KEY = {
  "9F06": "A000000333",
  "9F22": "E1",
  DF05: toHex(fromLatin1("20301231")),
  DF02: "C1".repeat(128),
  DF04: "010001",
  DF03: "AB".repeat(20),
};

const APPLICATION = {
  "9F06": DEBIT,
  DF01: "01",
  "9F08": "0020",
  DF11: "D84000A800",
  DF12: "D84004F800",
  DF13: "0010000000",
  "9F1B": "00002710",
  DF15: "00000064",
  DF16: "50",
  DF17: "10",
};

describe("keys of certification authorities", () => {
  test("one of the same provider and index takes the place of what was there", () => {
    const { caKeys } = later({ caKeys: [objects(KEY)] });
    expect(caKeys).toEqual([
      {
        rid: "A000000333",
        index: "E1",
        modulus: "C1".repeat(128),
        exponent: "010001",
        check: "AB".repeat(20),
        expiry: "20301231",
      },
    ]);
  });

  test("another index is added, and the later of two counts", () => {
    const first = { ...KEY, "9F22": "0B" };
    const second = { ...first, DF04: "03" };
    const { caKeys } = later({ caKeys: [objects(first), objects(second)] });
    expect(caKeys.map(({ index, exponent }) => [index, exponent])).toEqual([
      ["E1", "03"],
      ["0B", "03"],
    ]);
  });

  test("a date may come packed", () => {
    const { caKeys } = later({ caKeys: [objects({ ...KEY, DF05: "20291130" })] });
    expect(caKeys[0]?.expiry).toBe("20291130");
  });

  test.each(Object.keys(KEY))("a key without %s is none", (tag) => {
    const { [tag as keyof typeof KEY]: _, ...rest } = KEY;
    expect(later({ caKeys: [objects(rest)] }).caKeys).toEqual(KERNEL.caKeys);
  });
});

describe("applications", () => {
  test("one of the same name takes the place of what was there", () => {
    const { applications } = later({ applications: [objects(APPLICATION)] });
    expect(applications).toHaveLength(KERNEL.applications.length);
    expect(applications[0]).toEqual({
      aid: DEBIT,
      match: "partial",
      version: "0020",
      actionCodes: { denial: "0010000000", online: "D84004F800", default: "D84000A800" },
      floorLimitMinor: 10_000,
      randomSelection: { thresholdMinor: 100, maxPercent: 50, targetPercent: 10 },
    });
  });

  test.each([
    ["the whole name where DF01 is 00", { DF01: "00" }, { match: "exact" }],
    ["9F09 before 9F08", { "9F09": "0031" }, { version: "0031" }],
  ])("%s", (_, changes, expected) => {
    const hex = objects({ ...APPLICATION, ...changes });
    expect(later({ applications: [hex] }).applications[0]).toMatchObject(expected);
  });

  test.each(["9F06", "DF12", "DF13"] as const)("one without %s is none", (tag) => {
    const { [tag]: _, ...rest } = APPLICATION;
    expect(later({ applications: [objects(rest)] }).applications).toEqual(KERNEL.applications);
  });

  test("bytes that are no data objects change nothing", () => {
    expect(later({ applications: ["9F06"], caKeys: ["DF"] })).toEqual(KERNEL);
  });
});
