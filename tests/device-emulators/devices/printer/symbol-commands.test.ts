import { describe, expect, test } from "vitest";
import {
  parseEscpos,
  startParser,
} from "../../../../device-emulators/devices/printer/escpos-parser.ts";
import { CLONE_58, TM_T88V } from "../../../../device-emulators/devices/printer/models.ts";
import type { MachineSymbol } from "../../../../device-emulators/devices/printer/paper.ts";
import { toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import { drawEscpos, escpos } from "../../../kit/escpos.ts";

/** The first symbol that a script prints, its data as text. */
function symbolOf(
  script: string,
): (Omit<MachineSymbol, "data"> & { readonly data: string }) | undefined {
  for (const { work } of parseEscpos(startParser(TM_T88V), escpos(script)).jobs) {
    if (work.kind !== "print" || work.line.kind !== "symbol") continue;
    return { ...work.line.symbol, data: toLatin1(work.line.symbol.data) };
  }
  return undefined;
}

describe("bar codes", () => {
  test.each([
    ["UPC-A", "1D 6B 00 '01234567890' 00", "<upc-a 01234567890>/162"],
    ["EAN-13 with its check digit", "1D 6B 02 '4006381333931' 00", "<ean-13 4006381333931>/162"],
    ["EAN-13, counted", "1D 6B 43 0C '400638133393'", "<ean-13 400638133393>/162"],
    ["EAN-13 a digit short", "1D 6B 02 '40063813339' 00 'a' 0A", "a /30 !1"],
    ["ITF", "1D 6B 46 04 '1234'", "<itf 1234>/162"],
    ["Codabar", "1D 6B 06 'A12B' 00", "<codabar A12B>/162"],
    ["Code 93", "1D 6B 48 02 'ab'", "<code-93 ab>/162"],
    ["Code 128", "1D 6B 49 05 '{B123'", "<code-128 {B123>/162"],
    ["Code 128 whose user chose the set too", "1D 6B 49 07 '{B{B123'", "<code-128 {B{B123>/162"],
    ["Code 128 with a set and no brace", "1D 6B 49 03 '(B1' 0A", "(B1 /30 !1"],
    ["Code 128 of a set that there is not", "1D 6B 49 03 '{D1' 0A", "{D1 /30 !1"],
    ["Code 128 without a set is read as text", "1D 6B 49 03 '123' 0A", "123 /30 !1"],
    [
      "a letter in EAN is read as text from there",
      "1D 6B 43 0C '4006X81333931' 0A",
      "X81333931 /30 !1",
    ],
    ["DataBar", "1D 6B 4B 0D '0123456789012'", "<databar-omnidirectional 0123456789012>/162"],
    ["no such type", "1D 6B 07 'a' 0A", "a /30 !1"],
    ["no such type, counted", "1D 6B 4F 'a' 0A", "a /30 !1"],
    ["inside a line", "'a' 1D 6B 03 '1234567' 00 0A", "a /30 !1"],
    ["centred", "1B 61 01 1D 6B 03 '1234567' 00", "<|ean-8 1234567>/162"],
    ["as tall as told", "1D 68 32 1D 6B 03 '1234567' 00", "<ean-8 1234567>/50"],
    ["with its digits below", "1D 48 02 1D 6B 03 '1234567' 00", "<ean-8 1234567>/186"],
    ["with them on both sides", "1D 48 33 1D 6B 03 '1234567' 00", "<ean-8 1234567>/210"],
    ["of no height", "1D 68 00 1D 6B 03 '1234567' 00", "<ean-8 1234567>/162 !1"],
  ])("%s", (_name, script, expected) => {
    expect(drawEscpos(script, TM_T88V)).toBe(expected);
  });

  test("carry how they are to look", () => {
    expect(symbolOf("1D 77 02 1D 68 40 1D 48 31 1D 66 01 1D 6B 03 '1234567' 00")).toEqual({
      symbology: "ean-8",
      data: "1234567",
      moduleDots: 2,
      heightDots: 64,
      readable: "above",
      readableFont: "b",
    });
  });

  test("look plain again after ESC @", () => {
    const symbol = symbolOf("1D 77 02 1D 68 40 1D 48 31 1D 66 01 1B 40 1D 6B 03 '1234567' 00");
    expect(symbol).toMatchObject({ moduleDots: 3, heightDots: 162, readable: "none" });
  });
});

const store = (kind: string, text: string): string =>
  `1D 28 6B ${(text.length + 3).toString(16).toUpperCase().padStart(2, "0")}00 ${kind} 50 30 '${text}'`;
const print = (kind: string): string => `1D 28 6B 0300 ${kind} 51 30`;
const qr = store("31", "https://example.com/1") + print("31");
const pdf = store("30", "ABCDEF") + print("30");

describe("symbols", () => {
  test("QR, with all that sets its look", () => {
    const look = "1D 28 6B 0400 31 41 31 00 1D 28 6B 0300 31 43 05 1D 28 6B 0300 31 45 32";
    expect(symbolOf(look + qr)).toEqual({
      symbology: "qr",
      data: "https://example.com/1",
      model: "1",
      moduleDots: 5,
      level: "Q",
    });
  });

  test("PDF417, with all that sets its look", () => {
    const look =
      "1D 28 6B 0300 30 41 04 1D 28 6B 0300 30 42 0A 1D 28 6B 0300 30 43 02 1D 28 6B 0300 30 44 04" +
      "1D 28 6B 0400 30 45 30 33 1D 28 6B 0300 30 46 01";
    expect(symbolOf(look + pdf)).toEqual({
      symbology: "pdf417",
      data: "ABCDEF",
      columns: 4,
      rows: 10,
      moduleDots: 2,
      rowHeight: 4,
      correction: { by: "level", n: 3 },
      truncated: true,
    });
  });

  test.each([
    ["a QR of version 2", qr, "<qr https://example.com/1>/75"],
    [
      "printed twice",
      qr + print("31"),
      "<qr https://example.com/1>/75 <qr https://example.com/1>/75",
    ],
    ["nothing stored", print("31"), "!1"],
    ["nothing stored since ESC @", `${store("31", "a")} 1B 40 ${print("31")}`, "asb00 !1"],
    ["a module of no dots", `1D 28 6B 0300 31 43 00 ${qr}`, "<qr https://example.com/1>/75 !1"],
    ["inside a line", `'a' ${qr} 0A`, "a /30 !1"],
    ["an Aztec, which stays a square", `1D 28 6B 0400 35 50 30 'x' ${print("35")}`, "<aztec x>/96"],
    ["no such kind", `1D 28 6B 0300 29 51 30 'a' 0A`, "a /30 !1"],
  ])("%s", (_name, script, expected) => {
    expect(drawEscpos(script, TM_T88V)).toBe(expected);
  });

  test("of a clone, in its own command", () => {
    expect(drawEscpos("1D 5A 02 1B 5A 00 4D 04 0200 'ab'", CLONE_58)).toBe("<qr ab>/84 !1");
  });

  test("that a model does not know are passed over", () => {
    expect(drawEscpos(pdf, CLONE_58)).toBe("!2");
  });
});
