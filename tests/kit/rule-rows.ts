import { expect, test } from "vitest";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import type { Rule } from "../../sim-server/core/training/rules/rule.ts";
import { scoreTrace } from "../../sim-server/core/training/scorer.ts";
import { type Beat, writeTrace } from "./beats.ts";
import { SALE } from "./sale-lesson.ts";

/** A rule, a lesson that breaks it, and the nearest one that does not. */
export type Row = [
  rule: string,
  breaks: readonly Beat[],
  keeps: readonly Beat[],
  scenario?: Scenario,
];

/** Tests that each row's first lesson loses points to its rule and its second does not. */
export function testRows(rules: readonly Rule[], rows: readonly Row[]): void {
  test.each<Row>(rows as Row[])(
    "%s loses points to whoever breaks it, and to nobody else",
    (rule, breaks, keeps, scenario = SALE) => {
      expect(lostTo(breaks, scenario)).toContain(rule);
      expect(lostTo(keeps, scenario)).not.toContain(rule);
    },
  );

  test("every rule of the table has its row", () => {
    expect(new Set(rows.map(([rule]) => rule))).toEqual(new Set(rules.map(({ id }) => id)));
  });
}

/** The rules that a hand-written lesson loses points to. */
export function lostTo(beats: readonly Beat[], scenario: Scenario): readonly string[] {
  return scoreTrace(writeTrace(beats), scenario).losses.map(({ rule }) => rule);
}
