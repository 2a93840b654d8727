import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { describeFault, describeMessage } from "../../../../sim-server/core/iso8583/describe.ts";
import { unionPay } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { unpackFrame } from "../../../../sim-server/core/iso8583/envelope.ts";
import { GOLDEN } from "./golden.ts";

function describeFrame(frame: Uint8Array): object {
  const read = unpackFrame(unionPay, frame);
  return read.ok ? describeMessage(read.value.message) : describeFault(read.error, frame.length);
}

describe("a description", () => {
  test("shows what a trace may show, in one order", () => {
    const [, hex] = GOLDEN[3] ?? ["", ""];
    expect(JSON.stringify(describeFrame(fromHex(hex)))).toBe(
      '{"mti":"0400","fields":"3 4 11 22 25 39 41 42 49 60 61 64","amountMinor":1234,' +
        '"processingCode":"000000","stan":"000002","entryMode":"021","condition":"00",' +
        '"responseCode":"98","terminal":"12345678","merchant":"TILLYARD0000001",' +
        '"privateUse":"2200000100050","original":"0000010000020615"}',
    );
  });

  test("masks the card number", () => {
    const fields = { 2: "6212345678901265", 37: "061509300002", 38: "A12345" };
    expect(describeMessage({ mti: "0210", fields })).toEqual({
      mti: "0210",
      fields: "2 37 38",
      pan: "621234******1265",
      rrn: "061509300002",
      approvalCode: "A12345",
    });
  });

  test("masks even what is too short for a card number", () => {
    expect(describeMessage({ mti: "0200", fields: { 2: "123456" } }).pan).toBe("******");
  });

  test("names but never shows track, PIN block, ICC data, keys, texts and MAC", () => {
    const bytes = new Uint8Array(8).fill(0x41);
    const track = "6212345678901265=3012220000000000";
    const fields = { 35: track, 36: track, 52: bytes, 55: bytes, 62: bytes, 63: bytes, 64: bytes };
    expect(describeMessage({ mti: "0200", fields })).toEqual({
      mti: "0200",
      fields: "35 36 52 55 62 63 64",
    });
  });

  test("leaves out a field that is there but undefined", () => {
    expect(describeMessage({ mti: "0200", fields: { 11: "000001", 14: undefined } })).toEqual({
      mti: "0200",
      fields: "11",
      stan: "000001",
    });
  });

  test("says of unreadable bytes only where reading stopped", () => {
    const [, hex] = GOLDEN[2] ?? ["", ""];
    expect(describeFrame(fromHex(`0029${hex.slice(4, 86)}`))).toEqual({
      unreadable: "truncated @40 in DE 35",
      bytes: 43,
    });
  });

  test("of any bytes is given, never thrown", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(JSON.stringify(describeFrame(bytes))).toMatch(/^{"(unreadable|mti)":"[^"]*"/);
      }),
    );
  });
});
