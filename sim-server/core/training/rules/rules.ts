import type { GoalSettings } from "../../../../scenarios/format/scenario.ts";
import { CARD_RULES } from "./card-rules.ts";
import { COUNTED_RULES } from "./counted-rules.ts";
import { MONEY_RULES } from "./money-rules.ts";
import type { Params, Rule } from "./rule.ts";
import { SERVICE_RULES } from "./service-rules.ts";
import { SLIP_RULES } from "./slip-rules.ts";
import { TROUBLE_RULES } from "./trouble-rules.ts";

/** Every rule a goal may name, in the order in which losses of one event are told. */
export const RULES: readonly Rule[] = [
  ...CARD_RULES,
  ...MONEY_RULES,
  ...SLIP_RULES,
  ...SERVICE_RULES,
  ...TROUBLE_RULES,
  ...COUNTED_RULES,
];

/** The rule called `id`, or undefined where there is none. */
export function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}

/** A rule as a lesson sets it. */
export type ActiveRule = { readonly rule: Rule; readonly params: Params };

/** The rules that hold in a lesson with these goals. */
export function chooseRules(goals: readonly GoalSettings[]): readonly ActiveRule[] {
  const named = new Map(goals.map(({ rule, params }) => [rule, params]));
  return RULES.filter((rule) => rule.byGoal !== true || named.has(rule.id)).map((rule) => ({
    rule,
    params: named.get(rule.id) ?? NO_PARAMS,
  }));
}

const NO_PARAMS: Params = {};
