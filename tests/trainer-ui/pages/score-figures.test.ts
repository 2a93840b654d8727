import { expect, test } from "vitest";
import { layLanes, sealOf, sumOfLosses } from "../../../trainer-ui/pages/score-figures.ts";

const title = { zh: "", en: "" };
const step = (startMs: number, endMs: number, activeMs: number, parMs: number) => ({
  step: `s${startMs}`,
  title,
  startMs,
  endMs,
  activeMs,
  parMs,
});

test.each([
  ["S", "top"],
  ["A", "top"],
  ["B", "good"],
  ["C", "fair"],
  ["D", "again"],
  [undefined, "again"],
] as const)("the grade %s is stamped %s", (grade, seal) => {
  expect(sealOf(grade)).toBe(seal);
});

test("lost points are summed", () => {
  const loss = { rule: "r", part: "speed", atMs: 0, title, why: title } as const;
  expect(sumOfLosses({ losses: [] })).toBe(0);
  expect(
    sumOfLosses({
      losses: [
        { ...loss, points: 14 },
        { ...loss, points: 2.5 },
      ],
    }),
  ).toBe(16.5);
});

test("both lanes share one scale, targets end to end, a step at its target is not late", () => {
  const lanes = layLanes({
    durationMs: 20_000,
    steps: [step(0, 10_000, 5_000, 5_000), step(10_000, 20_000, 5_001, 5_000)],
  });
  expect(lanes.endMs).toBe(20_000);
  expect(lanes.you).toEqual([
    { from: 0, width: 0.5, late: false },
    { from: 0.5, width: 0.5, late: true },
  ]);
  expect(lanes.target).toEqual([
    { from: 0, width: 0.25 },
    { from: 0.25, width: 0.25 },
  ]);
  expect(lanes.ticksMs).toEqual([0, 10_000, 20_000]);
});

test("a long lesson has few marks of time, and one without steps has a scale all the same", () => {
  expect(layLanes({ durationMs: 300_000, steps: [] }).ticksMs.length).toBeLessThanOrEqual(9);
  expect(layLanes({ durationMs: 0, steps: [] }).endMs).toBe(1);
});

test("a step without a target, such as the wait for the bank, is never late", () => {
  const { you } = layLanes({ durationMs: 9_000, steps: [step(0, 9_000, 9_000, 0)] });
  expect(you).toEqual([{ from: 0, width: 1, late: false }]);
});
