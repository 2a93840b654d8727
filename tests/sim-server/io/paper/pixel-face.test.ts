import { expect, test } from "vitest";
import { loadPixelFace } from "../../../../sim-server/io/paper/pixel-face.ts";
import { drawBitmap } from "../../../kit/draw-bitmap.ts";

const face = loadPixelFace();
const drawn = (text: string): string[] => {
  const glyph = face(text.codePointAt(0) ?? 0);
  return glyph === undefined ? [] : drawBitmap(glyph);
};

test("a Latin glyph is 6 by 12 dots, a Chinese one 12 by 12", () => {
  expect(drawn("L").map((row) => row.length)).toEqual(new Array(12).fill(6));
  expect(drawn("中").map((row) => row.length)).toEqual(new Array(12).fill(12));
});

test("the dots are those of the letter: O is a ring, an accent stands on its letter", () => {
  const inside = drawn("O").slice(3, 8);
  expect(inside.length).toBe(5);
  expect(inside.every((row) => /^\.?#\.+#\.*$/.test(row))).toBe(true);
  expect(drawn("é").join("").replaceAll(".", "").length).toBeGreaterThan(
    drawn("e").join("").replaceAll(".", "").length,
  );
});

test("an accented letter that the font lacks is drawn without its accent", () => {
  expect(drawn("š")).toEqual(drawn("s"));
});

test("a blank has no dots, and what the font lacks has no glyph", () => {
  expect(drawn(" ").join("")).not.toContain("#");
  expect(face(0x10ffff)).toBeUndefined();
});
