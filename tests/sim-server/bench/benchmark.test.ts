import { expect, test } from "vitest";
import { type Figure, report, type Target } from "../../../sim-server/bench/benchmark.ts";

const FIGURE: Figure = {
  name: "a",
  value: 20,
  unit: "ms",
  baseline: "b",
  baselineValue: 10,
  target: undefined,
};

test("a figure is told beside its baseline, with what was aimed at", () => {
  expect(report({ ...FIGURE, value: 20.123456, target: { of: "value", atMost: 50 } })).toEqual({
    name: "a",
    value: 20.12,
    unit: "ms",
    baseline: "b",
    baselineValue: 10,
    ratio: 2.012,
    target: "value <= 50",
    met: true,
  });
  expect(report(FIGURE)).toMatchObject({ target: null, met: null });
});

test.each<[Target, string, boolean]>([
  [{ of: "value", atMost: 20 }, "value <= 20", true],
  [{ of: "value", atMost: 19.99 }, "value <= 19.99", false],
  [{ of: "value", atLeast: 20 }, "value >= 20", true],
  [{ of: "value", atLeast: 20.01 }, "value >= 20.01", false],
  [{ of: "ratio", atLeast: 2 }, "ratio >= 2", true],
  [{ of: "ratio", atLeast: 2.01 }, "ratio >= 2.01", false],
  [{ of: "ratio", atMost: 2 }, "ratio <= 2", true],
  [{ of: "ratio", atMost: 1.99 }, "ratio <= 1.99", false],
])("20 beside 10, aiming at %j: %s is met: %s", (target, words, met) => {
  expect(report({ ...FIGURE, target })).toMatchObject({ target: words, met });
});
