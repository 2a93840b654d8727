import { describe, expect, test } from "vitest";
import {
  parseEscpos,
  startParser,
} from "../../../../device-emulators/devices/printer/escpos-parser.ts";
import { CLONE_58, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { drawEscpos, escpos } from "../../../kit/escpos.ts";

const dots = (count: number): string => "A5".repeat(count);

/** The dots of the pictures that a script prints, in hex. */
function bitsOf(script: string): string[] {
  const { jobs } = parseEscpos(startParser(TM_T88V), escpos(script));
  return jobs.flatMap(({ work }) =>
    work.kind === "print" && work.line.kind === "raster" ? [toHex(work.line.bits)] : [],
  );
}

describe("columns (ESC *)", () => {
  test.each([
    ["24 dots, single", `1B 2A 21 0800 ${dots(24)} 0A`, "#8x24*1x1/30"],
    ["24 dots, double width", `1B 2A 20 0800 ${dots(24)} 0A`, "#8x24*2x1/30"],
    ["8 dots, single", `1B 2A 01 0800 ${dots(8)} 0A`, "#8x8*1x3/30"],
    ["8 dots, double width", `1B 2A 00 0800 ${dots(8)} 0A`, "#8x8*2x3/30"],
    ["no whole bytes", `1B 2A 21 0300 ${dots(9)} 0A`, "#3x24*1x1/30"],
    ["pitch of the picture", `1B 33 10 1B 2A 21 0800 ${dots(24)} 0A`, "#8x24*1x1/24"],
    ["beside text", `'a' 1B 2A 21 0800 ${dots(24)} 'b' 0A`, "a@20:b#@128x24*1x1 /30"],
    ["two on a line", `${`1B 2A 21 0800 ${dots(24)}`.repeat(2)} 0A`, "#@08x24*1x1#@88x24*1x1 /30"],
    ["as wide as the paper", `1B 2A 21 0002 ${dots(1536)} 0A`, "#512x24*1x1/30"],
    ["wider than the paper", `1B 2A 21 0802 ${dots(1560)} 0A`, "#512x24*1x1/30"],
    ["no columns", "1B 2A 21 0000 'a' 0A", "a /30"],
    ["no such mode: the rest is text", "1B 2A 02 '01' 0A", "01 /30 !1"],
  ])("%s", (_name, script, expected) => {
    expect(drawEscpos(script, TM_T88V)).toBe(expected);
  });

  test("become rows, top bit first", () => {
    // A falling diagonal of three dots in columns of eight.
    expect(bitsOf("1B 2A 01 0300 80 40 20 0A")).toEqual(["8040200000000000"]);
    // Three bytes a column: top, middle and bottom dot of one column.
    expect(bitsOf("1B 2A 21 0100 80 00 01 0A")).toEqual([`80${"00".repeat(22)}80`]);
  });
});

describe("graphics (GS ( L, GS 8 L)", () => {
  const head = "30 70 30 01 01 31 0A00 0200";
  const stored = `1D 28 4C 0E00 ${head} ${dots(4)}`;
  const print = "1D 28 4C 0200 30 32";

  test.each([
    ["stored and printed", `${stored} ${print}`, "#10x2*1x1/2"],
    ["printed once only", `${stored} ${print} ${print}`, "#10x2*1x1/2 !1"],
    ["of any length", `1D 38 4C 0E000000 ${head} ${dots(4)} ${print}`, "#10x2*1x1/2"],
    ["doubled", `1D 28 4C 0E00 30 70 30 02 02 31 0A00 0200 ${dots(4)} ${print}`, "#10x2*2x2/4"],
    ["tripled is none", `1D 28 4C 0E00 30 70 30 03 01 31 0A00 0200 ${dots(4)} ${print}`, "!2"],
    ["of columns", `1D 28 4C 0D00 30 71 30 01 01 31 0300 0800 ${dots(3)} ${print}`, "#3x8*1x1/8"],
    ["with dots missing", `1D 28 4C 0D00 ${head} ${dots(3)} 'a' 0A`, "a /30 !1"],
    ["nothing stored", print, "!1"],
    ["forgotten by ESC @", `${stored} 1B 40 ${print}`, "asb00 !1"],
    [
      "in bands of 24 rows",
      `1D 28 4C 2300 30 70 30 01 01 31 0800 1900 ${dots(25)} ${print}`,
      "#8x24*1x1/24 #8x1*1x1/1",
    ],
  ])("%s", (_name, script, expected) => {
    expect(drawEscpos(script, TM_T88V)).toBe(expected);
  });

  test("a clone skips them by their length", () => {
    expect(drawEscpos(`${stored} ${print} 'a' 0A`, CLONE_58)).toBe("a /30 !2");
  });

  test("longer than any printer keeps are skipped", () => {
    const bytes = escpos("1D 38 4C 01000400");
    const { parser } = parseEscpos(startParser(TM_T88V), bytes);
    expect(parser.gathering).toBeUndefined();
    expect(parser.skipBytes).toBe(0x40001);
  });
});

test.each([
  ["stored and printed", `1D 2A 01 01 ${dots(8)} 1D 2F 00`, "#8x8*1x1/8"],
  ["doubled by a digit", `1D 2A 01 01 ${dots(8)} 1D 2F 33`, "#8x8*2x2/16"],
  ["nothing stored", "1D 2F 00", "!1"],
  ["of no size", "1D 2A 00 01 'a' 0A", "a /30 !1"],
])("a downloaded picture (GS *): %s", (_name, script, expected) => {
  expect(drawEscpos(script, TM_T88V)).toBe(expected);
});
