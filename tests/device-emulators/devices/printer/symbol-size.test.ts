import { expect, test } from "vitest";
import { symbolDots } from "../../../../device-emulators/devices/printer/symbol-size.ts";
import { fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";

// Capacities of ISO/IEC 18004:2015, table 7.
test.each([
  ["L", "a", 17, 21],
  ["L", "a", 18, 25],
  ["H", "a", 7, 21],
  ["H", "a", 8, 25],
  ["L", "7", 41, 21],
  ["L", "7", 42, 25],
  ["M", "A", 20, 21],
  ["M", "A", 21, 25],
  ["L", "a", 230, 53],
  ["L", "a", 231, 57],
  ["L", "a", 2953, 177],
  ["L", "a", 2954, 0],
  ["H", "7", 3057, 177],
  ["H", "7", 3058, 0],
] as const)(
  "a QR of level %s with %s x %i is %i modules high",
  (level, character, count, modules) => {
    const data = fromLatin1(character.repeat(count));
    expect(symbolDots({ symbology: "qr", model: "2", moduleDots: 1, level, data })).toBe(modules);
  },
);

const pdf417 = {
  symbology: "pdf417",
  columns: 0,
  rows: 0,
  moduleDots: 2,
  rowHeight: 3,
  correction: { by: "level", n: 0 },
  truncated: false,
} as const;

test.each([
  ["three rows at least", { data: fromLatin1("a") }, 3],
  ["the rows that were asked for", { rows: 20, data: fromLatin1("a") }, 20],
  ["as many as its columns need", { columns: 1, data: fromLatin1("a".repeat(60)) }, 54],
  ["none, for what does not fit", { columns: 1, data: fromLatin1("a".repeat(600)) }, 0],
])("a PDF417 has %s", (_name, change, rows) => {
  expect(symbolDots({ ...pdf417, ...change })).toBe(rows * 6);
});
