import { BarcodeFormat } from "@zxing/library";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type {
  BarcodeName,
  MachineSymbol,
} from "../../../../../device-emulators/devices/printer/paper.ts";
import { drawSymbol } from "../../../../../device-emulators/devices/printer/symbols/symbol.ts";
import { fromLatin1 } from "../../../../../device-emulators/kit/bytes.ts";
import { scan } from "../../../../kit/symbol-scanner.ts";

const barcode = (symbology: BarcodeName, data: string, moduleDots = 2): MachineSymbol => ({
  symbology,
  data: fromLatin1(data),
  moduleDots,
  heightDots: 60,
  readable: "below",
  readableFont: "a",
});

const qr = (data: string, more: Partial<Extract<MachineSymbol, { symbology: "qr" }>> = {}) =>
  ({
    symbology: "qr",
    data: fromLatin1(data),
    model: "2",
    moduleDots: 3,
    level: "L",
    ...more,
  }) as const;

const pdf417 = (
  data: string,
  more: Partial<Extract<MachineSymbol, { symbology: "pdf417" }>> = {},
) =>
  ({
    symbology: "pdf417",
    data: fromLatin1(data),
    columns: 0,
    rows: 0,
    moduleDots: 2,
    rowHeight: 3,
    correction: { by: "ratio", n: 1 },
    truncated: false,
    ...more,
  }) as const;

function draw(symbol: MachineSymbol) {
  const drawn = drawSymbol(symbol);
  if (!drawn.ok) throw new Error(drawn.error);
  return drawn.value;
}

describe("a scanner that nobody here wrote reads", () => {
  test.each([
    ["UPC-A without its check digit", barcode("upc-a", "01234567890"), "UPC_A", "012345678905"],
    ["UPC-A with it", barcode("upc-a", "012345678905"), "UPC_A", "012345678905"],
    [
      "EAN-13 without its check digit",
      barcode("ean-13", "952012345678"),
      "EAN_13",
      "9520123456788",
    ],
    ["EAN-8", barcode("ean-8", "9520123"), "EAN_8", "95201238"],
    ["Code 39", barcode("code-39", "TILL-42 $"), "CODE_39", "TILL-42 $"],
    ["Code 39 with its own stars", barcode("code-39", "*AB*"), "CODE_39", "AB"],
    ["Code 39 of three dots a bar", barcode("code-39", "AB", 3), "CODE_39", "AB"],
    ["ITF", barcode("itf", "00123456"), "ITF", "00123456"],
    ["Codabar", barcode("codabar", "a1234-5b"), "CODABAR", "A1234-5B"],
    ["Code 93", barcode("code-93", "AB 93"), "CODE_93", "AB 93"],
    ["Code 128 of set B", barcode("code-128", "{BTill 7 {{x"), "CODE_128", "Till 7 {x"],
    ["Code 128 of sets B and C", barcode("code-128", "{Bab{C\x0c\x22{Bz"), "CODE_128", "ab1234z"],
    ["Code 128 with a shift", barcode("code-128", "{AX{SyZ"), "CODE_128", "XyZ"],
    ["DataBar", barcode("databar-omnidirectional", "0952123454321"), "RSS_14", "09521234543213"],
    ["QR", qr("https://example.com/r/1?a=b"), "QR_CODE", "https://example.com/r/1?a=b"],
    ["QR of level H", qr("12345", { level: "H", moduleDots: 1 }), "QR_CODE", "12345"],
    ["PDF417", pdf417("Receipt 42, paid"), "PDF_417", "Receipt 42, paid"],
    ["PDF417 of 4 columns", pdf417("AB".repeat(30), { columns: 4 }), "PDF_417", "AB".repeat(30)],
  ] as const)("%s", (_name, symbol, format, expected) => {
    expect(scan(draw(symbol).dots, BarcodeFormat[format])).toBe(expected);
  });

  test("any printable text of a QR code", () => {
    const text = fc.string({
      unit: fc.constantFrom(..."AZaz09 :/?&=.$"),
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (data) => scan(draw(qr(data)).dots, BarcodeFormat.QR_CODE) === data),
      { numRuns: 30 },
    );
  });
});

test.each([
  ["upc-e", "123456", "0123456", 102],
  ["upc-e", "01234565", "01234565", 102],
  ["databar-limited", "0952123454321", "(01)0952123454321", 158],
  ["databar-truncated", "0952123454321", "(01)0952123454321", 192],
  ["databar-expanded", "(01)09521234543213", "(01)09521234543213", 268],
  ["gs1-128", "(01)09521234543213", "(01)09521234543213", 268],
  ["code-93", "ab\x01", "ab\x01", 182],
] as const)("%s of %j has %j below it and is %d dots wide", (symbology, data, readable, dots) => {
  const drawn = draw(barcode(symbology, data));
  expect([drawn.readable, drawn.dots.widthDots, drawn.dots.heightDots]).toEqual([
    readable,
    dots,
    60,
  ]);
});

test.each([
  ["ean-13", "9520123456789", "Incorrect EAN-13 check digit provided"],
  ["ean-13", "95", "EAN-13 must be 12 or 13 digits"],
  ["ean-8", "952012A", "EAN-8 must contain only digits"],
  [
    "code-39",
    "a_b",
    "Code 39 must contain only digits, capital letters, spaces and the symbols -.$/+%",
  ],
  ["codabar", "12", "Codabar start and stop characters must be one of A B C or D"],
  ["code-128", "no set", "Code 128 begins with {A, {B or {C"],
] as const)("%s of %j is refused: %s", (symbology, data, reason) => {
  expect(drawSymbol(barcode(symbology, data))).toEqual({ ok: false, error: reason });
});

test("a symbol that no printer of ours draws is an empty frame", () => {
  const { dots } = draw({ symbology: "aztec", data: fromLatin1("x"), moduleDots: 2 });
  expect([dots.widthDots, dots.heightDots]).toEqual([64, 64]);
});

test("QR model 1 is an empty frame as large as model 2, and nothing that a scanner reads", () => {
  const { dots } = draw(qr("paid 9.90", { model: "1" }));
  expect([dots.widthDots, dots.heightDots]).toEqual([63, 63]);
  expect(() => scan(dots, BarcodeFormat.QR_CODE)).toThrow();
});

test("any data is drawn or refused, never thrown at", () => {
  const name = fc.constantFrom<BarcodeName>(
    "upc-a",
    "upc-e",
    "ean-13",
    "ean-8",
    "code-39",
    "itf",
    "codabar",
    "code-93",
    "code-128",
    "gs1-128",
    "databar-omnidirectional",
    "databar-limited",
    "databar-expanded",
  );
  fc.assert(
    fc.property(name, fc.uint8Array({ maxLength: 30 }), (symbology, data) => {
      const symbol = { ...barcode(symbology, ""), data } as MachineSymbol;
      expect(typeof drawSymbol(symbol).ok).toBe("boolean");
    }),
  );
});
