import { CARD_RULES } from "./rules/card-rules.ts";
import { MONEY_RULES } from "./rules/money-rules.ts";
import type { Rule } from "./rules/rule.ts";
import { SERVICE_RULES } from "./rules/service-rules.ts";
import { SLIP_RULES } from "./rules/slip-rules.ts";
import { TROUBLE_RULES } from "./rules/trouble-rules.ts";

/** Every rule a goal may name, in the order in which losses of one event are told. */
export const RULES: readonly Rule[] = [
  ...CARD_RULES,
  ...MONEY_RULES,
  ...SLIP_RULES,
  ...SERVICE_RULES,
  ...TROUBLE_RULES,
];

/** The rule called `id`, or undefined where there is none. */
export function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
