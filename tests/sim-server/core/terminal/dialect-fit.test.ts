import { describe, expect, test } from "vitest";
import { type DialectSpec, defineDialect } from "../../../../sim-server/core/iso8583/dialect.ts";
import { BUILT_IN_DIALECTS } from "../../../../sim-server/core/iso8583/dialects/built-in.ts";
import { unionPay } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import type { FieldSpec } from "../../../../sim-server/core/iso8583/field.ts";
import { fitDialect } from "../../../../sim-server/core/terminal/dialect-fit.ts";

const { spec } = unionPay;

function misfitsOf(changes: Partial<DialectSpec>): string {
  const fit = fitDialect(defineDialect({ ...spec, ...changes }));
  return fit.ok ? "fits" : fit.error.join("; ");
}

const withField = (de: number, row: FieldSpec): string =>
  misfitsOf({ fields: { ...spec.fields, [de]: row } });

describe("a terminal speaks", () => {
  test.each<[string, Partial<DialectSpec>]>([
    ["UnionPay's dialect", {}],
    [
      "it in characters",
      {
        mti: "ascii",
        bitmap: "ascii",
        encoding: { ...spec.encoding, digits: "ascii", bytes: "ascii", prefix: "ascii" },
      },
    ],
    [
      "it on another wire",
      {
        wire: {
          length: { as: "ascii", bytes: 4, counts: "all" },
          header: { kind: "none" },
          frameBytesMax: 1_024,
        },
      },
    ],
    [
      "it with fields of its own",
      { fields: { ...spec.fields, 57: { name: "own", content: "ans", max: 99, prefix: 2 } } },
    ],
    [
      "it with more room",
      { fields: { ...spec.fields, 62: { name: "keys", content: "b", max: 999, prefix: 3 } } },
    ],
    [
      "it with ICC data divided",
      { fields: { ...spec.fields, 55: { name: "ICC data", content: "tlv", max: 255, prefix: 3 } } },
    ],
    ["the edition of 1987 said aloud", { version: "0" }],
  ])("%s", (_what, changes) => {
    expect(misfitsOf(changes)).toBe("fits");
  });
});

describe("a terminal does not speak", () => {
  test("a dialect without one of its fields", () => {
    const { 48: _totals, ...fields } = spec.fields;
    expect(misfitsOf({ fields })).toBe("DE 48 (totals) is missing");
  });

  test.each<[string, number, FieldSpec, string]>([
    [
      "text where it wants bytes",
      62,
      { name: "keys", content: "ans", max: 999, prefix: 3 },
      "DE 62 (keys and parameters) is of class ans; the terminal wants class b, bytes",
    ],
    [
      "characters where it wants digits",
      60,
      { name: "private", content: "ans", max: 99, prefix: 3 },
      "DE 60 (message kind and batch) is of class ans; the terminal wants class n",
    ],
    [
      "another fixed length",
      41,
      { name: "terminal", content: "ans", length: 16 },
      "DE 41 (terminal) has a fixed length of 16; the terminal wants a fixed length of 8",
    ],
    [
      "a variable length where it wants a fixed one",
      37,
      { name: "reference", content: "an", max: 12, prefix: 2 },
      "DE 37 (retrieval reference number) has a length of up to 12; the terminal wants a fixed length of 12",
    ],
    [
      "less room",
      60,
      { name: "private", content: "n", max: 16, prefix: 3 },
      "DE 60 (message kind and batch) has a length of up to 16; the terminal wants a length of up to 17",
    ],
  ])("%s", (_what, de, row, says) => {
    expect(withField(de, row)).toBe(says);
  });

  test("tracks in clear alone, where its own may be enciphered", () => {
    const says = "DE 35 (track 2) takes no track that is enciphered";
    expect(withField(35, { name: "track", content: "z", max: 37, prefix: 2 })).toBe(says);
  });

  test("another edition, or frames too short", () => {
    expect(misfitsOf({ version: "1" })).toContain("edition of 1987");
    expect(misfitsOf({ wire: { ...spec.wire, frameBytesMax: 1_023 } })).toBe(
      "its longest frame is 1023 bytes; the terminal wants 1024",
    );
  });

  test("the built-in dialects but UnionPay's", () => {
    const fitting = [...BUILT_IN_DIALECTS].filter(([, dialect]) => fitDialect(dialect).ok);
    expect(fitting.map(([name]) => name)).toEqual(["unionpay"]);
  });
});
