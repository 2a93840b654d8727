import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addPoints,
  lookAgainMs,
  moodOf,
  openTemper,
  overdue,
  settle,
  squaresOf,
  type Temper,
} from "../../../../sim-server/core/customer/mood.ts";

/** Nothing is done for her from the first moment on. */
const IDLE: Temper = { ...openTemper(0, true), activeUntilMs: 0 };
const TOLD = { explainedUntilMs: 1e9 };

test.each<readonly [string, Partial<Temper>, number, number]>([
  ["idle: a minute felt after forty seconds costs nothing", {}, 40_000, 80],
  ["idle: then a point for two seconds, not before", {}, 41_999, 80],
  ["idle: a point for two seconds", {}, 42_000, 79],
  ["idle: the fourth of a second row", {}, 50_000, 75],
  ["being served at first", { activeUntilMs: 4000 }, 44_133, 80],
  ["being served at first, then idle", { activeUntilMs: 4000 }, 44_134, 79],
  ["occupied: felt shorter", { busy: true }, 94_285, 80],
  ["occupied: and not our fault", { busy: true }, 94_286, 79],
  ["explained: six seconds beyond a minute", TOLD, 65_999, 80],
  ["explained: a point", TOLD, 66_000, 79],
  ["the bank's doing, unexplained", { external: true }, 43_999, 80],
  ["the bank's doing: a point for four seconds", { external: true }, 44_000, 79],
  ["the bank's doing, explained", { ...TOLD, external: true }, 71_999, 80],
  ["the bank's doing, explained: a point for twelve", { ...TOLD, external: true }, 72_000, 79],
  ["an explanation ends", { explainedUntilMs: 60_000 }, 61_999, 80],
  ["and then it is our silence", { explainedUntilMs: 60_000 }, 62_000, 79],
  ["about something of her own", { away: true }, 10_000_000, 80],
  ["nothing is left", {}, 10_000_000, 0],
  ["not timed", { timed: false }, 10_000_000, 80],
])("%s", (_, change, waitedMs, satisfaction) => {
  expect(settle({ ...IDLE, ...change }, waitedMs).satisfaction).toBe(satisfaction);
});

test.each([
  [100, 5, "joy"],
  [81, 5, "joy"],
  [80, 4, "calm"],
  [61, 4, "calm"],
  [60, 3, "restless"],
  [41, 3, "restless"],
  [40, 2, "annoyed"],
  [21, 2, "annoyed"],
  [20, 1, "upset"],
  [0, 0, "upset"],
] as const)("at %i she has %i squares left and is %s", (satisfaction, squares, mood) => {
  const temper = { ...IDLE, satisfaction };
  expect([squaresOf(temper), moodOf(temper)]).toEqual([squares, mood]);
});

test.each([
  [80, 3, 83],
  [99, 3, 100],
  [12, -15, 0],
])("points stay between 0 and 100: %i and %i is %i", (before, points, after) => {
  expect(addPoints({ ...IDLE, satisfaction: before }, points).satisfaction).toBe(after);
});

test("she is past her patience when more than a minute was felt", () => {
  expect(overdue(settle(IDLE, 40_000))).toBe(false);
  expect(overdue(settle(IDLE, 40_001))).toBe(true);
});

test("at first nobody need look for as long as the worst wait takes", () => {
  expect(lookAgainMs(openTemper(0, true))).toBe(80_000);
  expect(lookAgainMs(openTemper(0, false))).toBeUndefined();
});

const times = fc.integer({ min: 0, max: 200_000 });
const temper = fc.record({
  satisfaction: fc.integer({ min: 0, max: 100 }),
  activeUntilMs: times,
  explainedUntilMs: times,
  busy: fc.boolean(),
  external: fc.boolean(),
});

test("it comes out the same however time is cut", () => {
  fc.assert(
    fc.property(temper, fc.array(times, { minLength: 1 }), (change, cuts) => {
      const sorted = [...cuts].sort((a, b) => a - b);
      const start = { ...IDLE, ...change };
      const pieces = sorted.reduce((now, ms) => settle(now, ms), start);
      expect(pieces).toEqual(settle(start, sorted.at(-1) ?? 0));
    }),
  );
});

test("whoever looks again when told misses no change of mood, and is not told in vain for ever", () => {
  fc.assert(
    fc.property(temper, (change) => {
      let now: Temper = { ...IDLE, ...change };
      for (let looks = 0; looks < 60; looks += 1) {
        const dueMs = lookAgainMs(now);
        if (dueMs === undefined) break;
        expect(dueMs).toBeGreaterThan(now.atMs);
        expect(squaresOf(settle(now, dueMs - 1))).toBe(squaresOf(now));
        now = settle(now, dueMs);
      }
      expect(squaresOf(now)).toBe(0);
    }),
  );
});
