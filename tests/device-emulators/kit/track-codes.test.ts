import { describe, expect, test } from "vitest";
import { parityHolds, TRACK_CODES, withParity } from "../../../device-emulators/kit/track-codes.ts";

/** @source ISO/IEC 7811-2:2018, tables of the coded character sets: bits with parity on the left */
describe("a character with its parity", () => {
  test.each([
    ["track2", "0", 0b10000],
    ["track2", "1", 0b00001],
    ["track2", "3", 0b10011],
    ["track2", ";", 0b01011],
    ["track2", "=", 0b01101],
    ["track2", "?", 0b11111],
    ["track1", "%", 0b1000101],
    ["track1", "A", 0b1100001],
    ["track1", "^", 0b1111110 ^ 0b1000000],
    ["track1", "?", 0b0011111],
  ] as const)("%s %s", (name, character, bits) => {
    const code = TRACK_CODES[name];
    expect(withParity(character.charCodeAt(0) - code.first, code).toString(2)).toBe(
      bits.toString(2),
    );
    expect(parityHolds(bits)).toBe(true);
    expect(parityHolds(bits ^ 1)).toBe(false);
  });
});
