import { expect, test } from "vitest";
import {
  GLASS_START,
  type Glyphs,
  linesOf,
  setLine,
} from "../../../../device-emulators/devices/display/glass.ts";
import { fromHex } from "../../../../device-emulators/kit/bytes.ts";

/** GB18030: 应 is D3A6, 收 is CAD5, φ is A6D5. */
test.each<[string, string, string, string]>([
  ["ASCII", "41427E", "AB~", "AB~"],
  ["a Chinese word", "D3A6CAD52031", "□□□□ 1", "应收 1"],
  ["a character without its second half", "D3A6CA20", "□□□ ", "应□ "],
  ["pairs out of step", "A6D53141", "□□1A", "φ1A"],
  ["control codes, DEL, and no pair", "007FFFFF", "□□□□", "□□□□"],
])("what has a glyph: %s", (_name, cells, ascii, gb18030) => {
  const shown = (glyphs: Glyphs) =>
    linesOf(setLine(GLASS_START, 1, fromHex(cells)), glyphs)[0].trimEnd();
  expect(shown("ascii")).toBe(ascii.trimEnd());
  expect(shown("gb18030")).toBe(gb18030.trimEnd());
});
