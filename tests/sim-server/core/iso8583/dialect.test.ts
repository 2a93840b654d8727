import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import {
  type Dialect,
  type DialectSpec,
  defineDialect,
  type Message,
} from "../../../../sim-server/core/iso8583/dialect.ts";
import { BUILT_IN_DIALECTS } from "../../../../sim-server/core/iso8583/dialects/built-in.ts";
import { iso87Ascii, iso87Bcd } from "../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { iso93Ascii } from "../../../../sim-server/core/iso8583/dialects/iso93.ts";
import { unionPay } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { pack } from "../../../../sim-server/core/iso8583/pack.ts";
import { unknownTags } from "../../../../sim-server/core/iso8583/tlv.ts";
import { unpack } from "../../../../sim-server/core/iso8583/unpack.ts";
import { PLAIN_WIRE } from "../../../../sim-server/core/iso8583/wire.ts";
import { anyMessage } from "../../../kit/any-message.ts";

const SMALL: DialectSpec = {
  name: "small",
  mti: "ebcdic",
  bitmap: "ebcdic",
  encoding: { digits: "ebcdic", text: "ebcdic", bytes: "ebcdic", prefix: "ebcdic" },
  wire: PLAIN_WIRE,
  fields: {
    3: { name: "processing code", content: "n", length: 6 },
    66: { name: "settlement code", content: "n", length: 1 },
    120: { name: "data", content: "tlv", max: 99, prefix: 2 },
    130: { name: "more", content: "ans", max: 99, prefix: 2 },
    192: { name: "last", content: "b", length: 2 },
  },
  tertiary: "behind-secondary",
};
const BEHIND = defineDialect(SMALL);
const IN_PLACE = defineDialect({ ...SMALL, name: "in place", tertiary: "in-place" });
const BINARY = defineDialect({ ...SMALL, name: "binary", bitmap: "binary", mti: "ascii" });
const ALL: readonly Dialect[] = [...BUILT_IN_DIALECTS.values(), BEHIND, IN_PLACE, BINARY];

describe.each(ALL.map((dialect) => [dialect.name, dialect] as const))("%s", (_name, dialect) => {
  test("any message survives packing and unpacking", () => {
    fc.assert(
      fc.property(anyMessage(dialect), (message) => {
        const packed = pack(dialect, message);
        expect(packed.ok && unpack(dialect, packed.value)).toEqual({ ok: true, value: message });
      }),
    );
  });

  test("a message cut at any byte is an error inside it, never a throw", () => {
    fc.assert(
      fc.property(anyMessage(dialect), fc.nat(), (message, cut) => {
        const packed = pack(dialect, message);
        if (!packed.ok || packed.value.length === 0) return;
        const length = cut % packed.value.length;
        const read = unpack(dialect, packed.value.subarray(0, length));
        expect(read.ok).toBe(false);
        if (!read.ok) expect(read.error.offset).toBeLessThanOrEqual(length);
      }),
    );
  });
});

test("every data element of the two editions has a row", () => {
  const present = (dialect: Dialect): number => dialect.table.filter(Boolean).length;
  expect([iso87Ascii, iso87Bcd, iso93Ascii].map(present)).toEqual([127, 127, 127]);
});

describe("bitmaps", () => {
  const text = (message: Message, dialect: Dialect): string => {
    const packed = pack(dialect, message);
    return packed.ok ? toLatin1(packed.value) : packed.error.detail;
  };

  test("the second is there when a field above 64 is", () => {
    expect(text({ mti: "0800", fields: { 11: "000001" } }, iso87Ascii)).toBe(
      "08000020000000000000000001",
    );
    expect(text({ mti: "0800", fields: { 11: "000001", 70: "301" } }, iso87Ascii)).toBe(
      "080080200000000000000400000000000000000001301",
    );
  });

  test("hex digits in small letters are read", () => {
    const ascii = Uint8Array.from("020000000000000a000000000", (c) => c.charCodeAt(0));
    expect(unpack(iso87Ascii, ascii)).toMatchObject({ value: { fields: { 45: "", 47: "" } } });
  });

  test("a second bitmap without a bit is read", () => {
    const bytes = fromHex("0800 8020000000000000 0000000000000000 000001");
    expect(unpack(iso87Bcd, bytes)).toEqual({
      ok: true,
      value: { mti: "0800", fields: { 11: "000001" } },
    });
  });

  test.each<[string, Dialect, string]>([
    ["behind the second", BINARY, "A000000000000000 C000000000000000 0000000000000001"],
    [
      "as DE 65, before what follows it",
      defineDialect({ ...BINARY.spec, tertiary: "in-place" }),
      "A000000000000000 C000000000000000",
    ],
  ])("the third stands %s", (_name, dialect, bitmaps) => {
    const message: Message = {
      mti: "0200",
      fields: { 3: "000000", 66: "1", 192: fromHex("ABCD") },
    };
    const packed = pack(dialect, message);
    const hex = packed.ok ? toHex(packed.value) : packed.error.detail;
    expect(hex.slice(8)).toBe(
      bitmaps.length > 40
        ? `${bitmaps.replaceAll(" ", "")}F0F0F0F0F0F0F1C1C2C3C4`
        : `${bitmaps.replaceAll(" ", "")}F0F0F0F0F0F00000000000000001F1C1C2C3C4`,
    );
    expect(packed.ok && unpack(dialect, packed.value)).toEqual({ ok: true, value: message });
  });

  test.each<[string, Dialect, string, string]>([
    ["a bit that is no field", iso87Ascii, "0200C0", "truncated @4 in bitmap"],
    ["a bitmap that is not hex", iso87Ascii, "0200G020000000000000", "bad-digit @4 in bitmap"],
    ["half a second bitmap", iso87Ascii, "02008000000000000000000", "truncated @20 in bitmap"],
    ["an MTI that is not digits", iso87Ascii, "02A00000000000000000", "bad-digit @0 in MTI"],
    ["the edition of 1993", iso87Ascii, "12000000000000000000", "unsupported @0 in MTI"],
    ["the edition of 1987", iso93Ascii, "02000000000000000000", "unsupported @0 in MTI"],
  ])("refuses %s", (_name, dialect, ascii, expected) => {
    const read = unpack(
      dialect,
      Uint8Array.from(ascii, (c) => c.charCodeAt(0)),
    );
    const { code, offset, path } = read.ok ? { code: "", offset: 0, path: [] } : read.error;
    expect(`${code} @${offset} in ${path.join(" ")}`).toBe(expected);
  });
});

