import { expect, test } from "vitest";
import { moodLine } from "../../../trainer-ui/pages/mood-line.ts";

const mood = (atMs: number, satisfaction: number) => ({ atMs, mood: "calm", satisfaction });

test("the line runs from coming to going, best at the top", () => {
  const line = moodLine({ durationMs: 1000, moods: [mood(0, 100), mood(500, 0)] }, 100, 50);
  expect(line.map(({ x, y }) => `${x},${y}`)).toEqual(["0,0", "0,0", "50,50", "100,50"]);
});

test("what lies outside of the lesson is drawn at its edge", () => {
  const line = moodLine({ durationMs: 1000, moods: [mood(-5, 100), mood(2000, 50)] }, 100, 50);
  expect(line.map(({ x }) => x)).toEqual([0, 0, 100, 100]);
});

test("nobody came: no line", () => {
  expect(moodLine({ durationMs: 1000, moods: [] }, 100, 50)).toEqual([]);
});
