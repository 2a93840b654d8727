import { expect, test } from "vitest";
import { RULES } from "../../../../../sim-server/core/training/rules/rules.ts";
import { without } from "../../../../kit/beats.ts";
import { lostTo } from "../../../../kit/rule-rows.ts";
import { FROZEN, TROUBLE } from "../../../../kit/troubles.ts";

test("every rule has its words in two languages, and an id of its own", () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  const wordless = RULES.filter(({ title, why }) =>
    [title.zh, title.en, why.zh, why.en].includes(""),
  );
  expect(wordless).toEqual([]);
});

test("a rule that only a goal brings is silent without it", () => {
  const asked = RULES.filter(({ byGoal }) => byGoal === true).map(({ id }) => id);
  expect(asked.length).toBeGreaterThan(0);
  const lost = lostTo(without(FROZEN, "dial", "ask-other-means"), TROUBLE);
  expect(lost.filter((id) => asked.includes(id))).toEqual([]);
});
