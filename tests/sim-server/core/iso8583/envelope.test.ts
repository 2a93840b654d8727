import { describe, expect, test } from "vitest";
import { fromHex, fromLatin1, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { unionPay } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import {
  answerEnvelope,
  INSTRUCTION,
  macInput,
  packFrame,
  sealFrame,
  unpackFrame,
} from "../../../../sim-server/core/iso8583/envelope.ts";
import { responseMti } from "../../../../sim-server/core/iso8583/mti.ts";
import { GOLDEN } from "./golden.ts";

const request = { destination: "0525", source: "0001", header: "603100311001" };

describe("the answer's envelope", () => {
  test("swaps the addresses and echoes the header", () => {
    expect(answerEnvelope(request, INSTRUCTION.none)).toEqual({
      destination: "0001",
      source: "0525",
      header: "603100311001",
    });
  });

  test("carries the acquirer's instruction in the sixth digit", () => {
    expect(answerEnvelope(request, INSTRUCTION["sign-on"]).header).toBe("603103311001");
  });
});

describe("unpackFrame refuses", () => {
  const body = "0200 0020000000000000 000001";
  test.each([
    ["no bytes", "", "truncated @0"],
    ["an envelope without message", "000B 6000030000 603100311001", "truncated @13"],
    ["a header cut short", "000A 6000030000 6031003110", "truncated @12"],
    ["a length above the bytes", `0019 6000030000 603100311001 ${body}`, "truncated @0"],
    ["a length below the bytes", `0017 6000030000 603100311001 ${body}`, "too-long @0"],
    ["another TPDU", `0018 6100030000 603100311001 ${body}`, "unsupported @2"],
    ["a letter in an address", `0018 60000A0000 603100311001 ${body}`, "bad-digit @3"],
    ["a letter in the header", `0018 6000030000 60310031100A ${body}`, "bad-digit @3"],
    [
      "a broken message, counted from the frame's start",
      "0015 6000030000 603100311001 02A0 0000000000000000",
      "bad-digit @13",
    ],
  ])("%s", (_name, hex, expected) => {
    const read = unpackFrame(unionPay, fromHex(hex));
    expect(read.ok ? "read" : `${read.error.code} @${read.error.offset}`).toBe(expected);
  });
});

test.each([
  ["an address of three digits", { ...request, source: "001" }],
  ["an address with a letter", { ...request, destination: "00A1" }],
  ["a header of eleven digits", { ...request, header: "60310031100" }],
])("packFrame refuses %s", (_name, envelope) => {
  const packed = packFrame(unionPay, { envelope, message: { mti: "0800", fields: {} } });
  expect(packed.ok ? "packed" : packed.error.code).toBe("bad-envelope");
});

test("the MAC covers MTI to DE 63, and is put into DE 64", () => {
  const [, hex] = GOLDEN[2] ?? ["", ""];
  const frame = fromHex(hex);
  expect(toHex(macInput(frame))).toBe(hex.slice(26, -16));
  sealFrame(frame, fromLatin1("5FE058DB"));
  expect(toHex(frame)).toBe(`${hex.slice(0, -16)}3546453035384442`);
});

test.each([
  ["0200", "0210"],
  ["0400", "0410"],
  ["0401", "0410"],
  ["0800", "0810"],
  ["0420", "0430"],
])("%s is answered %s", (request, response) => {
  expect(responseMti(request)).toBe(response);
});
