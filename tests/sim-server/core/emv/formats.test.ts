import { expect, test } from "vitest";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import { wellFormed } from "../../../../sim-server/core/emv/formats.ts";

const good = (tag: string, hex: string): boolean => wellFormed(new Map([[tag, fromHex(hex)]]));

test.each([
  ["57", "6212345678901265D3012220000000000F", "6212345678901265D3012", "621234567890126530122200"],
  [
    "57",
    "6212345678901265D30122200000",
    "6212345678901265D3012220A00000",
    `${"6".repeat(19)}D${"0".repeat(20)}`,
  ],
  ["5A", "6212345678901265", "621234567890126A", "621234"],
  ["5A", "6212345678900000003F", "6212F345678900000003", "6212345678900000003FFF"],
  ["5F24", "301231", "3012", "30123A"],
  ["5F34", "01", "0A", "0101"],
  ["82", "1C00", "1C", "1C0000"],
  ["84", "A000000333", "A0000003", "A0".repeat(17)],
  ["8F", "E1", "", "E1E1"],
  ["9F07", "FF00", "FF", "FF0000"],
  ["9F0F", "D8689CF800", "D8689CF8", "D8689CF80000"],
  ["9F10", "07010103A0000001", "", "00".repeat(33)],
  ["9F26", "1122334455667788", "11223344556677", "112233445566778899"],
  ["9F36", "0001", "01", "000001"],
])("tag %s", (tag, right, ...wrong) => {
  expect(good(tag, right)).toBe(true);
  for (const hex of wrong)
    expect(good(tag, hex.length % 2 === 0 ? hex : `${hex}F`), hex).toBe(false);
});

test("tags that are not there, or that nobody reads, are in order", () => {
  expect(wellFormed(new Map())).toBe(true);
  expect(good("9F7F", "")).toBe(true);
});
