import { expect, test } from "vitest";
import { phrase } from "../../../sim-server/contract/index.ts";
import { PHRASE_GROUPS, phrasesIn } from "../../../trainer-ui/panels/phrases.ts";

test("everything that can be said stands in one group, and no group is long", () => {
  expect(PHRASE_GROUPS.flat()).toHaveLength(phrase.options.length);
  expect(new Set(PHRASE_GROUPS.flat())).toEqual(new Set(phrase.options));
  expect(Math.max(...PHRASE_GROUPS.map((group) => group.length))).toBeLessThanOrEqual(7);
});

test("a group that is not there has nothing to say", () => {
  expect(phrasesIn(PHRASE_GROUPS.length)).toEqual([]);
});
