import fc from "fast-check";
import { expect, test } from "vitest";
import { median, percentile } from "../../../sim-server/bench/rate.ts";

test.each([
  [[1], 95, 1],
  [[3, 1, 2], 50, 2],
  [[4, 1, 3, 2], 50, 2],
  [[...Array(100).keys()], 95, 94],
  [[...Array(20).keys()], 95, 18],
  [[2, 1], 100, 2],
  [[2, 1], 1, 1],
  [[], 95, 0],
])("of %j, %d percent do not exceed %d", (values, percent, value) => {
  expect(percentile(values, percent)).toBe(value);
});

test("a percentile is one of the values, and as many as it says do not exceed it", () => {
  const values = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 100 }), (given, percent) => {
      const found = percentile(given, percent);
      const within = given.filter((value) => value <= found).length;
      expect(given).toContain(found);
      expect(within / given.length).toBeGreaterThanOrEqual(percent / 100);
      expect(median(given)).toBe(percentile(given, 50));
    }),
  );
});
