import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeTlv, encodeTlv } from "../../../device-emulators/kit/ber-tlv.ts";
import { bytes, show } from "../../kit/tlv.ts";

describe("decodeTlv", () => {
  test.each([
    ["one-byte tag", "5A 08 4761739001010010", "5A[8]"],
    ["two-byte tag", "9F26 08 1122334455667788", "9F26[8]"],
    ["tag whose second byte is 80", "9F8001 01 00", "9F8001[1]"],
    ["length in two bytes", `70 8180 ${"AB".repeat(128)}`, "70[128]"],
    ["length in three bytes", `70 820100 ${"AB".repeat(256)}`, "70[256]"],
    ["filler between objects", "00 82 02 3900 00 00 95 05 0000000000", "82[2] 95[5]"],
    ["no bytes", "", ""],
    ["value one byte short", "9F26 02 11", "truncated @3 in 9F26"],
    ["tag without length", "9F26", "truncated @2 in 9F26"],
    ["tag that never ends", "9F FF FF FF 01 00", "too-long @3 in tag"],
    ["indefinite length", "70 80 00 00", "unsupported @1 in 70"],
    ["length in four bytes", "70 83000001 00", "too-long @1 in 70"],
  ])("%s", (_name, input, expected) => {
    expect(show(decodeTlv(bytes(input)))).toBe(expected);
  });

  test("any bytes give objects or a fault inside the input, never a throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (input) => {
        const result = decodeTlv(input);
        if (!result.ok) expect(result.error.offset).toBeLessThanOrEqual(input.length);
      }),
    );
  });
});

describe("writing a data object", () => {
  test.each([
    ["9F26", "", "9F26 00"],
    ["5A", "6212", "5A 02 6212"],
    ["DF8118", "01", "DF8118 01 01"],
  ])("tag %s", (tag, value, expected) => {
    expect(encodeTlv(tag, bytes(value))).toEqual(bytes(expected));
  });

  test.each([
    [127, "7F"],
    [128, "8180"],
    [255, "81FF"],
  ])("%i bytes are announced as %s", (length, announced) => {
    const written = encodeTlv("90", new Uint8Array(length));
    expect(written.subarray(0, -length)).toEqual(bytes(`90 ${announced}`));
    expect(decodeTlv(written)).toMatchObject({ ok: true, value: [{ tag: "90" }] });
  });

  test("256 bytes are a mistake here", () => {
    expect(() => encodeTlv("90", new Uint8Array(256))).toThrow("255");
  });
});
