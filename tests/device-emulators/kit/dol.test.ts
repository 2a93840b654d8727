import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import { buildDolData, dolLength, parseDol } from "../../../device-emulators/kit/dol.ts";
import { bytes } from "../../kit/tlv.ts";

describe("parseDol", () => {
  test.each([
    ["no bytes", "", ""],
    ["one-byte tag", "95 05", "95[5]"],
    ["two-byte tags", "9F02 06 5F2A 02", "9F02[6] 5F2A[2]"],
    ["three-byte tag", "9F8001 03 9A 03", "9F8001[3] 9A[3]"],
    ["a length of nothing", "9A 00", "9A[0]"],
    ["tag without length", "9F37", "truncated @2"],
    ["half a tag", "95 05 9F", "truncated @3"],
    ["tag that never ends", "9F FF FF FF 01", "too-long @3"],
  ])("%s", (_name, input, expected) => {
    const result = parseDol(bytes(input));
    const drawn = result.ok
      ? result.value.map((entry) => `${entry.tag}[${entry.length}]`).join(" ")
      : `${result.error.code} @${result.error.offset}`;
    expect(drawn).toBe(expected);
  });

  test("any bytes give entries or a fault inside the input, never a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (input) => {
        const result = parseDol(input);
        if (!result.ok) expect(result.error.offset).toBeLessThanOrEqual(input.length);
      }),
    );
  });
});

describe("buildDolData", () => {
  test.each([
    ["of the length wanted", "9F37 04", { "9F37": "11223344" }, "11223344"],
    ["in the list's order", "9C 01 9A 03", { "9A": "260615", "9C": "00" }, "00260615"],
    ["absent", "9A 03 9C 01", { "9C": "31" }, "00000031"],
    ["a short number", "9F02 06", { "9F02": "1234" }, "000000001234"],
    ["a long number", "5F2A 01", { "5F2A": "0156" }, "56"],
    ["a short digit string", "5A 0A", { "5A": "6212345678901265" }, "6212345678901265FFFF"],
    ["a long digit string", "5A 02", { "5A": "6212345678901265" }, "6212"],
    ["short bytes", "95 05", { "95": "8000" }, "8000000000"],
    ["long bytes", "9F37 02", { "9F37": "11223344" }, "1122"],
    ["a tag nobody knows", "DF7F 02", { DF7F: "AABBCC" }, "AABB"],
    ["nothing wanted", "9F37 00", { "9F37": "11223344" }, ""],
  ])("%s", (_name, list, values: Record<string, string>, expected) => {
    const entries = parseDol(bytes(list));
    if (!entries.ok) throw new Error("the list of the row does not parse");
    const data = buildDolData(entries.value, (tag) => {
      const value = values[tag];
      return value === undefined ? undefined : bytes(value);
    });
    expect(toHex(data)).toBe(expected);
    expect(data.length).toBe(dolLength(entries.value));
  });
});
