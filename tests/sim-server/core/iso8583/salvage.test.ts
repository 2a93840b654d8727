import { describe, expect, test } from "vitest";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { iso87Ascii } from "../../../../sim-server/core/iso8583/dialects/iso87.ts";
import { salvage } from "../../../../sim-server/core/iso8583/salvage.ts";

/** A frame of the text, its length before it. */
function frame(text: string): Uint8Array {
  return Uint8Array.from([0, text.length, ...fromLatin1(text)]);
}

/** MTI, and what of DE 3, 11 and 41 could be read. */
function draw(bytes: Uint8Array): string {
  const read = salvage(iso87Ascii, bytes);
  if (read === undefined) return "nothing";
  const { mti, fields } = read.message;
  return [mti, ...Object.entries(fields).map(([de, value]) => `${de}:${value}`)].join(" ");
}

const BITMAP = "2020000000800000"; // DE 3, 11, 41

describe("of a frame that is no message", () => {
  test.each([
    [
      "all, where it is one",
      `0200${BITMAP}00000000000112345678`,
      "0200 3:000000 11:000001 41:12345678",
    ],
    ["what comes before a wrong digit", `0200${BITMAP}0000000000X112345678`, "0200 3:000000"],
    ["what comes before the end", `0200${BITMAP}000000000001123`, "0200 3:000000 11:000001"],
    ["the MTI, where the bitmap is none", "0200XXXXXXXXXXXXXXXX", "0200"],
    ["the MTI alone, where there is no more", "0200", "0200"],
    ["what comes before a field that nobody has", "02008000000000000000", "0200"],
    ["nothing without an MTI", "02", "nothing"],
    ["nothing of another edition", `1200${BITMAP}`, "nothing"],
  ])("is kept %s", (_name, text, drawn) => {
    expect(draw(frame(text))).toBe(drawn);
  });

  test("nothing, where its length lies", () => {
    expect(draw(frame("0200").slice(0, 5))).toBe("nothing");
  });
});
