import type { Scenario } from "../../scenarios/format/scenario.ts";
import type { ScoreCard } from "../../sim-server/core/training/score.ts";
import { scoreTrace } from "../../sim-server/core/training/scorer.ts";
import { type Beat, type Play, writeTrace } from "./beats.ts";

/** A score on one line: `991 no-greeting 3, no-thanks 3, no-card-reminder 3`. */
export function drawScore({ total, losses }: ScoreCard): string {
  const lost = losses.map(({ rule, points }) => `${rule} ${points}`).join(", ");
  return lost === "" ? String(total) : `${total} ${lost}`;
}

/** The score of a hand-written lesson, on one line. */
export function scoreOf(scenario: Scenario, beats: readonly Beat[], play?: Play): string {
  return drawScore(scoreTrace(writeTrace(beats, play), scenario));
}
