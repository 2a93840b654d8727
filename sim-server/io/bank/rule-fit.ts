import type { Rule } from "../../core/bank/rules.ts";
import type { Dialect } from "../../core/iso8583/dialect.ts";

const RESPONSE_CODE = 39;

/** Why a rule can never do what it says in that dialect; undefined where it can. */
export function findMisfit({ id, action }: Rule, { name, table }: Dialect): string | undefined {
  if (action.do === "answer") {
    const length = table[RESPONSE_CODE]?.max;
    if (length === undefined || action.code.length === length) return undefined;
    return `rule ${id}: a response code of ${name} has ${length} characters`;
  }
  if (action.do !== "change") return undefined;
  const stray = Object.keys(action.fields).find((de) => table[Number(de)] === undefined);
  return stray === undefined ? undefined : `rule ${id}: ${name} has no DE ${stray}`;
}

/** The first misfit of several rules. */
export function findMisfits(rules: readonly Rule[], dialect: Dialect): string | undefined {
  for (const rule of rules) {
    const misfit = findMisfit(rule, dialect);
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}
