import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { formatComplaint } from "../../../../scenarios/format/complaint.ts";
import { type Dialect, defineDialect } from "../../../../sim-server/core/iso8583/dialect.ts";
import { iso87Ascii } from "../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { packFrame, unpackFrame } from "../../../../sim-server/core/iso8583/envelope.ts";
import { pack } from "../../../../sim-server/core/iso8583/pack.ts";
import { unknownTags } from "../../../../sim-server/core/iso8583/tlv.ts";
import { unpack } from "../../../../sim-server/core/iso8583/unpack.ts";
import { parseDialect } from "../../../../sim-server/io/dialects/dialect-text.ts";
import { anyMessage } from "../../../kit/any-message.ts";

const EXAMPLES = Array.from(
  readFileSync("docs/dialects.md", "utf8").matchAll(/```yaml\n([\s\S]*?)```/g),
  (match) => match[1] ?? "",
);

function load(text: string): Dialect {
  const parsed = parseDialect(text, "dialect.yaml");
  if (!parsed.ok) throw new Error(parsed.error.map(formatComplaint).join("\n"));
  return defineDialect(parsed.value);
}

describe("the examples of the documentation", () => {
  test("are read, and their messages survive", () => {
    expect(EXAMPLES).toHaveLength(2);
    for (const text of EXAMPLES) {
      const dialect = load(text);
      fc.assert(
        fc.property(anyMessage(dialect), (message) => {
          const packed = pack(dialect, message);
          const read = packed.ok ? unpack(dialect, packed.value) : packed;
          expect(read).toEqual({ ok: true, value: message });
        }),
        { numRuns: 50 },
      );
    }
  });

  test("write what they say they do", () => {
    const dialect = load(EXAMPLES[0] ?? "");
    const packed = packFrame(dialect, {
      envelope: { destination: "0003", source: "0000", header: "" },
      message: {
        mti: "0200",
        fields: {
          2: "6205500000000000004",
          4: "1234",
          28: "D00000050",
          41: "T1",
          48: "01003ABC99001X",
        },
      },
    });
    const hex =
      "0042 6000030000 0200 5000001000810000 19 6205500000000000004F 000000001234" +
      "443030303030303530 5431202020202020 303134 30313030334142433939303031 58";
    expect(packed.ok ? toHex(packed.value) : packed.error.detail).toBe(hex.replaceAll(" ", ""));
    const read = unpackFrame(dialect, fromHex(hex));
    expect(read.ok && unknownTags(dialect, read.value.message)).toEqual({
      ok: true,
      value: [{ de: 48, tag: "99" }],
    });
  });

  test("inherit what they leave out", () => {
    const dialect = load(EXAMPLES[1] ?? "");
    expect(dialect.name).toBe("corner-bank-87");
    expect(dialect.table[55]?.content).toBe("tlv");
    expect(dialect.spec).toEqual({
      ...iso87Ascii.spec,
      name: "corner-bank-87",
      fields: { ...iso87Ascii.spec.fields, 55: dialect.spec.fields[55] },
    });
  });
});

test("JSON is read as well", () => {
  const text = '{ "format": 1, "dialect": "x", "like": "iso87-bcd", "fields": {} }';
  expect(load(text).table[2]?.name).toBe("primary account number");
});

