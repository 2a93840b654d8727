import type { Scenario } from "../../../scenarios/format/scenario.ts";
import { apportion } from "./apportion.ts";
import type { Part } from "./rules/rule.ts";

/** Points each part is worth; they sum to 1000. A part that a lesson does not count is worth 0. */
export type Budget = Readonly<Record<Part, number>>;

/** The parts of a score, in the order in which they are shown. */
export const PARTS: readonly Part[] = ["accuracy", "speed", "procedure", "recovery", "service"];

/** Chosen: near the 60 to 40 of accuracy to speed in cashiers' contests. */
const BUDGETS: Readonly<Record<Scenario["kind"], Budget>> = {
  sale: { accuracy: 450, speed: 250, procedure: 200, recovery: 0, service: 100 },
  exception: { accuracy: 350, speed: 200, procedure: 200, recovery: 150, service: 100 },
  qa: { accuracy: 350, speed: 200, procedure: 200, recovery: 150, service: 100 },
  practice: { accuracy: 350, speed: 200, procedure: 200, recovery: 150, service: 100 },
};

/** The lesson's budget. Without a clock speed is not counted, and its points go to the other parts. */
export function budgetOf({ kind, coaching }: Scenario): Budget {
  const whole = BUDGETS[kind];
  if (coaching.clock) return whole;
  const others = PARTS.filter((part) => part !== "speed");
  const rest = 1000 - whole.speed;
  const points = apportion(
    others.map((part) => Math.round((whole[part] * 1_000_000) / rest)),
    1000,
  );
  return Object.fromEntries([
    ["speed", 0],
    ...others.map((part, at) => [part, points[at] ?? 0]),
  ]) as Budget;
}
