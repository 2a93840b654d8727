import { expect, test } from "vitest";
import {
  addOnOf,
  identified,
  readable,
  type ScannedCode,
  type Symbology,
} from "../../../../device-emulators/devices/scanner/symbologies.ts";

/** One that can be read, how AIM announces it, and one that cannot. */
test.each<[Symbology, string, string, string]>([
  ["ean-13", "2000000000015", "]E02000000000015", "2000000000016"],
  ["ean-8", "20000011", "]E420000011", "20000012"],
  ["upc-a", "036000291452", "]E00036000291452", "036000291453"],
  ["code-39", "AB-12", "]A0AB-12", "ab"],
  ["code-93", "A b", "]G0A b", "é"],
  ["codabar", "12-34", "]F012-34", "1A"],
  ["itf", "1234", "]I01234", "123"],
  ["code-128", "a\x00~", "]C0a\x00~", "\x80"],
  ["gs1-128", "10A\x1d21B", "]C110A\x1d21B", "10 A"],
  ["databar", "0106212345678907", "]e00106212345678907", "\x1d"],
  ["data-matrix", "任", "]d1任", ""],
  ["gs1-data-matrix", "10A", "]d210A", "10~"],
  ["qr", " ", "]Q1 ", ""],
  ["gs1-qr", "10A", "]Q310A", "\x1f"],
  ["pdf-417", "x", "]L0x", ""],
  ["aztec", "x", "]z0x", ""],
])("%s", (symbology, text, announced, unreadable) => {
  expect(readable({ text, symbology })).toBe(true);
  expect(identified({ text, symbology }, undefined)).toBe(announced);
  expect(readable({ text: unreadable, symbology })).toBe(false);
  expect(readable({ text: "", symbology })).toBe(false);
});

test.each<[Omit<ScannedCode, "text">, string | undefined]>([
  [{ symbology: "ean-13", addOn: "12" }, "12"],
  [{ symbology: "ean-13", addOn: "12345" }, "12345"],
  [{ symbology: "upc-a", addOn: "12" }, "12"],
  [{ symbology: "ean-8", addOn: "12" }, "12"],
  [{ symbology: "ean-13", addOn: "123" }, undefined],
  [{ symbology: "ean-13", addOn: "1a" }, undefined],
  [{ symbology: "ean-13" }, undefined],
  [{ symbology: "code-128", addOn: "12" }, undefined],
])("beside %j stands %s", (code, addOn) => {
  expect(addOnOf({ ...code, text: "2000000000015" })).toBe(addOn);
});

test.each<[Symbology, string, string]>([
  ["ean-13", "12", "]E3x12"],
  ["ean-13", "12345", "]E3x12345"],
  ["upc-a", "12", "]E30x12"],
  ["ean-8", "12", "]E4x]E112"],
  ["ean-8", "12345", "]E4x]E212345"],
])("%s with %s is announced", (symbology, addOn, announced) => {
  expect(identified({ text: "x", symbology }, addOn)).toBe(announced);
});
