import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chance } from "../../device-emulators/kit/chance.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import { loadLessons } from "../../sim-server/io/scenario-files.ts";
import { debriefOf } from "../../sim-server/session/debrief.ts";
import { jitter, playFar } from "../kit/far-page.ts";

/** Chosen: a line worse than most, each way. */
const NETWORK = { meanMs: 200, spreadMs: 100 };
const POINTS_MAX = 5;

/** Paces as shares of an expert's: one that loses no points for time, and one that loses many. */
const PACES = [0.8, 3];
const ROWS = loadLessons(["scenarios/library"]).flatMap(({ scenario }) =>
  PACES.map((factor) => ({ name: scenario.id, factor, scenario })),
);

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

test.each(ROWS)("$name at pace $factor is worth the same on a slow network", async (row) => {
  const near = await scoreOf(row, () => 0);
  for (const seed of [1, 2]) {
    const far = await scoreOf(row, jitter(chance(seed, "network"), NETWORK));
    expect(Math.abs(near - far)).toBeLessThanOrEqual(POINTS_MAX);
  }
});

type Row = { readonly scenario: Scenario; readonly factor: number };

async function scoreOf({ scenario, factor }: Row, delayMs: () => number): Promise<number> {
  let played = false;
  const playing = playFar({ scenario, answer: scenario.answers.right, seed: 1, factor }, delayMs);
  const over = playing.finally(() => {
    played = true;
  });
  while (!played) await vi.advanceTimersToNextTimerAsync();
  const { trace, stuck } = await over;
  expect(stuck).toBeUndefined();
  const finished = { session: "s", cashier: "a", scenario, trace, next: undefined };
  return 1000 - debriefOf(finished).losses.reduce((sum, { points }) => sum + points, 0);
}
