import { expect, test } from "vitest";
import { satisfiesEan13 } from "../../../device-emulators/kit/ean-13.ts";

test.each([
  ["the example of the GS1 specifications", "6291041500213", true],
  ["a code of a shop's own", "2000000000015", true],
  ["only zeros", "0000000000000", true],
  ["a wrong check digit", "6291041500214", false],
  ["two neighbours swapped", "6290141500213", false],
  ["twelve digits", "629104150021", false],
  ["fourteen digits", "06291041500213", false],
  ["a letter", "62910415002A3", false],
  ["a character just below the digits", "/291041500213", false],
  ["nothing", "", false],
])("%s", (_name, code, expected) => {
  expect(satisfiesEan13(code)).toBe(expected);
});
