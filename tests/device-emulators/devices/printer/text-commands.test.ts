import { expect, test } from "vitest";
import { CLONE_58, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import { drawEscpos } from "../../../kit/escpos.ts";

const rows = (title: string, table: [string, string, string][]): void => {
  test.each(table)(`${title}: %s`, (_name, script, expected) => {
    expect(drawEscpos(script, TM_T88V)).toBe(expected);
  });
};

rows("style", [
  ["underline of one and two dots", "1B 2D 01 'a' 1B 2D 32 'b' 1B 2D 00 'c' 0A", "_1(a)_2(b)c /30"],
  ["underline of no kind", "1B 2D 03 'a' 0A", "a /30 !1"],
  ["font B, by number and digit", "1B 4D 01 'b' 1B 4D 30 'a' 0A", "b(b)a /30"],
  ["font C, which it has not", "1B 4D 02 'a' 0A", "a /30 !1"],
  ["print mode with font B and underline", "1B 21 81 'b' 1B 21 00 'a' 0A", "b(_1(b))a /30"],
  ["red", "1B 72 31 'r' 1B 72 00 'b' 0A", "r(r)b /30"],
  ["turned", "1B 56 01 't' 1B 56 30 'u' 0A", "t(t)u /30"],
  ["upside down, from the next line on", "'a' 1B 7B 01 0A 1B 7B 01 'b' 0A", "a /30 ↻b /30 !1"],
  ["spacing, doubled with the glyph", "1B 20 04 'a' 1D 21 10 'b' 0A", "~4(a)2x1(~8(b)) /30"],
  ["the Chinese underline without Chinese", "1C 2D 01 'a' 0A", "a /30"],
  ["Chinese, which it has not", "1C 26 'a' 1C 2E 0A", "a /30 !1"],
  ["the code of Chinese", "1C 43 30 'a' 0A", "a /30 !1"],
]);

rows("columns", [
  ["42 of font A", `'${"x".repeat(43)}' 0A`, `${"x".repeat(42)} /30 x /30`],
  ["56 of font B", `1B 4D 01 '${"x".repeat(57)}' 0A`, `b(${"x".repeat(56)}) /30 b(x) /30`],
  ["and ESC @ is font A again", "1B 4D 01 1B 40 'a' 0A", "asb00 a /30"],
  [
    "32 with eight dots of spacing in font A",
    `1B 20 04 '${"x".repeat(33)}' 0A`,
    `~4(${"x".repeat(32)}) /30 ~4(x) /30`,
  ],
]);

rows("place", [
  ["ESC $ moves on", "'a' 1B 24 6400 'b' 0A", "a@100:b /30"],
  ["ESC $ moves back", "'abc' 1B 24 0000 'd' 0A", "abc@0:d /30"],
  ["ESC $ to the edge, where nothing fits", "1B 24 0002 'a' 0A", " /30 a /30"],
  ["ESC $ beyond the edge is ignored", "1B 24 0102 'a' 0A", "a /30"],
  ["ESC \\ moves on from here", "'a' 1B 5C 0A00 'b' 0A", "a@22:b /30"],
  ["ESC \\ moves back from here", "'ab' 1B 5C F4FF 'c' 0A", "ab@12:c /30"],
  ["margin and width", "1D 4C 1400 1D 57 2C01 'a' 0A", "20+300:a /30"],
  ["width before margin", "1D 57 2C01 1D 4C 1400 'a' 0A", "20+300:a /30"],
  ["a margin cuts the width at the edge", "1D 4C 9001 'a' 0A", "400+112:a /30"],
  ["a width wraps", "1D 57 1800 'abc' 0A", "0+24:ab /30 0+24:c /30"],
  ["a width less than a glyph still prints", "1D 57 0100 'ab' 0A", "0+1:a /30 0+1:b /30"],
  ["margin inside a line is ignored", "'a' 1D 4C 1400 0A", "a /30 !1"],
  ["whole again", "1D 4C 1400 1D 4C 0000 'a' 0A", "a /30"],
  ["tabs of one's own", "1B 44 03 0A 00 'a' 09 'b' 09 'c' 09 0A", "a  b      c /30 !1"],
  ["tabs that fall stop the list", "1B 44 05 03 09 00 'a' 09 'b' 09 0A", "a    b /30 !1"],
  ["no tabs", "1B 44 00 'a' 09 'b' 0A", "ab /30 !1"],
  ["a tab between columns moves there", "1B 4D 01 09 'b' 0A", "@96:b(b) /30"],
  ["a tab beyond the area is ignored", "1D 57 3200 09 'b' 0A", "0+50:b /30 !1"],
]);

rows("feed", [
  ["units of half a dot", "1B 4A 3C 1B 33 50 'a' 0A", "^30 a /40"],
  ["GS P gives other units", "1D 50 B4 B4 1B 4A 3C", "^60"],
  ["GS P 0 gives its own back", "1D 50 B4 B4 1D 50 00 00 1B 4A 3C", "^30"],
  ["the pitch of ESC 2", "1B 33 50 1B 32 0A", " /30"],
  ["font B is less tall", "1B 4D 01 1B 33 00 'a' 0A", "b(a) /17"],
  ["a cut that feeds, in units", "1D 56 42 10", "✂-+8"],
  ["a cut for later", "1D 56 61 10 1D 56 68 10", "✂+8 ✂-+8"],
]);

rows("characters", [
  ["page 437", "80 E1 9C 0A", "Çß£ /30"],
  ["page 1252", "1B 74 10 80 E9 0A", "€é /30"],
  ["page 858, changed in mid line", "'5 ' 1B 74 13 D5 1B 74 00 D5 0A", "5 €╒ /30"],
  ["Katakana, and the rules beside it", "1B 74 01 95 B1 0A", "─ｱ /30"],
  ["page 857, whose euro came late", "1B 74 0D D5 0A", "€ /30"],
  ["a page it has not", "1B 74 7F D5 0A", "╒ /30 !1"],
  ["Germany", "1B 52 02 '[{|}~@' 0A", "Ääöüß§ /30"],
  ["China", "1B 52 0F '$' 0A", "¥ /30"],
  ["back to the U.S.A.", "1B 52 02 1B 52 00 '[' 0A", "[ /30"],
  ["a country that is none", "1B 52 63 '[' 0A", "[ /30 !1"],
]);

test.each([
  ["a page", "1C 2E 80 0A", "Ç /30"],
  ["Chinese until it is switched off", "B5 A5 1C 2E B5 A5 0A", "单╡Ñ /30"],
  ["the Chinese underline", "1C 2D 01 'a' 0A", "_1(a) /30"],
  ["Chinese double", "1C 57 01 B5 A5 1C 57 00 'a' 0A", "2x2(单)a /48"],
  ["Chinese mode", "1C 21 84 B5 A5 0A", "2x1(_1(单)) /30"],
])("a clone with Chinese prints %s", (_name, script, expected) => {
  expect(drawEscpos(script, CLONE_58)).toBe(expected);
});
