import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import type { Result } from "../../../../device-emulators/kit/result.ts";
import type { Dialect } from "../../../../sim-server/core/iso8583/dialect.ts";
import { defineDialect } from "../../../../sim-server/core/iso8583/dialect.ts";
import {
  type Encoding,
  type FieldSpec,
  type FieldValue,
  findRowFault,
} from "../../../../sim-server/core/iso8583/field.ts";
import { pack } from "../../../../sim-server/core/iso8583/pack.ts";
import { unpack } from "../../../../sim-server/core/iso8583/unpack.ts";
import { PLAIN_WIRE } from "../../../../sim-server/core/iso8583/wire.ts";

const ENCODING: Encoding = { digits: "bcd", text: "ascii", bytes: "binary", prefix: "bcd" };

/** A dialect whose only field is DE 2; its messages start with ten bytes. */
function only(row: Row): Dialect {
  return defineDialect({
    name: "probe",
    mti: "bcd",
    bitmap: "binary",
    encoding: ENCODING,
    wire: PLAIN_WIRE,
    fields: { 2: { name: "probe", ...row } as FieldSpec },
  });
}

type WithoutName<Spec> = Spec extends unknown ? Omit<Spec, "name"> : never;
type Row = WithoutName<FieldSpec>;
const n = { content: "n", max: 19, prefix: 2 } as const;
const hex = (text: string): Uint8Array => fromHex(text);

