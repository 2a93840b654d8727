import { describe, expect, test } from "vitest";
import {
  packDigits,
  stripeOf,
  track2Equivalent,
} from "../../../../device-emulators/devices/card/track.ts";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { PROFILE } from "../../../kit/cards.ts";

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

describe("stripeOf", () => {
  test("writes tracks 1 and 2 between sentinels, a check character behind them", () => {
    const { track1, track2, track3 } = stripeOf(PROFILE);
    expect(draw(track1, 0x3f, 0x20)).toBe("%B6212345678901265^LI XIAOMING^3012220000000000?");
    expect(draw(track2, 0x0f, 0x30)).toBe(";6212345678901265=3012220000000000?");
    expect(track3).toBeUndefined();
  });

  test("writes track 3 where the card has one", () => {
    const { track3 } = stripeOf({ ...PROFILE, track3: "996212345678901265=1561560" });
    expect(draw(track3, 0x0f, 0x30)).toBe(";996212345678901265=1561560?");
  });

  test("makes the bits of each track even over all characters", () => {
    const { track1, track2 } = stripeOf(PROFILE);
    expect(track1?.reduce((sum, character) => sum ^ (character & 0x3f), 0)).toBe(0);
    expect(track2?.reduce((sum, character) => sum ^ (character & 0x0f), 0)).toBe(0);
  });

  test("damages one character of each track of a worn stripe", () => {
    const [sound, worn] = [stripeOf(PROFILE), stripeOf({ ...PROFILE, stripe: "worn" })];
    for (const name of ["track1", "track2"] as const) {
      const differing = sound[name]?.filter((character, at) => character !== worn[name]?.[at]);
      expect(differing).toHaveLength(1);
    }
  });

  test("writes nothing on a card without a stripe", () => {
    expect(stripeOf({ ...PROFILE, stripe: "none" })).toEqual({});
  });

  test.each([
    ["a track that is too long", { track3: "0".repeat(105) }],
    ["a letter on a track of digits", { track3: "99A" }],
    ["a small letter on track 1", { cardholderName: "Li" }],
  ])("refuses %s", (_name, changes) => {
    expect(() => stripeOf({ ...PROFILE, ...changes })).toThrow("invariant");
  });
});

/** The characters of a track without their parity, up to the check character. */
function draw(track: Uint8Array | undefined, mask: number, first: number): string {
  return Array.from(track ?? [], (character) => String.fromCharCode((character & mask) + first))
    .join("")
    .slice(0, -1);
}
