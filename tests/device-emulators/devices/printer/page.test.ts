import { expect, test } from "vitest";
import { CLONE_58, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import { drawEscpos } from "../../../kit/escpos.ts";

/** Page mode with an area of 200 by 100 dots, 10 from the left and 20 from the top. */
const area = "1B 4C 1B 57 0A00 2800 C800 C800";
const turn = (direction: number): string => `1B 54 0${direction}`;
const raster = `1D 76 30 00 0100 0200 ${"A5".repeat(2)}`;

test.each([
  [
    "no line centred",
    `1B 61 01 ${area} 'a' 0A 1D 24 7800 ${raster} 0C`,
    "{10,20 a /24 10,78 #8x2*1x1/2}/120",
  ],
  ["nothing until FF", `${area} 'a' 0A`, ""],
  [
    "text where the area begins, then standard mode",
    `${area} 'a' 0C 'b' 0A`,
    "{10,20 a /24}/120 b /30",
  ],
  ["the next line a pitch lower", `${area} 'a' 0A 'b' 0C`, "{10,20 a /24 10,50 b /24}/120"],
  [
    "lines broken at the area's edge",
    `${area} 'aaaaaaaaaaaaaaaab' 0C`,
    "{10,20 aaaaaaaaaaaaaaaa /24 10,50 b /24}/120",
  ],
  ["the bottom of a line where GS $ says", `${area} 1D 24 7800 'a' 0C`, "{10,56 a /24}/120"],
  ["lower by GS \\", `${area} 1D 5C 1400 'a' 0C`, "{10,30 a /24}/120"],
  ["higher by GS \\", `${area} 1D 24 7800 1D 5C ECFF 'a' 0C`, "{10,46 a /24}/120"],
  ["upwards from the bottom left", `${area} ${turn(1)} 'a' 0C`, "{10,120@270 a /24}/120"],
  ["upside down from the bottom right", `${area} ${turn(2)} 'a' 0C`, "{210,120@180 a /24}/120"],
  ["downwards from the top right", `${area} ${turn(3)} 'a' 0C`, "{210,20@90 a /24}/120"],
  [
    "both, each in its direction",
    `${area} 'a' ${turn(3)} 'b' 0C`,
    "{10,20 a /24 210,20@90 b /24}/120",
  ],
  [
    "a picture whose bottom stands there",
    `${area} 1D 24 7800 ${raster} 0C`,
    "{10,78 #8x2*1x1/2}/120",
  ],
  [
    "a symbol beside a place",
    `${area} 1D 68 18 1B 24 3200 'x' 0A 1D 24 9600 1D 6B 03 '1234567' 00 0C`,
    "{10,20 @50:x /24 10,71 <ean-8 1234567>/24}/120",
  ],
  [
    "the page twice (ESC FF)",
    `${area} 'a' 1B 0C 1B 0C 1B 53`,
    "{10,20 a /24}/120 {10,20 a /24}/120",
  ],
  ["nothing that CAN took away", `${area} 'a' 0A 'b' 18 'c' 0C`, "{10,50 c /24}/120"],
  ["nothing that ESC S forgot", `${area} 'a' 1B 53 'b' 0A`, "b /30"],
  ["nothing that ESC @ forgot", `${area} 'a' 1B 40 'b' 0A`, "asb00 b /30"],
  ["the paper's whole width unless told otherwise", "1B 4C 'a' 0C", "{0,0 a /24}/831"],
  [
    "an area cut at the paper's edge",
    "1B 4C 1B 57 F401 0000 C800 C800 'ab' 0C",
    "{500,0 a /24 500,30 b /24}/100",
  ],
  ["no area without width", "1B 4C 1B 57 0002 0000 C800 C800 'a' 0C", "{0,0 a /24}/831"],
])("a page prints %s", (_name, script, expected) => {
  expect(drawEscpos(script, TM_T88V)).toBe(expected);
});

test.each([
  [
    "without page mode",
    "1B 57 0A00 2800 C800 C800 1B 54 01 1D 24 0100 'a' 0C 0A",
    TM_T88V,
    "a /30 !3",
  ],
  ["inside a line", "'a' 1B 4C 'b' 0A", TM_T88V, "ab /30 !1"],
  ["on a printer that has none", "1B 4C 'a' 0A", CLONE_58, "a /30 !1"],
])("pages are passed over %s", (_name, script, model, expected) => {
  expect(drawEscpos(script, model)).toBe(expected);
});
