import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { Mood, TraceEvent } from "../trace-events.ts";
import { absorb } from "./absorb.ts";
import { advance } from "./clock.ts";
import { type ComparisonRow, createComparison } from "./comparison.ts";
import { createGoodMoments, type GoodMoment } from "./good-moments.ts";
import { readLesson } from "./lesson-facts.ts";
import type { ScoreCard } from "./score.ts";
import { createScorer } from "./scorer.ts";
import { begin } from "./situation.ts";
import type { StepRecord } from "./step-tracker.ts";

/** How content the customer was from this moment on. */
export type MoodPoint = {
  readonly atMs: number;
  readonly mood: Mood;
  readonly satisfaction: number;
};

/** A finished lesson, explained. All times are world time; the lesson began at `beganMs`. */
export type Explanation = {
  readonly beganMs: number;
  readonly endedMs: number;
  readonly card: ScoreCard;
  /** In the order of the lesson. A step is late where `activeMs` is more than `targetMs`. */
  readonly steps: readonly StepRecord[];
  readonly good: readonly GoodMoment[];
  readonly moods: readonly MoodPoint[];
  readonly comparison: readonly ComparisonRow[];
  /** Text of the slip that is compared. */
  readonly slip: readonly string[];
};

/** Explains a trace: what was lost and why, how long each step took, what went well. */
export function explainTrace(events: Iterable<TraceEvent>, scenario: Scenario): Explanation {
  const scorer = createScorer(scenario);
  const now = begin(readLesson(scenario));
  const good = createGoodMoments();
  const comparison = createComparison();
  const moods: MoodPoint[] = [];
  let beganMs = 0;
  for (const event of events) {
    scorer.take(event);
    advance(now, event);
    good.take(event, now);
    comparison.take(event);
    if (event.kind === "lesson.began") beganMs = event.atMs;
    if (event.kind === "customer.mood") {
      const { mood, satisfaction } = event.data;
      moods.push({ atMs: event.atMs, mood, satisfaction });
    }
    absorb(now, event);
  }
  return {
    beganMs,
    endedMs: now.clockMs,
    card: scorer.final(),
    steps: scorer.steps(),
    good: good.moments,
    moods,
    comparison: comparison.rows(),
    slip: comparison.slip(),
  };
}