describe("how a row says that a field is written", () => {
  test.each<[string, Row, FieldValue, string]>([
    ["BCD, odd, 0 behind", { ...n, padding: "0-right" }, "123", "03 1230"],
    ["BCD, odd, F behind", { ...n, padding: "F-right" }, "123", "03 123F"],
    ["BCD, odd, 0 before", { ...n, padding: "0-left" }, "123", "03 0123"],
    ["BCD, even, no padding", { ...n, padding: "F-right" }, "1234", "04 1234"],
    ["BCD counted in bytes, odd", { ...n, padding: "F-right", counts: "bytes" }, "123", "02 123F"],
    [
      "BCD counted in bytes, even",
      { ...n, padding: "F-right", counts: "bytes" },
      "1234",
      "02 1234",
    ],
    ["BCD counted in bytes, none", { ...n, padding: "F-right", counts: "bytes" }, "", "00"],
    ["ASCII digits", { ...n, as: "ascii" }, "123", "03 313233"],
    ["EBCDIC digits", { ...n, as: "ebcdic" }, "123", "03 F1F2F3"],
    ["an ASCII length before BCD", { ...n, prefixAs: "ascii" }, "1234", "3034 1234"],
    ["an EBCDIC length before ASCII", { ...n, prefixAs: "ebcdic", as: "ascii" }, "1", "F0F1 31"],
    [
      "a binary length of one byte",
      { content: "b", max: 200, prefix: 1, prefixAs: "binary" },
      hex("AB"),
      "01 AB",
    ],
    [
      "a binary length of two bytes",
      { content: "b", max: 300, prefix: 2, prefixAs: "binary" },
      hex("AB"),
      "0001 AB",
    ],
    [
      "one digit of length",
      { content: "n", max: 9, prefix: 1, as: "ascii", prefixAs: "ascii" },
      "7",
      "31 37",
    ],
    ["four digits of length", { content: "b", max: 9999, prefix: 4 }, hex("AB"), "0001 AB"],
    ["bytes as ASCII hex", { content: "b", length: 2, as: "ascii" }, hex("AB01"), "41423031"],
    ["bytes as EBCDIC hex", { content: "b", length: 2, as: "ebcdic" }, hex("AB01"), "C1C2F0F1"],
    [
      "hex counted in bytes",
      { content: "b", max: 9, prefix: 2, as: "ascii" },
      hex("AB"),
      "01 4142",
    ],
    [
      "hex counted in digits",
      { content: "b", max: 9, prefix: 2, as: "ascii", counts: "digits" },
      hex("AB"),
      "02 4142",
    ],
    ["letters", { content: "a", length: 3 }, "CUP", "435550"],
    ["EBCDIC text", { content: "ans", length: 6, as: "ebcdic" }, "a Z^[]", "81 40 E9 5F AD BD"],
    ["a space among letters and digits", { content: "anp", length: 3 }, "A1 ", "413120"],
    [
      "x+n 8: nine characters",
      { content: "x+n", length: 8, as: "ascii" },
      "D00000150",
      "44 3030303030313530",
    ],
    [
      "x+n 8 in EBCDIC",
      { content: "x+n", length: 8, as: "ebcdic" },
      "C00000150",
      "C3 F0F0F0F0F0F1F5F0",
    ],
    [
      "x+n 8 in BCD: a letter and four bytes",
      { content: "x+n", length: 8 },
      "C00000150",
      "43 00000150",
    ],
    [
      "a track, odd, F behind",
      { content: "z", max: 37, prefix: 2, padding: "F-right" },
      "6=1",
      "03 6D1F",
    ],
    [
      "a track, odd, 0 before",
      { content: "z", max: 37, prefix: 2, padding: "0-left" },
      "6=1",
      "03 06D1",
    ],
    [
      "a track that may be enciphered",
      { content: "z", max: 37, prefix: 2, enciphered: true },
      "6=ABCEF",
      "07 6DABCEF0",
    ],
    ["a track in ASCII", { content: "z", max: 37, prefix: 2, as: "ascii" }, "6=1", "03 363D31"],
    ["data objects", { content: "tlv", max: 99, prefix: 2 }, hex("DF811801AA"), "05 DF811801AA"],
  ])("%s", (_name, row, value, expected) => {
    const dialect = only(row);
    const message = { mti: "0200", fields: { 2: value } };
    const packed = pack(dialect, message);
    expect(hexOf(packed).slice(20)).toBe(expected.replaceAll(" ", ""));
    expect(packed.ok && unpack(dialect, packed.value)).toEqual({ ok: true, value: message });
  });

  test("a track that is never enciphered holds no half bytes but digits and separators", () => {
    const read = (row: Row) => unpack(only(row), hex("0200 4000000000000000 02 6E")).ok;
    const track = { content: "z", max: 37, prefix: 2 } as const;
    expect([read(track), read({ ...track, enciphered: true })]).toEqual([false, true]);
    const written = (text: string) =>
      pack(only({ ...track, enciphered: true }), { mti: "0200", fields: { 2: text } }).ok;
    expect([written("6E"), written("6D"), written("6G")]).toEqual([true, false, false]);
  });

  test.each<[string, Row, string, string]>([
    ["zeros before", { content: "n", length: 6, fill: "zeros-left" }, "42", "000042"],
    ["spaces behind", { content: "ans", length: 6, fill: "spaces-right" }, "AB", "41422020 2020"],
    [
      "zeros behind the sign",
      { content: "x+n", length: 8, fill: "zeros-left" },
      "D150",
      "4400000150",
    ],
  ])("the codec fills with %s where the row says so", (_name, row, value, expected) => {
    const packed = pack(only(row), { mti: "0200", fields: { 2: value } });
    expect(hexOf(packed).slice(20)).toBe(expected.replaceAll(" ", ""));
  });
});

describe("what a row refuses, written", () => {
  test.each<[string, Row, FieldValue, string]>([
    [
      "what is too long to be filled",
      { content: "n", length: 2, fill: "zeros-left" },
      "123",
      "wrong-length",
    ],
    ["a short field without fill", { content: "n", length: 6 }, "42", "wrong-length"],
    ["another sign", { content: "x+n", length: 8 }, "E00000150", "bad-character"],
    ["an amount one digit short", { content: "x+n", length: 8 }, "C0000150", "wrong-length"],
    [
      "nothing for an amount",
      { content: "x+n", length: 8, fill: "zeros-left" },
      "",
      "bad-character",
    ],
    ["bytes for text", { content: "ans", length: 2 }, hex("4142"), "wrong-type"],
    ["text for hex", { content: "b", length: 2, as: "ascii" }, "AB", "wrong-type"],
    ["data objects cut short", { content: "tlv", max: 9, prefix: 2 }, hex("9F2608"), "bad-tlv"],
    ["a letter of no code", { content: "ans", length: 1, as: "ebcdic" }, "终", "bad-character"],
  ])("%s", (_name, row, value, expected) => {
    const packed = pack(only(row), { mti: "0200", fields: { 2: value } });
    expect(packed.ok ? "packed" : packed.error.code).toBe(expected);
  });
});

