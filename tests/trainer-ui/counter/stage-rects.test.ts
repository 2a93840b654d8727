import { describe, expect, test } from "vitest";
import { type Box, STAGES, type Stage } from "../../../trainer-ui/counter/stage.ts";
import {
  beltSpots,
  goodRect,
  slipRect,
  slipSpots,
  stageRects,
  TERMINAL_KEYS,
} from "../../../trainer-ui/counter/stage-rects.ts";

/** The least edge of what a finger can hit. @source WCAG 2.2, 2.5.5, enhanced target size */
const HIT = 44;

const stages = Object.values(STAGES).map((stage) => [stage.name, stage] as const);

describe.each(stages)("on stage %s", (_name, stage) => {
  const { keys, ...single } = stageRects(stage);

  test.each(Object.entries(single))("%s lies on the stage", (_object, box) => {
    expect(overlap(box, stage)).toBeGreaterThan(0.6);
  });

  test.each(Object.entries(single).filter(([object]) => object !== "lcd"))(
    "%s is large enough to hit",
    (_object, box) => {
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(HIT);
    },
  );

  test("no two keys of the terminal overlap, and there are fifteen", () => {
    const boxes = Object.values(keys);
    expect(new Set(Object.keys(keys))).toEqual(new Set(TERMINAL_KEYS));
    expect(
      boxes.filter((box) => boxes.some((other) => other !== box && touch(box, other))),
    ).toEqual([]);
  });

  test.each([1, 2, 3, 6, 9])("%i torn slips can be hit where they lie, side by side", (count) => {
    const places = slipSpots(stage, count);
    expect(places).toHaveLength(count);
    for (const spot of places) expect(overlap(slipRect(stage, spot), stage)).toBeGreaterThan(0.6);
    const apart = new Set(places.map(({ x }) => x));
    expect(apart.size).toBe(Math.min(count, 6));
    expect(places.at(-1)).toEqual({ ...places.at(-1), x: stage.slips[count === 1 ? 0 : 1].x });
  });

  test.each([1, 2, 3, 5, 8, 12])("%i goods: each has a spot on the belt", (count) => {
    const places = beltSpots(stage, count);
    expect(places).toHaveLength(count);
    for (const spot of places) {
      expect(spot.y).toBeGreaterThan(stage.belt.top);
      expect(spot.y).toBeLessThanOrEqual(stage.belt.bottom);
      expect(overlap(goodRect(stage, spot), stage)).toBeGreaterThan(0.5);
    }
  });
});

test("a good of many shares its spot with a later one", () => {
  const places = beltSpots(STAGES["1366"], 10);
  expect(places[8]).toBe(places[0]);
  expect(places[7]).not.toBe(places[0]);
});

/** The share of `box` that lies on the stage. */
function overlap(box: Box, stage: Stage): number {
  const width = Math.min(box.x + box.width, stage.width) - Math.max(box.x, 0);
  const height = Math.min(box.y + box.height, stage.height) - Math.max(box.y, 0);
  return (Math.max(0, width) * Math.max(0, height)) / (box.width * box.height);
}

function touch(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
