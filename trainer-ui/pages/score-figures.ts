import type { Debrief } from "../../sim-server/contract/index.ts";

export type SealName = "top" | "good" | "fair" | "again";

const SEALS: Readonly<Record<NonNullable<Debrief["grade"]>, SealName>> = {
  S: "top",
  A: "top",
  B: "good",
  C: "fair",
  D: "again",
};

/** Which seal a grade is stamped with. */
export function sealOf(grade: Debrief["grade"]): SealName {
  return grade === undefined ? "again" : SEALS[grade];
}

/** All lost points; with the score they make 1000. */
export function sumOfLosses({ losses }: Pick<Debrief, "losses">): number {
  return losses.reduce((sum, { points }) => sum + points, 0);
}

/** A step's bar: where it begins and how long it is, as shares of the whole. */
export type Bar = { readonly from: number; readonly width: number };

/** The two lanes of the time line on one scale: what was done, and the targets end to end. */
export type Lanes = {
  readonly endMs: number;
  readonly you: readonly (Bar & { readonly late: boolean })[];
  readonly target: readonly Bar[];
  /** Whole tens of seconds to draw a line at. */
  readonly ticksMs: readonly number[];
};

/** Chosen: at most about eight lines, so that their labels do not touch. */
const TICKS_MAX = 8;
const TICK_MS = 10_000;

/** Lays the steps of a debrief out on one scale. */
export function layLanes({ steps, durationMs }: Pick<Debrief, "steps" | "durationMs">): Lanes {
  const parMs = steps.reduce((sum, step) => sum + step.parMs, 0);
  const endMs = Math.max(durationMs, parMs, 1);
  const share = (ms: number): number => ms / endMs;
  let targetMs = 0;
  const every = TICK_MS * Math.max(1, Math.ceil(endMs / TICK_MS / TICKS_MAX));
  return {
    endMs,
    you: steps.map(({ startMs, endMs: doneMs, activeMs, parMs: wantedMs }) => ({
      from: share(startMs),
      width: share(Math.max(0, doneMs - startMs)),
      // A step that waits for others has no target to be late against.
      late: wantedMs > 0 && activeMs > wantedMs,
    })),
    target: steps.map((step) => {
      const bar = { from: share(targetMs), width: share(step.parMs) };
      targetMs += step.parMs;
      return bar;
    }),
    ticksMs: Array.from({ length: Math.floor(endMs / every) + 1 }, (_, at) => at * every),
  };
}