describe("what a row refuses, read", () => {
  const start = "0200 4000000000000000";
  test.each<[string, Row, string, string]>([
    ["0 where F pads", { ...n, padding: "F-right" }, "03 1230", "bad-digit @11"],
    ["F where 0 pads", { ...n, padding: "0-right" }, "03 123F", "bad-digit @11"],
    [
      "more digits than bytes may count",
      { content: "n", max: 3, prefix: 2, padding: "F-right", counts: "bytes" },
      "02 1234",
      "too-long @10",
    ],
    [
      "an odd number of hex digits",
      { content: "b", max: 9, prefix: 2, as: "ascii", counts: "digits" },
      "03 414243",
      "bad-digit @10",
    ],
    ["a letter in an ASCII length", { ...n, prefixAs: "ascii" }, "3A31 12", "bad-digit @10"],
    ["half an ASCII length", { ...n, prefixAs: "ascii" }, "31", "truncated @10"],
    [
      "a binary length above the field's",
      { content: "b", max: 2, prefix: 1, prefixAs: "binary" },
      "03 AABBCC",
      "too-long @10",
    ],
    ["what is no hex digit", { content: "b", length: 1, as: "ascii" }, "4147", "bad-digit @10"],
    ["another sign", { content: "x+n", length: 8 }, "45 00000150", "bad-digit @10"],
    ["an empty amount", { content: "x+n", max: 8, prefix: 2 }, "00", "truncated @11"],
    [
      "lower case that EBCDIC has not there",
      { content: "a", length: 1, as: "ebcdic" },
      "61",
      "bad-digit @10",
    ],
    [
      "a data object cut short, at its place",
      { content: "tlv", max: 9, prefix: 2 },
      "04 9F260811",
      "truncated @14",
    ],
    [
      "a data object in hex, at its place",
      { content: "tlv", max: 9, prefix: 2, as: "ascii" },
      "03 394632363038",
      "truncated @17",
    ],
    [
      "a length of 2^63",
      { content: "tlv", max: 20, prefix: 2 },
      "11 9F26 88 8000000000000000 00000000",
      "too-long @13",
    ],
  ])("%s", (_name, row, body, expected) => {
    const read = unpack(only(row), fromHex(`${start} ${body}`));
    expect(read.ok ? "read" : `${read.error.code} @${read.error.offset}`).toBe(expected);
  });

  test("the error says what was wanted and what remains", () => {
    const row = { content: "ans", max: 100, prefix: 3 } as const;
    const read = unpack(only(row), fromHex(`${start} 0100 ${"41".repeat(26)}`));
    expect(!read.ok && read.error.detail).toBe("DE 2 (probe) wants 100 bytes, 26 remain");
  });
});

describe("rows that cannot be", () => {
  const bcd = { name: "x", content: "n", max: 100, prefix: 3 } as const;
  test.each<[string, FieldSpec, string]>([
    ["letters in BCD", { name: "x", content: "an", length: 2, as: "bcd" }, "an is written as"],
    ["bytes in BCD", { name: "x", content: "b", length: 2, as: "bcd" }, "b is written as"],
    ["a prefix too small", { name: "x", content: "n", max: 100, prefix: 2 }, "at most 99"],
    ["bytes of BCD padded with 0", { ...bcd, counts: "bytes" }, "F-right"],
    ["counts without a prefix", { name: "x", content: "n", length: 2, counts: "bytes" }, "counts"],
    ["a filled variable field", { ...bcd, fill: "zeros-left" }, "fill"],
    ["filled bytes", { name: "x", content: "b", length: 2, fill: "zeros-left" }, "fill"],
    ["BER-TLV in text", { name: "x", content: "ans", length: 2, tlv: { layout: "ber" } }, "BER"],
  ])("%s", (_name, row, expected) => {
    expect(findRowFault(row, ENCODING)).toContain(expected);
    expect(() => only(row)).toThrow(expected);
  });
});

function hexOf(result: Result<Uint8Array, { readonly detail: string }>): string {
  return result.ok ? toHex(result.value) : result.error.detail;
}
