import type { KnownParams } from "../../../../scenarios/format/known-ids.ts";
import type { GoalSettings, Text } from "../../../../scenarios/format/scenario.ts";
import type { Moment, Situation } from "../situation.ts";
import type { Watch } from "../watch.ts";

/** The five parts of a score. */
export type Part = "accuracy" | "speed" | "procedure" | "recovery" | "service";
/** What a lost point belongs to: a part, or the cap that a grave mistake sets on their sum. */
export type LossPart = Part | "cap";
/** How grave a breach is: a major one caps the score, a critical one fails the lesson too. */
export type Severity = "minor" | "major" | "critical";

/** What of handling a trouble a rule stands for; each is worth its share of the recovery part. */
export type Aspect = "detected" | "class" | "action" | "harm" | "closure";

/** Parameters as a goal gives them. */
export type Params = GoalSettings["params"];

/**
 * One thing a cashier must or must not do. It is broken by an event that `broken` sees, or by what
 * `missing` finds left undone when the lesson ends. It knows no lesson; goals choose and set it.
 */
export type Rule = {
  readonly id: string;
  readonly severity: Severity;
  readonly part: LossPart;
  /** Only where a goal names it; other rules hold in every lesson. */
  readonly byGoal?: true;
  /** What a goal may set. */
  readonly params?: KnownParams;
  /** Counted each time; other rules are broken once at most. */
  readonly repeats?: true;
  /** Points of a hundred that breaking it costs in the service part. */
  readonly servicePoints?: number;
  readonly aspect?: Aspect;
  readonly title: Text;
  readonly why: Text;
  readonly broken?: Watch<[Params]>;
  readonly missing?: (end: Situation, params: Params) => boolean;
  /** When it happened, where that is told by something later. */
  readonly moment?: (now: Situation) => Moment | undefined;
};

/** The goal's number of that name, or `otherwise` where it gives none. */
export function numberParam(params: Params, name: string, otherwise: number): number {
  const value = params[name];
  return typeof value === "number" ? value : otherwise;
}
