import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aesCipher } from "../../../device-emulators/crypto/blocks.ts";
import {
  decipherPinBlock4,
  encipherPinBlock4,
  panField4,
} from "../../../device-emulators/crypto/pin-block-4.ts";
import { fromHex, toHex, xor } from "../../../device-emulators/kit/bytes.ts";
import { PIN_BLOCKS_4 } from "../../../sim-server/conformance/vectors/pin-blocks.ts";

const PAN = "4111111111111111";
const CIPHER = aesCipher(fromHex("AF8CB133A78F8DC2D1359F18527593FB"));

describe("a PIN block of format 4", () => {
  test.each(PIN_BLOCKS_4)("for PAN $pan ($source)", ({ key, pan, random, block, pin }) => {
    const cipher = aesCipher(fromHex(key));
    expect(decipherPinBlock4(cipher, fromHex(block), pan)).toEqual({ ok: true, value: pin });
    if (random !== undefined) {
      expect(toHex(encipherPinBlock4(cipher, { pin, pan }, fromHex(random)))).toBe(block);
    }
  });

  test.each([
    ["another format", "341234AAAAAAAAAA2F69ADDE2E9E7ACE", "bad-control"],
    ["3 digits", "43123AAAAAAAAAAA2F69ADDE2E9E7ACE", "bad-length"],
    ["13 digits", "4D1234567890123A2F69ADDE2E9E7ACE", "bad-length"],
    ["a letter among the digits", "4412D4AAAAAAAAAA2F69ADDE2E9E7ACE", "bad-digit"],
    ["other filler", "441234ABCDEFABCD2F69ADDE2E9E7ACE", "bad-filler"],
    ["filler of format 0", "441234FFFFFFFFFF2F69ADDE2E9E7ACE", "bad-filler"],
    ["a digit at the end of the filler", "441234AAAAAAAAA02F69ADDE2E9E7ACE", "bad-filler"],
  ])("is refused for %s", (_name, pinField, fault) => {
    const block = CIPHER.encrypt(xor(CIPHER.encrypt(fromHex(pinField)), panField4(PAN)));
    expect(decipherPinBlock4(CIPHER, block, PAN)).toEqual({ ok: false, error: fault });
  });

  test.each([
    [
      "E60B15B90ABDF14CEE337C97440F0D6E",
      "7D5AF4C33667A2098626027FB7A9A1B7",
      "4266229809609384667",
      "bad-control",
    ],
    [
      "C7BBEBA16C5AD97D5866450718C03750",
      "2F9C910447F17293EC95DEDE1E3CA201",
      "8220499325458689523",
      "bad-digit",
    ],
    [
      "820F6C7C12355BDFF1AB6CE12E8EED89",
      "CCF310A8300B46C925A86B1098089301",
      "939589847393485609",
      "bad-filler",
    ],
    [
      "4FE3F0311936FBCE44F17159F1659CF09B2BF8913BB514A1",
      "51334B00A6CBA3EC7B1C6F871F060AFC",
      "2129100799029059903",
      "bad-length",
    ],
    [
      "C1D0F8FB4958670DBA40AB1F3752EF0D",
      "CC17F65586BFD0953010226C4FC5B3CA00",
      "432198765432109870",
      "bad-size",
    ],
  ])("under %s is refused as psec refuses it", (key, block, pan, fault) => {
    expect(decipherPinBlock4(aesCipher(fromHex(key)), fromHex(block), pan)).toEqual({
      ok: false,
      error: fault,
    });
  });

  test("of another card is refused", () => {
    const block = fromHex(PIN_BLOCKS_4[0].block);
    expect(decipherPinBlock4(CIPHER, block, "4111111111111112").ok).toBe(false);
  });

  test.each([
    ["0", "00000000000000000000000000000000"],
    ["12345678901", "00123456789010000000000000000000"],
    ["123456789012", "01234567890120000000000000000000"],
    ["1234567890123", "11234567890123000000000000000000"],
    ["1234567890123456789", "71234567890123456789000000000000"],
  ])("binds the PAN %s as %s", (pan, field) => {
    expect(toHex(panField4(pan))).toBe(field);
  });

  test.each([
    ["no PAN", "1234", "", 8],
    ["a PAN of 20 digits", "1234", "12345678901234567890", 8],
    ["a PAN with a letter", "1234", "123456789012345A", 8],
    ["3 digits", "123", PAN, 8],
    ["13 digits", "1234567890123", PAN, 8],
    ["seven random bytes", "1234", PAN, 7],
  ])("is not made of %s", (_name, pin, pan, random) => {
    expect(() => encipherPinBlock4(CIPHER, { pin, pan }, new Uint8Array(random))).toThrow(
      "invariant broken",
    );
  });

  test("gives back every PIN for every PAN and every size of key", () => {
    const digits = (minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const key = fc.constantFrom(16, 24, 32).chain(bytes);
    fc.assert(
      fc.property(key, digits(4, 12), digits(1, 19), bytes(8), (keyBytes, pin, pan, random) => {
        const cipher = aesCipher(keyBytes);
        const block = encipherPinBlock4(cipher, { pin, pan }, random);
        expect(decipherPinBlock4(cipher, block, pan)).toEqual({ ok: true, value: pin });
      }),
    );
  });

  test("any bytes give a PIN or a fault, never a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 17 }), (block) => {
        const pin = decipherPinBlock4(CIPHER, block, PAN);
        if (pin.ok) expect(pin.value).toMatch(/^\d{4,12}$/);
      }),
    );
  });
});
