import { describe, expect, test } from "vitest";
import { packDigits, track2Equivalent } from "../../../../device-emulators/devices/card/track.ts";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";

const track = { pan: "6212345678901265", expiry: "3012", serviceCode: "220" };

describe("track2Equivalent", () => {
  test.each([
    ["33 digits", "000000000", "6212345678901265D3012220000000000F"],
    ["an even number of digits", "00000001", "6212345678901265D301222000000001"],
    ["37 digits", "0123456789012", "6212345678901265D30122200123456789012F"],
  ])("%s", (_name, discretionary, expected) => {
    expect(toHex(track2Equivalent({ ...track, discretionary }))).toBe(expected);
  });

  test("refuses 38 digits", () => {
    expect(() => track2Equivalent({ ...track, discretionary: "01234567890123" })).toThrow("37");
  });
});

test.each([
  ["6212345678901265", "6212345678901265"],
  ["6212345678900000003", "6212345678900000003F"],
])("packDigits of %s", (digits, expected) => {
  expect(toHex(packDigits(digits))).toBe(expected);
});
