import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodePinBlock,
  decodePinBlock1,
  decodePinBlock2,
  decodePinBlock3,
  encodePinBlock,
  encodePinBlock1,
  encodePinBlock2,
  encodePinBlock3,
} from "../../../device-emulators/crypto/pin-block.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { chance } from "../../../device-emulators/kit/chance.ts";
import {
  CLEAR_PIN_BLOCKS,
  decodeRow,
  encodeRow,
} from "../../../sim-server/conformance/vectors/pin-blocks.ts";
import { PIN_BLOCK } from "../../../sim-server/conformance/vectors/unionpay.ts";

/** Its twelve digits are zeros, so that a block shows the PIN field as it is. */
const ZERO_PAN = "0000000000000";
const PSEC_PAN = "5555555551234567";

const DECODE = [
  (block: Uint8Array, pan: string) => decodePinBlock(block, pan),
  (block: Uint8Array) => decodePinBlock1(block),
  (block: Uint8Array) => decodePinBlock2(block),
  (block: Uint8Array, pan: string) => decodePinBlock3(block, pan),
] as const;
const FORMATS = [0, 1, 2, 3] as const;

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });

describe("a PIN block", () => {
  test.each(CLEAR_PIN_BLOCKS)("of format $format, PIN $pin and PAN $pan", (row) => {
    expect(toHex(encodeRow(row))).toBe(row.block);
    expect(decodeRow(row)).toEqual({ ok: true, value: row.pin });
  });

  test("of format 0 is what UnionPay's terminals send", () => {
    expect(toHex(encodePinBlock(PIN_BLOCK.pin, PIN_BLOCK.pan))).toBe(PIN_BLOCK.clear);
  });

  test.each([
    [0, "seven bytes", "041234FFFFFFFF", "bad-size"],
    [0, "nine bytes", "041234FFFFFFFFFFFF", "bad-size"],
    [0, "no bytes", "", "bad-size"],
    [0, "format 1", "141234FFFFFFFFFF", "bad-control"],
    [0, "format 3", "341234FFFFFFFFFF", "bad-control"],
    [0, "3 digits", "03123FFFFFFFFFFF", "bad-length"],
    [0, "13 digits", "0D1234567890123F", "bad-length"],
    [0, "a letter among the digits", "04123AFFFFFFFFFF", "bad-digit"],
    [0, "a letter as the first digit", "04A234FFFFFFFFFF", "bad-digit"],
    [0, "filler too early", "05123 4FFFFFFFFFF", "bad-digit"],
    [0, "a digit in the filler", "041234FFFFFFFFF0", "bad-filler"],
    [0, "a digit right after the PIN", "0412340FFFFFFFFF", "bad-filler"],
    [0, "another letter in the filler", "041234FFFFFFFFFE", "bad-filler"],
    [1, "seven bytes", "141234FFFFFFFF", "bad-size"],
    [1, "format 0", "041234FFFFFFFFFF", "bad-control"],
    [1, "3 digits", "1312345678901234", "bad-length"],
    [1, "13 digits", "1D12345678901234", "bad-length"],
    [1, "a letter among the digits", "14123A5678901234", "bad-digit"],
    [2, "seven bytes", "29123456789FFF", "bad-size"],
    [2, "format 0", "041234FFFFFFFFFF", "bad-control"],
    [2, "15 digits", "2F123456789012FF", "bad-length"],
    [2, "2 digits", "22123456789012FF", "bad-length"],
    [2, "another letter in the filler", "2C123456789012CF", "bad-filler"],
    [2, "a letter as the last digit", "2C12345678901FFF", "bad-digit"],
    [3, "seven bytes", "341234FFFFFFFF", "bad-size"],
    [3, "format 2", "241234FFFFFFFFFF", "bad-control"],
    [3, "15 digits", "3F1234FFFFFFFFFF", "bad-length"],
    [3, "2 digits", "321234FFFFFFFFFF", "bad-length"],
    [3, "a letter as the last digit", "351234FFFFFFFFFF", "bad-digit"],
    [3, "a digit at the end of the filler", "341234ABCDEFABC9", "bad-filler"],
    [3, "a digit right after the PIN", "3412340BCDEFABCD", "bad-filler"],
  ] as const)("of format %i is refused for %s", (format, _name, block, fault) => {
    expect(DECODE[format](fromHex(block), ZERO_PAN)).toEqual({ ok: false, error: fault });
  });

  test.each([
    [0, "241261AAAAEDCBA9", "bad-control"],
    [0, "041261AAAAEDCB", "bad-size"],
    [0, "0F1261AAAAEDCBA9", "bad-length"],
    [0, "021261AAAAEDCBA9", "bad-length"],
    [0, "041261AAAAEDCBAA", "bad-filler"],
    [0, "051261AAAAEDCBA9", "bad-digit"],
    [3, "241261AAAAEDCBA9", "bad-control"],
    [3, "341261AAAAEDCB", "bad-size"],
    [3, "3F1261AAAAEDCBA9", "bad-length"],
    [3, "321261AAAAEDCBA9", "bad-length"],
    [3, "341261AAAAEDCBA2", "bad-filler"],
    [3, "351261AAAAEDCBA9", "bad-digit"],
  ] as const)("of format %i, %s, is refused as psec refuses it", (format, block, fault) => {
    expect(DECODE[format](fromHex(block), PSEC_PAN)).toEqual({ ok: false, error: fault });
  });

  test.each([..."ABCDEF"])("of format 3 may be filled with %s", (letter) => {
    const block = fromHex(`341234${letter.repeat(10)}`);
    expect(decodePinBlock3(block, ZERO_PAN)).toEqual({ ok: true, value: "1234" });
  });

  test("of another card is no PIN, or another one", () => {
    const block = fromHex(PIN_BLOCK.clear);
    expect(decodePinBlock(block, "6212345678901232")).toEqual({ ok: false, error: "bad-filler" });
    expect(decodePinBlock(block, "6222345678901265").ok).toBe(true);
  });

  test.each([
    ["3 digits", "123", PIN_BLOCK.pan],
    ["13 digits", "1234567890123", PIN_BLOCK.pan],
    ["a letter", "12a4", PIN_BLOCK.pan],
    ["a PAN of 12 digits", "1234", "621234567890"],
  ])("is not made of %s", (_name, pin, pan) => {
    expect(() => encodePinBlock(pin, pan)).toThrow("invariant broken");
    expect(() => encodePinBlock3(pin, pan, () => 0)).toThrow("invariant broken");
  });

  test("gives back every PIN of 4 to 12 digits, in every format", () => {
    fc.assert(
      fc.property(digits(4, 12), digits(13, 19), fc.integer(), (pin, pan, seed) => {
        const draw = chance(seed, "filler").below;
        const blocks = [
          encodePinBlock(pin, pan),
          encodePinBlock1(pin, draw),
          encodePinBlock2(pin),
          encodePinBlock3(pin, pan, draw),
        ] as const;
        for (const format of FORMATS) {
          expect(DECODE[format](blocks[format], pan)).toEqual({ ok: true, value: pin });
        }
      }),
    );
  });

  test("any bytes give a PIN of 4 to 12 digits or a fault, never a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), fc.constantFrom(...FORMATS), (block, format) => {
        const pin = DECODE[format](block, PIN_BLOCK.pan);
        if (pin.ok) expect(pin.value).toMatch(/^\d{4,12}$/);
      }),
    );
  });
});
