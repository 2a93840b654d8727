import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Bitmap,
  bitmapOf,
  fill,
  invert,
  isBlack,
  lay,
  resized,
  type Turn,
  turned,
  whiteBitmap,
} from "../../../../device-emulators/devices/printer/bitmap.ts";
import { drawBitmap } from "../../../kit/draw-bitmap.ts";

const picture = (...rows: string[]): Bitmap =>
  bitmapOf(rows[0]?.length ?? 0, rows.length, (x, y) => rows[y]?.[x] === "#");

const L = picture("#..", "###");

describe("turned", () => {
  test.each([
    [0, ["#..", "###"]],
    [90, ["##", "#.", "#."]],
    [180, ["###", "..#"]],
    [270, [".#", ".#", "##"]],
  ] as const)("by %d degrees clockwise", (turn, rows) => {
    expect(drawBitmap(turned(L, turn))).toEqual(rows);
  });

  test("four quarters are no turn", () => {
    const dots = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(dots, (black) => {
        const before = bitmapOf(4, 3, (x, y) => black[y * 4 + x] === true);
        let after = before;
        for (const turn of [90, 90, 90, 90] as Turn[]) after = turned(after, turn);
        expect(drawBitmap(after)).toEqual(drawBitmap(before));
      }),
    );
  });
});

test("lay scales, and cuts off what hangs over the edge", () => {
  const paper = whiteBitmap(5, 4);
  lay(paper, L, { left: 1, top: 0, wide: 2, tall: 2 });
  expect(drawBitmap(paper)).toEqual([".##..", ".##..", ".####", ".####"]);
  lay(paper, L, { left: -1, top: -1 });
  expect(drawBitmap(paper)[0]).toBe("###..");
});

test("invert and fill keep to the bitmap", () => {
  const paper = whiteBitmap(9, 2);
  fill(paper, 7, 0, 5, 1);
  invert(paper, 8, -1, 5, 9);
  expect(drawBitmap(paper)).toEqual([".......#.", "........#"]);
});

test("resized repeats or leaves out dots", () => {
  expect(drawBitmap(resized(L, 6, 4))).toEqual(["##....", "##....", "######", "######"]);
  expect(drawBitmap(resized(L, 3, 1))).toEqual(["###"]);
});

test.each([
  [-1, 0],
  [3, 0],
  [0, -1],
  [0, 2],
])("a dot at %d,%d lies outside and is white", (x, y) => {
  expect(isBlack(picture("###", "###"), x, y)).toBe(false);
});
