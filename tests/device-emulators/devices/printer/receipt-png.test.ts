import { inflateSync } from "node:zlib";
import { decode } from "fast-png";
import { expect, test } from "vitest";
import { bitmapOf } from "../../../../device-emulators/devices/printer/bitmap.ts";
import { encodePng } from "../../../../device-emulators/devices/printer/receipt-png.ts";

const png = encodePng(bitmapOf(10, 2, (x, y) => (x + y) % 2 === 0));

test("a file of one bit a dot, where a set bit is white", () => {
  const { width, height, depth, channels, data } = decode(png);
  expect([width, height, depth, channels]).toEqual([10, 2, 1, 1]);
  expect([...data].map((byte) => byte.toString(2).padStart(8, "0"))).toEqual([
    "01010101",
    "01111111",
    "10101010",
    "10111111",
  ]);
});

test("its rows are what any inflater reads", () => {
  const text = Buffer.from(png).toString("latin1");
  expect(text.slice(1, 4)).toBe("PNG");
  const at = text.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4));
  expect(rows.toString("hex")).toBe("00557f00aabf");
});
