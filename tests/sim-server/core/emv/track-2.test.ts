import { describe, expect, test } from "vitest";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";
import {
  hasChip,
  parseTrack2,
  parseTrack2Equivalent,
  type Track2,
} from "../../../../sim-server/core/emv/track-2.ts";

describe("track 2", () => {
  test.each([
    ["a chip card", "6212345678901265=3012620000000", "6212345678901265 3012 620 chip"],
    ["an international chip card", "6212345678901265=3012220", "6212345678901265 3012 220 chip"],
    ["a card of stripe alone", "6212345678901265=3012120000", "6212345678901265 3012 120 stripe"],
    [
      "a number of nineteen digits",
      "6212345678900000003=3012101",
      "6212345678900000003 3012 101 stripe",
    ],
    [
      "37 characters",
      `6212345678901265=3012101${"0".repeat(13)}`,
      "6212345678901265 3012 101 stripe",
    ],
    ["38 characters", `6212345678901265=3012101${"0".repeat(14)}`, "unreadable"],
    ["no service code", "6212345678901265=301210", "unreadable"],
    ["no separator", "62123456789012653012101", "unreadable"],
    ["two separators", "6212345678901265=3012101=1", "unreadable"],
    ["a number of eleven digits", "62123456789=3012101", "unreadable"],
    ["nothing", "", "unreadable"],
  ])("of %s", (_name, characters, expected) => {
    expect(draw(parseTrack2(characters))).toBe(expected);
  });

  test.each([
    ["filled to a byte", "6212345678901265D30126200000000F", "6212345678901265 3012 620 chip"],
    ["even", "6212345678901265D3012620000000", "6212345678901265 3012 620 chip"],
    ["nonsense", "AABB", "unreadable"],
    ["empty", "", "unreadable"],
  ])("from the chip, %s", (_name, hex, expected) => {
    expect(draw(parseTrack2Equivalent(fromHex(hex)))).toBe(expected);
  });
});

function draw(track: Track2 | undefined): string {
  if (track === undefined) return "unreadable";
  return [track.pan, track.expiry, track.serviceCode, hasChip(track) ? "chip" : "stripe"].join(" ");
}
