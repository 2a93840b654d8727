import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import type { DecodeError } from "../../../../device-emulators/kit/errors.ts";
import type { Result } from "../../../../device-emulators/kit/result.ts";
import { unionPay } from "../../../../sim-server/core/iso8583/dialects/unionpay.ts";
import { packFrame, unpackFrame } from "../../../../sim-server/core/iso8583/envelope.ts";
import { pack } from "../../../../sim-server/core/iso8583/pack.ts";
import { unpack } from "../../../../sim-server/core/iso8583/unpack.ts";
import { anyMessage } from "../../../kit/any-message.ts";
import { GOLDEN } from "./golden.ts";

test.each(GOLDEN)("%s reads as its message", (_name, hex, frame) => {
  expect(unpackFrame(unionPay, fromHex(hex))).toEqual({ ok: true, value: frame });
});

describe("what cannot be read", () => {
  const start = "0200 0020000000000000";
  test.each([
    ["no bytes", "", "truncated @0 in MTI"],
    ["half an MTI", "02", "truncated @0 in MTI"],
    ["half a bitmap", "0200 30200000", "truncated @2 in bitmap"],
    ["letter in the MTI", "02A0 0000000000000000", "bad-digit @0 in MTI"],
    ["second bitmap", "0200 8000000000000000", "unsupported @10 in DE 1"],
    ["field outside the dialect", "0200 0800000000000000 00", "unsupported @10 in DE 5"],
    ["digits cut short", `${start} 0000`, "truncated @10 in DE 11"],
    ["letter among digits", `${start} 00000A`, "bad-digit @10 in DE 11"],
    ["bytes behind the last field", `${start} 000001 00`, "too-long @13 in message"],
    ["length without its field", "0200 4000000000000000 04 62", "truncated @11 in DE 2"],
    ["length that is missing", "0200 4000000000000000", "truncated @10 in DE 2"],
    ["length with a letter", "0200 4000000000000000 1A", "bad-digit @10 in DE 2"],
    ["length above the field's", "0200 4000000000000000 20", "too-long @10 in DE 2"],
    ["second byte of a length missing", "0200 0000000010000000 00", "truncated @10 in DE 36"],
    ["length of three digits too great", "0200 0000000010000000 0105", "too-long @10 in DE 36"],
    ["left padding not 0", "0200 0000040000000000 0211", "bad-digit @10 in DE 22"],
    ["right padding not 0", "0200 0000020000000000 1001", "bad-digit @10 in DE 23"],
    ["track padding not 0", "0200 0000000020000000 01 6F", "bad-digit @11 in DE 35"],
    ["space in alphanumeric", "0200 0000000002000000 3020", "bad-digit @10 in DE 39"],
    ["control character", "0200 0000000000800000 313233343536370A", "bad-digit @10 in DE 41"],
    ["delete", "0200 0000000000800000 313233343536377F", "bad-digit @10 in DE 41"],
    ["byte above ASCII", "0200 0000000000800000 31323334353637D6", "bad-digit @10 in DE 41"],
  ])("%s", (_name, hex, expected) => {
    expect(show(unpack(unionPay, fromHex(hex)))).toBe(expected);
  });

  test("an error names field, wanted and found, and never the bytes", () => {
    const read = unpack(unionPay, fromHex("0200 4000000000000000 16 6212345678"));
    expect(!read.ok && read.error.detail).toBe(
      "DE 2 (primary account number) wants 8 bytes, 5 remain",
    );
  });

  test.each(GOLDEN)("%s cut at any byte names the field that is missing", (_name, hex) => {
    const bytes = fromHex(hex).subarray(13);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(show(unpack(unionPay, bytes.subarray(0, length)))).toMatch(
        /^truncated @\d+ in (MTI|bitmap|DE \d+)$/,
      );
    }
  });
});

describe("properties", () => {
  test("any message survives packing and unpacking", () => {
    fc.assert(
      fc.property(anyMessage(unionPay), (message) => {
        const packed = pack(unionPay, message);
        expect(packed.ok && unpack(unionPay, packed.value)).toEqual({ ok: true, value: message });
      }),
    );
  });

  test("any bytes give a message that packs to them, or a fault inside them", () => {
    const noise = fc.uint8Array({ maxLength: 80 });
    const likely = fc
      .tuple(fc.constantFrom("0200", "0810"), fc.uint8Array({ minLength: 8, maxLength: 60 }))
      .map(([mti, rest]) => new Uint8Array([...fromHex(mti), ...rest]));
    fc.assert(
      fc.property(fc.oneof(noise, likely), (bytes) => {
        const read = unpack(unionPay, bytes);
        if (read.ok) expect(hexOf(pack(unionPay, read.value))).toBe(toHex(bytes));
        else expect(read.error.offset).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  test("one changed byte of a golden message never throws", () => {
    const golden = fc.constantFrom(...GOLDEN.map(([, hex]) => fromHex(hex)));
    fc.assert(
      fc.property(golden, fc.nat(), fc.nat(255), (frame, place, byte) => {
        const changed = frame.slice();
        changed[place % changed.length] = byte;
        const read = unpackFrame(unionPay, changed);
        if (read.ok) expect(hexOf(packFrame(unionPay, read.value))).toBe(toHex(changed));
        else expect(read.error.offset).toBeLessThanOrEqual(changed.length);
      }),
    );
  });
});

function show(result: Result<unknown, DecodeError>): string {
  if (result.ok) return "read";
  return `${result.error.code} @${result.error.offset} in ${result.error.path.join(" ")}`;
}

function hexOf(result: Result<Uint8Array, { readonly detail: string }>): string {
  return result.ok ? toHex(result.value) : result.error.detail;
}
