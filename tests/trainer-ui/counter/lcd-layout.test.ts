import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LCD, layoutLcd } from "../../../trainer-ui/counter/lcd-layout.ts";

describe("rows on the terminal's glass", () => {
  test.each<[string, (1 | 2)[], string]>([
    ["none", [], ""],
    ["one line", [1], "70-86"],
    ["amount, large text, hint", [1, 2, 1], "36-52 62-94 104-120"],
    ["a menu of five", [1, 1, 1, 1, 1], "28-44 49-65 70-86 91-107 112-128"],
    [
      "as many as there is room for",
      [1, 1, 1, 1, 1, 1, 1],
      "22-38 38-54 54-70 70-86 86-102 102-118 118-134",
    ],
  ])("%s", (_name, sizes, expected) => {
    const rows = layoutLcd(sizes);
    expect(rows.map((row) => `${row.top}-${row.top + row.height}`).join(" ")).toBe(expected);
  });

  test("stand on whole pixels, below the bar, without touching", () => {
    const sizes = fc.array(fc.constantFrom<1 | 2>(1, 2), { maxLength: 9 });
    fc.assert(
      fc.property(sizes, (chosen) => {
        let bottom: number = LCD.barHeight;
        for (const row of layoutLcd(chosen)) {
          expect(Number.isInteger(row.top) && Number.isInteger(row.baseline)).toBe(true);
          expect(row.top).toBeGreaterThanOrEqual(bottom);
          bottom = row.top + row.height;
        }
      }),
    );
  });
});
