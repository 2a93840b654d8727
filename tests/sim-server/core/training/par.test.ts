import { expect, test } from "vitest";
import {
  type ActId,
  actParMs,
  countActs,
  parMs,
} from "../../../../sim-server/core/training/par.ts";

const WORKED: readonly [string, Partial<Record<ActId, number>>, number][] = [
  ["say something", { say: 1 }, 830],
  ["five items", { scan: 5 }, 4150],
  ["the card's face", { "judge-card": 1 }, 3180],
  ["insert", { insert: 1 }, 830],
  ["19800 and enter", { "first-digit": 1, digit: 4, enter: 1 }, 3480],
  ["compare the slip", { "judge-slip": 1 }, 5930],
  ["nothing", {}, 0],
];

test.each(WORKED)("the worked example of a chip sale by keys: %s", (_, acts, expected) => {
  expect(parMs(acts, "keys")).toBe(expected);
});

test.each([
  ["keys", 830],
  ["robot", 830],
  ["touch", 1040],
  ["mouse", 1820],
] as const)("a scan by %s takes %i ms", (by, expected) => {
  expect(actParMs("scan", by)).toBe(expected);
});

test("acts are counted with their repeats", () => {
  expect(countActs({ say: 1, hand: 2 })).toBe(3);
});