describe("complaints", () => {
  const head = "format: 1\ndialect: x\nlike: iso87-ascii\n";
  test.each<[string, string, string]>([
    ["no YAML", "format: [", "dialect.yaml:1:10: not YAML"],
    [
      "another version",
      "format: 2\ndialect: x\nlike: iso87-ascii\nfields: {}",
      "1:9: `format` must be 1",
    ],
    [
      "a key that is misspelt",
      `${head}fields:\n  2: { nmae: x, class: n, length: 2 }`,
      "5:8: unknown key `nmae`; did you mean `name`?",
    ],
    [
      "an unknown class",
      `${head}fields:\n  2: { name: x, class: num, length: 2 }`,
      "5:24: unknown class `num`; there are `n`, `a`",
    ],
    [
      "an unknown dialect",
      "format: 1\ndialect: x\nlike: iso88-ascii\nfields: {}",
      "3:7: unknown dialect `iso88-ascii`; did you mean `iso87-ascii`?",
    ],
    [
      "nothing to build on",
      "format: 1\ndialect: x\nmti: bcd\nfields: {}",
      "1:1: `bitmap` is missing; write it, or name a dialect in `like`",
    ],
    [
      "no data element",
      `${head}fields:\n  1: { name: x, class: n, length: 2 }`,
      "5:3: DE 1 is no data element; they are 2 to 192",
    ],
    [
      "a data element that is a word",
      `${head}fields:\n  pan: { name: x, class: n, length: 2 }`,
      "5:3: DE pan is no data element",
    ],
    [
      "DE 129 without a third bitmap",
      `${head}fields:\n  129: { name: x, class: n, length: 2 }`,
      "5:3: DE 129 wants a third bitmap",
    ],
    [
      "DE 65 beside a third bitmap",
      `${head}tertiary: in-place\nfields:\n  65: { name: x, class: n, length: 2 }`,
      "6:3: DE 65 is the third bitmap",
    ],
    [
      "length and prefix",
      `${head}fields:\n  2: { name: x, class: n, length: 2, prefix: LL }`,
      "5:3: DE 2 cannot be written so: it wants either `length`, or `most` and `prefix`",
    ],
    [
      "neither of them",
      `${head}fields:\n  2: { name: x, class: n }`,
      "5:3: DE 2 cannot be written so: it wants either",
    ],
    [
      "a prefix's code alone",
      `${head}fields:\n  2: { name: x, class: n, length: 2, prefix-as: bcd }`,
      "`prefix-as` wants a `prefix`",
    ],
    [
      "letters in BCD",
      `${head}fields:\n  2: { name: x, class: an, length: 2, as: bcd }`,
      "5:3: DE 2 cannot be written so: an is written as ascii or ebcdic, not as bcd",
    ],
    [
      "a prefix too small",
      `${head}fields:\n  2: { name: x, class: n, most: 100, prefix: LL }`,
      "a prefix of 2 says at most 99",
    ],
    [
      "a text tag without its size",
      `${head}fields:\n  2: { name: x, class: ans, length: 2, tlv: { layout: text } }`,
      "text data objects want `tag` and `length`",
    ],
    [
      "a BER tag with a size",
      `${head}fields:\n  2: { name: x, class: b, length: 2, tlv: { layout: ber, tag: 2 } }`,
      "BER-TLV says itself",
    ],
    [
      "a length without bytes",
      `${head}wire: { length: { as: bcd }, header: { kind: none }, longest: 99 }\nfields: {}`,
      "4:1: a frame's length wants `bytes` and `counts`",
    ],
    [
      "an odd header",
      `${head}wire: { length: { as: none }, header: { kind: tpdu-digits, digits: 11 }, longest: 99 }\nfields: {}`,
      "4:1: a header of digits wants `digits`, an even number",
    ],
    [
      "a header of text without its size",
      `${head}wire: { length: { as: none }, header: { kind: text }, longest: 99 }\nfields: {}`,
      "a header of text wants `chars`",
    ],
    [
      "a field written twice",
      `${head}fields:\n  2: { name: x, class: n, length: 2 }\n  2: { name: y, class: n, length: 2 }`,
      "6:3: duplicate key `2`; line 5 has it already",
    ],
    ["a list", "- 1", "1:1: a dialect must be a map, not a list"],
    ["nothing", "", "the file is empty"],
  ])("tell of %s", (_name, text, expected) => {
    const parsed = parseDialect(text, "dialect.yaml");
    expect(parsed.ok ? "read" : parsed.error.map(formatComplaint).join("\n")).toContain(expected);
  });

  test("any text is a dialect or complaints, never a throw", () => {
    const text = EXAMPLES[0] ?? "";
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(6), fc.string({ maxLength: 6 }), (at, cut, put) => {
        const parsed = parseDialect(text.slice(0, at) + put + text.slice(at + cut), "x");
        if (parsed.ok) expect(defineDialect(parsed.value).table.length).toBeGreaterThan(64);
        else expect(parsed.error.length).toBeGreaterThan(0);
      }),
    );
  });
});
