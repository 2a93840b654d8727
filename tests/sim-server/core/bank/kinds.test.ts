import { describe, expect, test } from "vitest";
import { orderRow, serviceRow } from "../../../../sim-server/core/bank/kinds.ts";
import type { UnionPayFields } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { WIRE } from "./test-orders.ts";

const EVERYTHING: UnionPayFields = {
  4: "000000000001",
  11: "000001",
  22: "021",
  37: "061509300001",
  38: "123456",
  49: "156",
  55: new Uint8Array(1),
  61: "0000010000010615",
  63: new Uint8Array(3),
};

describe("an order", () => {
  test.each(Object.entries(WIRE))("%s is known by MTI, DE 3, 25 and 60.1", (kind, wire) => {
    const [mti, processingCode, condition, type] = wire;
    const fields = { ...EVERYTHING, 3: processingCode, 25: condition, 60: `${type}000001000` };
    expect(orderRow(mti, fields)).toMatchObject({ kind });
  });

  test.each([
    ["sale", [3, 4, 11, 22, 25, 49, 60]],
    ["void", [3, 4, 11, 22, 25, 37, 49, 60, 61]],
    ["refund", [3, 4, 11, 22, 25, 37, 49, 60, 61, 63]],
    ["offline-sale", [3, 4, 11, 22, 25, 49, 55, 60]],
    ["balance", [3, 11, 22, 25, 49, 60]],
    ["pre-auth", [3, 4, 11, 22, 25, 49, 60]],
    ["pre-auth-void", [3, 4, 11, 22, 25, 38, 49, 60, 61]],
    ["completion", [3, 4, 11, 22, 25, 38, 49, 60, 61]],
    ["completion-void", [3, 4, 11, 22, 25, 37, 49, 60, 61]],
    ["completion-advice", [3, 4, 11, 22, 25, 38, 49, 60, 61]],
  ] as const)("%s is malformed without any of %j, and without no other", (kind, wanted) => {
    const [mti, processingCode, condition, type] = WIRE[kind];
    const fields = { ...EVERYTHING, 3: processingCode, 25: condition, 60: `${type}000001000` };
    const missed = Object.keys(fields)
      .map(Number)
      .filter((de) => orderRow(mti, { ...fields, [de]: undefined }) === "malformed");
    expect(missed).toEqual(wanted);
  });

  test.each([
    ["a combination of two rows", "0200", { 3: "000000", 25: "06", 60: "22000001000" }],
    ["instalments", "0200", { 3: "000000", 25: "64", 60: "22000001000" }],
    ["a sale under another MTI", "0100", { 3: "000000", 25: "00", 60: "22000001000" }],
  ])("%s is unsupported", (_name, mti, fields) => {
    expect(orderRow(mti, { ...EVERYTHING, ...fields })).toBe("unsupported");
  });
});

describe("a service", () => {
  test.each([
    ["0800", "001", "sign-on"],
    ["0800", "003", "sign-on"],
    ["0800", "004", "sign-on"],
    ["0800", "360", "parameters"],
    ["0800", "370", "key-download"],
    ["0800", "371", "key-end"],
    ["0800", "380", "application-download"],
    ["0800", "381", "application-end"],
    ["0820", "002", "sign-off"],
    ["0820", "301", "echo"],
    ["0820", "362", "status"],
    ["0820", "372", "key-list"],
    ["0820", "382", "application-list"],
    ["0500", "201", "settlement"],
    ["0320", "201", "upload-items"],
    ["0320", "202", "upload-end"],
    ["0320", "203", "upload-certificate"],
    ["0320", "204", "upload-failed"],
    ["0320", "205", "upload-certificate"],
    ["0320", "206", "upload-failed"],
    ["0320", "207", "upload-end"],
    ["0620", "951", "script-result"],
  ])("%s %s is %s", (mti, code, kind) => {
    const bytes = new Uint8Array(1);
    const fields = { ...EVERYTHING, 2: "1", 48: "1", 55: bytes, 60: `00000001${code}`, 62: bytes };
    expect(serviceRow(mti, fields)).toMatchObject({ kind });
  });

  test.each([
    ["SM sign-on", "0800", { 60: "00000001005" }, "unsupported"],
    ["a code under another MTI", "0820", { 60: "00000001003" }, "unsupported"],
    ["half of DE 60", "0800", { 60: "0000000100" }, "malformed"],
    ["no DE 60", "0800", { 60: undefined }, "malformed"],
    ["a settlement without totals", "0500", { 60: "00000001201" }, "malformed"],
  ])("%s", (_name, mti, fields, expected) => {
    expect(serviceRow(mti, { ...EVERYTHING, ...fields })).toBe(expected);
  });
});
