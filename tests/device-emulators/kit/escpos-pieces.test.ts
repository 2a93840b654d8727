import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOf } from "../../../device-emulators/devices/printer/explain-escpos.ts";
import { fromHex } from "../../../device-emulators/kit/bytes.ts";
import { cutEscpos } from "../../../device-emulators/kit/escpos-pieces.ts";

/** `ESC @+2 text+3`, and `!1` behind what wants one more byte. */
const cut = (hex: string): string =>
  cutEscpos(fromHex(hex))
    .map((piece) => `${nameOf(piece)}+${piece.length}${piece.wants > 0 ? `!${piece.wants}` : ""}`)
    .join(" ");

describe("cutEscpos", () => {
  test.each([
    ["1b40 4142 0a", "ESC @+2 text+2 LF+1"],
    ["000000 0d0a", "NUL+3 CR+1 LF+1"],
    ["1d5600 1d564200", "GS V+3 GS V+4"],
    ["1b700019fa", "ESC p+5"],
    ["1b7000 1b7001", "ESC p+5 01+1"],
    ["1d6b02 393532 00 41", "GS k+7 text+1"],
    ["1d6b49 03 7b4241", "GS k+7"],
    ["1d763000 0100 0200 1b40", "GS v+10"],
    ["1d286b 0300 314341", "GS (+8"],
    ["1b2a21 0200 010203 040506 0a", "ESC *+11 LF+1"],
    ["1b44 0810 00 41", "ESC D+5 text+1"],
    ["1014 01 00 01 1014 08 01 03 14 01 06 02 08", "DLE DC4+5 DLE DC4+10"],
    ["1b1d7400 41", "ESC GS+4 text+1"],
    ["1b1d795344 01 41", "ESC GS+6 text+1"],
    ["1b1d7944 0100 0200 4142 43", "ESC GS+10 text+1"],
    ["1b02 41", "ESC 02+1 02+1 text+1"],
    ["1b", "ESC+1!1"],
    ["1b61", "ESC a+2!1"],
    ["1d763000 0100 0200 1b", "GS v+9!1"],
    ["1d6b02 3935", "GS k+5!1"],
    ["", ""],
  ])("cuts %s into %s", (hex, expected) => {
    expect(cut(hex)).toBe(expected);
  });

  test("pieces follow one another without a gap, whatever the bytes", () => {
    const byte = fc.oneof(
      fc.integer({ min: 0, max: 255 }),
      fc.constantFrom(0x10, 0x1b, 0x1c, 0x1d),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 80 }), (bytes) => {
        let at = 0;
        for (const piece of cutEscpos(Uint8Array.from(bytes))) {
          expect([piece.offset, piece.length > 0]).toEqual([at, true]);
          at += piece.length;
          expect(piece.wants > 0 && at < bytes.length).toBe(false);
        }
        expect(at).toBe(bytes.length);
      }),
    );
  });
});
