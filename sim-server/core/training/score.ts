import type { Scenario, Text } from "../../../scenarios/format/scenario.ts";
import { apportion } from "./apportion.ts";
import { type Budget, budgetOf, PARTS } from "./budget.ts";
import type { Evidence } from "./evidence.ts";
import { type Item, itemise } from "./items.ts";
import { countedRule } from "./rules/counted-rules.ts";
import type { LossPart, Part } from "./rules/rule.ts";

/** Which rules of reckoning a score was made by. */
export const SCORING_VERSION = 1;

/** Points that were lost, to what rule, when and why. */
export type Loss = {
  readonly rule: string;
  readonly part: LossPart;
  readonly points: number;
  /** World time of the moment, by the cashier's clock, and its event in the trace. */
  readonly atMs: number;
  readonly seq: number;
  readonly title: Text;
  readonly why: Text;
};

/** What one part earned, out of what it is worth in this lesson. */
export type PartScore = {
  readonly part: Part;
  readonly points: number;
  readonly outOf: number;
  /** The lesson does not count every part: an untimed one no speed, a plain sale no recovery. */
  readonly counted: boolean;
};

/** From S, nearly faultless, to D, below what any grade asks. */
export type Grade = "S" | "A" | "B" | "C" | "D";

/** A score out of 1000. The points of all losses sum to 1000 minus `total`. */
export type ScoreCard = {
  readonly version: number;
  readonly total: number;
  readonly grade: Grade;
  readonly passed: boolean;
  /** What each part earned; a cap is taken from their sum, not from a part. */
  readonly parts: readonly PartScore[];
  readonly losses: readonly Loss[];
};

/** Chosen. A mastery score of 0.8 is what training records usually ask for; caps lie below it. */
export const PASS_POINTS = 800;
/** The most a lesson with a major mistake is worth. Chosen: just not passed. */
export const MAJOR_CAP = 790;
/** The most a lesson with a critical mistake is worth. Chosen. */
export const CRITICAL_CAP = 590;
const GRADES: readonly (readonly [Grade, number])[] = [
  ["S", 950],
  ["A", 880],
  ["B", 800],
  ["C", 650],
];

/** Turns what was seen of a lesson into points. */
export function reckon(scenario: Scenario, evidence: Evidence): ScoreCard {
  const budget = budgetOf(scenario);
  const items = itemise(budget, evidence);
  const losses = PARTS.flatMap((part) => lossesOf(part, budget[part], items));
  const before = 1000 - sum(losses);
  const cap = capOf(evidence, before);
  if (cap !== undefined) losses.push(cap);
  const total = 1000 - sum(losses);
  const grade = GRADES.find(([, least]) => total >= least)?.[0] ?? "D";
  return {
    version: SCORING_VERSION,
    total,
    grade,
    passed: total >= PASS_POINTS,
    parts: PARTS.map((part) => partScore(part, budget, losses)),
    losses: losses.sort((a, b) => a.atMs - b.atMs || a.seq - b.seq),
  };
}

function lossesOf(part: Part, outOf: number, items: readonly Item[]): Loss[] {
  const own = items.filter((item) => item.part === part);
  const points = apportion(
    own.map(({ thousandths }) => thousandths),
    outOf,
  );
  return own.flatMap((item, at) => {
    const lost = points[at] ?? 0;
    const { rule, title, why, atMs, seq } = item;
    return lost > 0 ? [{ rule, part, points: lost, atMs, seq, title, why }] : [];
  });
}

function partScore(part: Part, budget: Budget, losses: readonly Loss[]): PartScore {
  const outOf = budget[part];
  const lost = sum(losses.filter((loss) => loss.part === part));
  return { part, points: outOf - lost, outOf, counted: outOf > 0 };
}

/** The points a grave mistake takes off what would be left without it. */
function capOf(evidence: Evidence, before: number): Loss | undefined {
  const worst = worstOf(evidence);
  if (worst === undefined) return undefined;
  const critical = worst.severity === "critical";
  const over = before - (critical ? CRITICAL_CAP : MAJOR_CAP);
  if (over <= 0) return undefined;
  const { id, title, why } = countedRule(critical ? "critical-cap" : "major-cap");
  return { rule: id, part: "cap", points: over, atMs: worst.atMs, seq: worst.seq, title, why };
}

function worstOf({
  breaches,
}: Evidence):
  | { readonly severity: "major" | "critical"; readonly atMs: number; readonly seq: number }
  | undefined {
  for (const severity of ["critical", "major"] as const) {
    const first = breaches.find(({ rule }) => rule.severity === severity);
    if (first !== undefined) return { severity, atMs: first.atMs, seq: first.seq };
  }
  return undefined;
}

function sum(losses: readonly Loss[]): number {
  return losses.reduce((points, loss) => points + loss.points, 0);
}
