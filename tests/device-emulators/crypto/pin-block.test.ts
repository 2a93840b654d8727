import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodePinBlock, encodePinBlock } from "../../../device-emulators/crypto/pin-block.ts";
import { fromHex, toHex } from "../../../device-emulators/kit/bytes.ts";
import { PIN_BLOCKS } from "../../vectors/pin-blocks.ts";
import { PIN_BLOCK } from "../../vectors/unionpay.ts";

const rows = [...PIN_BLOCKS, [PIN_BLOCK.pin, PIN_BLOCK.pan, PIN_BLOCK.clear] as const];
/** Its twelve digits are zeros, so that a block shows the PIN field as it is. */
const ZERO_PAN = "0000000000000";

describe("a PIN block of format 0", () => {
  test.each(rows)("of PIN %s and PAN %s", (pin, pan, block) => {
    expect(toHex(encodePinBlock(pin, pan))).toBe(block);
    expect(decodePinBlock(fromHex(block), pan)).toEqual({ ok: true, value: pin });
  });

  test.each([
    ["seven bytes", "041234FFFFFFFF", "bad-size"],
    ["no bytes", "", "bad-size"],
    ["format 1", "141234FFFFFFFFFF", "bad-control"],
    ["format 3", "341234FFFFFFFFFF", "bad-control"],
    ["3 digits", "03123FFFFFFFFFFF", "bad-length"],
    ["13 digits", "0D1234567890123F", "bad-length"],
    ["a letter among the digits", "04123AFFFFFFFFFF", "bad-digit"],
    ["a letter as the first digit", "04A234FFFFFFFFFF", "bad-digit"],
    ["filler too early", "05123 4FFFFFFFFFF", "bad-digit"],
    ["a digit in the filler", "041234FFFFFFFFF0", "bad-filler"],
    ["a digit right after the PIN", "0412340FFFFFFFFF", "bad-filler"],
  ])("refuses %s", (_name, block, fault) => {
    expect(decodePinBlock(fromHex(block), ZERO_PAN)).toEqual({ ok: false, error: fault });
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
  });

  test("gives back every PIN of 4 to 12 digits", () => {
    const digits = (minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });
    fc.assert(
      fc.property(digits(4, 12), digits(13, 19), (pin, pan) => {
        expect(decodePinBlock(encodePinBlock(pin, pan), pan)).toEqual({ ok: true, value: pin });
      }),
    );
  });

  test("any bytes give a PIN of 4 to 12 digits or a fault, never a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), (block) => {
        const pin = decodePinBlock(block, PIN_BLOCK.pan);
        if (pin.ok) expect(pin.value).toMatch(/^\d{4,12}$/);
      }),
    );
  });
});