describe("what no dialect writes", () => {
  test.each<[string, Dialect, Message, string]>([
    ["a field behind the last bitmap", unionPay, say({ 70: "301" }), "unknown-field 70"],
    ["a field of no bitmap at all", iso87Ascii, say({ 192: "1" }), "unknown-field 192"],
    ["DE 1 by hand", unionPay, say({ 1: new Uint8Array(8) }), "unknown-field 1"],
    ["another edition's MTI", iso93Ascii, { mti: "0200", fields: {} }, "bad-mti 0"],
    ["all that a message holds", wide(), wideMessage(5_493), "packed"],
    ["one byte more", wide(), wideMessage(5_494), "too-long 0"],
  ])("%s", (_name, dialect, message, expected) => {
    const packed = pack(dialect, message);
    expect(packed.ok ? "packed" : `${packed.error.code} ${packed.error.de}`).toBe(expected);
  });

  test.each([
    ["DE 1", { ...SMALL, fields: { 1: SMALL.fields[3] } }],
    ["DE 193", { ...SMALL, fields: { 193: SMALL.fields[3] } }],
    ["DE 129 without a third bitmap", { ...SMALL, tertiary: undefined }],
    ["DE 65 where it is the third bitmap", { ...SMALL, fields: { 65: SMALL.fields[3] } }],
  ])("a table with %s is a mistake", (_name, spec) => {
    expect(() => defineDialect(spec as DialectSpec)).toThrow("invariant");
  });
});

describe("unknown tags", () => {
  test("of BER-TLV are listed, and written again as they came", () => {
    const field = fromHex("9F26081122334455667788 C903010203 DF811801AA DF2A0110");
    const message: Message = { mti: "0200", fields: { 120: field } };
    const packed = pack(BEHIND, message);
    const read = packed.ok ? unpack(BEHIND, packed.value) : packed;
    expect(read.ok && unknownTags(BEHIND, read.value)).toEqual({
      ok: true,
      value: [
        { de: 120, tag: "C9" },
        { de: 120, tag: "DF2A" },
      ],
    });
    expect(read.ok && pack(BEHIND, read.value)).toEqual(packed);
  });

  test("of text are listed but for those that the row names", () => {
    const spec = {
      ...SMALL,
      fields: {
        48: {
          name: "private",
          content: "ans",
          max: 99,
          prefix: 2,
          tlv: { layout: "text", tagChars: 2, lengthDigits: 3, tags: { "01": "product" } },
        },
      },
    } as const;
    const dialect = defineDialect(spec);
    const message = { mti: "0200", fields: { 48: "01003ABC77001X" } };
    expect(unknownTags(dialect, message)).toEqual({ ok: true, value: [{ de: 48, tag: "77" }] });
    const broken = unknownTags(dialect, { mti: "0200", fields: { 48: "01009ABC" } });
    expect(broken).toMatchObject({
      error: { code: "truncated", offset: 5, path: ["DE 48", "01"] },
    });
  });
});

function say(fields: Message["fields"]): Message {
  return { mti: "0200", fields };
}

function wide(): Dialect {
  const row = { name: "wide", content: "ans", max: 9_999, prefix: 4 } as const;
  const rows = Array.from({ length: 7 }, (_, at) => [at + 2, row] as const);
  return defineDialect({ ...SMALL, fields: Object.fromEntries(rows) });
}

/** MTI and bitmap of 20 bytes, then seven fields with 4 bytes of length each. */
function wideMessage(lastLength: number): Message {
  const lengths = [9_999, 9_999, 9_999, 9_999, 9_999, 9_999, lastLength];
  return say(Object.fromEntries(lengths.map((length, at) => [at + 2, "A".repeat(length)])));
}
