import type { Scenario } from "../../scenarios/format/scenario.ts";
import type { Coach } from "../contract/index.ts";
import type { Scorer } from "../core/training/scorer.ts";

/** The coach's slip as the lesson lets it be seen: the first lessons show the steps alone. */
export function coachOf(scorer: Scorer, scenario: Scenario): Coach {
  const { coaching } = scenario;
  const steps = scorer.steps();
  const score = coaching.score ? scorer.card() : undefined;
  const last = score?.losses.at(-1);
  return {
    steps: coaching.steps
      ? steps.map((record) => ({
          step: record.step,
          title: record.title,
          tip: record.tip,
          state: record.state,
          ...(coaching.clock && record.state === "done" && record.targetMs > 0
            ? { overTenths: Math.round((record.activeMs - record.targetMs) / 100) }
            : {}),
        }))
      : [],
    ...(coaching.clock
      ? {
          clock: {
            activeMs: scorer.activeMs(),
            parMs: steps.reduce((sum, { targetMs }) => sum + targetMs, 0),
            running: scorer.running(),
          },
        }
      : {}),
    ...(score === undefined ? {} : { score: score.total }),
    ...(last === undefined
      ? {}
      : { lastLoss: { part: last.part, points: last.points, why: last.why } }),
  };
}
