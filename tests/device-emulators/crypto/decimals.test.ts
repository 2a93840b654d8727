import { expect, test } from "vitest";
import { hexToDecimals } from "../../../device-emulators/crypto/decimals.ts";

test.each([
  ["0123456789ABCDEF", 3, "012"],
  ["A1B2C3D4", 4, "1234"],
  ["A1B2C3D4", 5, "12340"],
  ["A1B2C3D4", 8, "12340123"],
  ["ABCDEF", 6, "012345"],
  ["F9", 2, "95"],
  ["", 0, ""],
])("the decimals of %j, %i of them, are %j", (hex, count, decimals) => {
  expect(hexToDecimals(hex, count)).toBe(decimals);
});
