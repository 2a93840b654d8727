import fc from "fast-check";
import { expect, test } from "vitest";
import { createRateLimit } from "../../../../sim-server/io/sockets/rate.ts";

/** Lets `count` through at each of the times. @returns how many passed each time */
function passing(times: readonly number[], count: number): number[] {
  const allowed = createRateLimit({ burst: 5, perSecond: 10 });
  return times.map(
    (nowMs) => Array.from({ length: count }, () => allowed(nowMs)).filter(Boolean).length,
  );
}

test.each([
  ["a burst, and no more", [0], [5]],
  ["nothing after the burst", [0, 0, 99], [5, 0, 0]],
  ["one more each tenth of a second", [0, 100, 200, 400], [5, 1, 1, 2]],
  ["a whole burst again after half a second", [0, 500], [5, 5]],
  ["never more than a burst", [0, 60_000], [5, 5]],
  ["the same at any time of the clock", [1e9, 1e9 + 100], [5, 1]],
])("%s", (_what, times, passed) => {
  expect(passing(times, 10)).toEqual(passed);
});

test("over any time, no more passes than a burst and the rate", () => {
  const waits = fc.array(fc.nat(400), { maxLength: 60 });
  fc.assert(
    fc.property(waits, (gaps) => {
      let nowMs = 0;
      const times = gaps.map((gap) => {
        nowMs += gap;
        return nowMs;
      });
      const through = passing(times, 3).reduce((sum, passed) => sum + passed, 0);
      expect(through).toBeLessThanOrEqual(5 + nowMs / 100 + 1e-6);
    }),
  );
});
