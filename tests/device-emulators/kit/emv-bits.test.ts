import { describe, expect, test } from "vitest";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { bitsOf, setBits, TSI_BITS, TVR_BITS } from "../../../device-emulators/kit/emv-bits.ts";

describe("the bits of EMV", () => {
  test.each([
    [
      "95",
      "0080008000",
      "ICC and terminal have different application versions, transaction exceeds floor limit",
    ],
    ["95", "8000000000", "offline data authentication was not performed"],
    ["95", "0000040000", "online PIN entered"],
    ["95", "0000000010", "script processing failed after final GENERATE AC"],
    [
      "9B",
      "E800",
      "offline data authentication was performed, cardholder verification was performed, card risk management was performed, terminal risk management was performed",
    ],
    [
      "82",
      "7C00",
      "SDA supported, DDA supported, cardholder verification is supported, terminal risk management is to be performed, issuer authentication is supported",
    ],
    [
      "9F33",
      "E0F0C8",
      "manual key entry, magnetic stripe, IC with contacts, plaintext PIN for ICC verification, enciphered PIN for online verification, signature, enciphered PIN for offline verification, SDA, DDA, CDA",
    ],
    ["9F07", "0180", "valid at terminals other than ATMs, domestic cashback allowed"],
    [
      "9F66",
      "26800000",
      "EMV mode supported, online PIN supported, signature supported, online cryptogram required",
    ],
    ["9F6C", "8080", "online PIN required, consumer device CVM performed"],
    [
      "9F40",
      "6000F0A001",
      "goods, services, numeric keys, alphabetic and special characters keys, command keys, function keys, print, attendant, display, attendant, code table 1",
    ],
    ["9B", "0000", ""],
    ["9B", "", ""],
  ])("of %s %s say %s", (tag, hex, expected) => {
    const set = setBits(bitsOf(tag) ?? [], fromHex(hex));
    expect(set.map(({ en }) => en).join(", ")).toBe(expected);
  });

  test.each([
    ["TVR", TVR_BITS, 37],
    ["TSI", TSI_BITS, 6],
  ])("%s has each bit once, in order, in two languages", (_name, table, count) => {
    const places = table.map(({ byte, mask }) => byte * 256 + (255 - mask));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect(table.filter(({ en, zh }) => en === "" || !/[一-龥]/.test(zh))).toEqual([]);
    expect(table).toHaveLength(count);
  });
});
