import { describe, expect, test } from "vitest";
import { desCipher } from "../../../../device-emulators/crypto/blocks.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { KEYS } from "../../../../sim-server/conformance/vectors/unionpay.ts";
import {
  type UnionPayMessage,
  unionPay,
} from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { unpackFrame } from "../../../../sim-server/core/iso8583/envelope.ts";
import { authentic, mismatch } from "../../../../sim-server/core/terminal/answer.ts";
import { GOLDEN } from "../iso8583/golden.ts";

const REQUEST: UnionPayMessage = {
  mti: "0200",
  fields: {
    3: "000000",
    4: "000000001234",
    11: "000002",
    41: "12345678",
    42: "TILLYARD0000001",
  },
};
const ANSWER: UnionPayMessage = { mti: "0210", fields: { ...REQUEST.fields, 39: "00" } };

function changed(fields: UnionPayMessage["fields"], mti = "0210"): UnionPayMessage {
  return { mti, fields: { ...ANSWER.fields, ...fields } };
}

describe("matching an answer", () => {
  test.each([
    ["its own", ANSWER, undefined],
    ["a reversal's with the same number", changed({}, "0410"), "message type"],
    ["the request itself", changed({}, "0200"), "message type"],
    ["another processing code", changed({ 3: "200000" }), "processing code"],
    ["another amount", changed({ 4: "000000001235" }), "amount"],
    ["no amount", changed({ 4: undefined }), "amount"],
    ["less, approved in part", changed({ 4: "000000001233", 39: "10" }), undefined],
    ["more, approved in part", changed({ 4: "000000001235", 39: "10" }), "amount"],
    ["shorter, approved in part", changed({ 4: "0000", 39: "10" }), "amount"],
    ["another number", changed({ 11: "000003" }), "trace number"],
    ["another terminal", changed({ 41: "12345679" }), "terminal"],
    ["another merchant", changed({ 42: "TILLYARD0000002" }), "merchant"],
    ["part of the amount, approved", changed({ 4: "000000001233", 39: "10" }), undefined],
    ["part of the amount, declined", changed({ 4: "000000001233", 39: "51" }), "amount"],
    ["more than the amount, in part", changed({ 4: "000000001235", 39: "10" }), "amount"],
    ["no amount, in part", changed({ 4: undefined, 39: "10" }), "amount"],
    ["elements that were not asked", changed({ 25: "00" }), undefined],
  ])("%s: %s", (_name, answer, expected) => {
    expect(mismatch(REQUEST, answer)).toBe(expected);
  });

  test("an amount that was not asked may come", () => {
    const signOn: UnionPayMessage = { mti: "0800", fields: { 11: "000002" } };
    expect(mismatch(signOn, changed({}, "0810"))).toBeUndefined();
  });

  test.each([
    ["of the same items", "0330", "00000001201", "08", undefined],
    ["of other items under the same number", "0330", "00000001201", "01", "items"],
    ["of the end of it", "0330", "00000001202", "08", "management code"],
    ["that names another batch to go on with", "0330", "00000002201", "08", undefined],
    ["that says neither", "0330", undefined, undefined, undefined],
  ])("an answer to an upload %s", (_name, mti, kind, items, expected) => {
    const asked = { 11: "000002", 41: "12345678", 48: "08", 60: "00000001201" };
    const fields = { ...asked, 48: items, 60: kind };
    expect(mismatch({ mti: "0320", fields: asked }, { mti, fields })).toBe(expected);
  });

  test("a sign-on's late answer is none to a download", () => {
    const download: UnionPayMessage = { mti: "0800", fields: { 60: "00000001360" } };
    const late: UnionPayMessage = { mti: "0810", fields: { 11: "000002", 60: "00000001003" } };
    expect(mismatch(download, late)).toBe("management code");
  });

  test("without a request nothing is an answer", () => {
    expect(mismatch(undefined, ANSWER)).toBe("nothing asked");
  });
});

describe("the MAC of a frame", () => {
  const [, hex = ""] = GOLDEN.find(([name]) => name.startsWith("0200")) ?? [];
  const mac = desCipher(fromHex(KEYS.mak.clear));

  function judged(frame: Uint8Array, key = mac): boolean {
    const read = unpackFrame(unionPay, frame);
    if (!read.ok) throw new Error(read.error.detail);
    return authentic(key, frame, read.value.message);
  }

  test("is right over the bytes it was made for", () => {
    expect(judged(fromHex(hex))).toBe(true);
  });

  test("is wrong with another key, and over any other digit", () => {
    expect(judged(fromHex(hex), desCipher(fromHex("0123456789ABCDEF")))).toBe(false);
    expect(judged(fromHex(hex.replace("000000001234", "000000001235")))).toBe(false);
  });

  test("is wrong where there is none", () => {
    const [, signOn = ""] = GOLDEN[0] ?? [];
    expect(judged(fromHex(signOn))).toBe(false);
  });
});
