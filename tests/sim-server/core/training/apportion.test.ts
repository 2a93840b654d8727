import fc from "fast-check";
import { expect, test } from "vitest";
import { apportion } from "../../../../sim-server/core/training/apportion.ts";

test.each<[readonly number[], number, readonly number[]]>([
  [[], 100, []],
  [[3000], 100, [3]],
  [[499], 100, [0]],
  [[500], 100, [1]],
  [[400, 400], 100, [1, 0]],
  [[400, 401], 100, [0, 1]],
  [[1600, 1600], 100, [2, 1]],
  [[99_500, 500], 100, [100, 0]],
  [[99_400, 600], 100, [99, 1]],
  [[60_000, 60_000, 1000], 100, [60, 40, 0]],
  [[-5000, 2000], 100, [0, 2]],
])("%j of at most %i become %j", (thousandths, limit, points) => {
  expect(apportion(thousandths, limit)).toEqual(points);
});

test("points are whole, each within one of its share, and sum to the rounded sum", () => {
  const items = fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 20 });
  fc.assert(
    fc.property(items, fc.integer({ min: 0, max: 450 }), (thousandths, limit) => {
      const points = apportion(thousandths, limit);
      const sum = thousandths.reduce((all, each) => all + each, 0);
      expect(points.reduce((all, each) => all + each, 0)).toBe(
        Math.min(limit, Math.round(sum / 1000)),
      );
      points.forEach((each, at) => {
        expect(Number.isInteger(each)).toBe(true);
        expect(each * 1000).toBeLessThan((thousandths[at] ?? 0) + 1000);
      });
    }),
  );
});
