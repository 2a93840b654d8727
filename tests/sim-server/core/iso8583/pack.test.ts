import { describe, expect, test } from "vitest";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import type { Result } from "../../../../device-emulators/kit/result.ts";
import { MESSAGE_BYTES_MAX, type Message } from "../../../../sim-server/core/iso8583/dialect.ts";
import {
  type UnionPayMessage,
  unionPay,
} from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { packFrame } from "../../../../sim-server/core/iso8583/envelope.ts";
import type { Field } from "../../../../sim-server/core/iso8583/field.ts";
import { pack } from "../../../../sim-server/core/iso8583/pack.ts";
import { unpack } from "../../../../sim-server/core/iso8583/unpack.ts";
import { GOLDEN } from "./golden.ts";

const rows = unionPay.table.filter((field) => field !== undefined);

test.each(GOLDEN)("%s is written byte for byte", (_name, hex, frame) => {
  expect(hexOf(packFrame(unionPay, frame))).toBe(hex);
});

describe("how a field is written", () => {
  test.each<[string, UnionPayMessage["fields"], string]>([
    ["odd digits fill from the left", { 2: "6212345678900000003" }, "19 62123456789000000030"],
    ["even digits fill whole bytes", { 2: "6212345678901265" }, "16 6212345678901265"],
    ["a variable field may be empty", { 2: "" }, "00"],
    ["DE 22 meets the left edge", { 22: "051" }, "0510"],
    ["DE 23 meets the right edge", { 23: "001" }, "0001"],
    ["the separator of a track is D", { 35: "6212=30" }, "07 6212D300"],
    ["a separator may end a track", { 35: "62123=" }, "06 62123D"],
    ["three digits of length take two bytes", { 36: "1234567" }, "0007 12345670"],
    ["length counts digits where two share a byte", { 60: "00000001003" }, "0011 000000010030"],
    ["length counts bytes where they are bytes", { 62: new Uint8Array([1, 2]) }, "0002 0102"],
    ["text stands as it is", { 44: "0102 A" }, "06 303130322041"],
  ])("%s", (_name, fields, expected) => {
    const message = { mti: "0200", fields };
    const packed = pack(unionPay, message);
    expect(hexOf(packed).slice(20)).toBe(expected.replaceAll(" ", ""));
    expect(packed.ok && unpack(unionPay, packed.value)).toEqual({ ok: true, value: message });
  });

  test("a message of every field at its longest fits", () => {
    const fields = Object.fromEntries(rows.map((row) => [row.de, longest(row)]));
    const packed = pack(unionPay, { mti: "0200", fields });
    expect(packed.ok && packed.value.length).toBeLessThanOrEqual(MESSAGE_BYTES_MAX);
    expect(packed.ok && unpack(unionPay, packed.value)).toMatchObject({ value: { fields } });
  });
});

describe("what cannot be written", () => {
  test.each<[string, Message, string]>([
    ["mti of three digits", { mti: "020", fields: {} }, "bad-mti 0"],
    ["mti with a letter", { mti: "02A0", fields: {} }, "bad-mti 0"],
    ["field outside the dialect", say({ 5: "1" }), "unknown-field 5"],
    ["fixed digits one short", say({ 11: "00001" }), "wrong-length 11"],
    ["fixed digits one over", say({ 11: "0000001" }), "wrong-length 11"],
    ["variable digits one over", say({ 2: "12345678901234567890" }), "wrong-length 2"],
    ["letter among digits", say({ 4: "00000000123A" }), "bad-character 4"],
    ["letter as last odd digit", say({ 22: "02A" }), "bad-character 22"],
    ["letter as first odd digit", say({ 23: "A01" }), "bad-character 23"],
    ["track with a letter", say({ 35: "6212D3012" }), "bad-character 35"],
    ["space in alphanumeric", say({ 37: "06150930000 " }), "bad-character 37"],
    ["line break in printable", say({ 41: "1234567\n" }), "bad-character 41"],
    ["Chinese in printable", say({ 41: "1234567终" }), "bad-character 41"],
    ["text for bytes", say({ 52: "12345678" }), "wrong-type 52"],
    ["bytes for text", say({ 11: new Uint8Array(6) }), "wrong-type 11"],
    ["bytes of the wrong number", say({ 52: new Uint8Array(7) }), "wrong-length 52"],
  ])("%s", (_name, message, expected) => {
    const packed = pack(unionPay, message);
    expect(packed.ok ? "packed" : `${packed.error.code} ${packed.error.de}`).toBe(expected);
  });
});

function say(fields: Message["fields"]): Message {
  return { mti: "0200", fields };
}

function longest(row: Field): string | Uint8Array {
  return row.content === "b" ? new Uint8Array(row.max).fill(0xff) : "9".repeat(row.max);
}

function hexOf(result: Result<Uint8Array, { readonly detail: string }>): string {
  return result.ok ? toHex(result.value) : result.error.detail;
}
