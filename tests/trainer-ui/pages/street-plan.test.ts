import { expect, test } from "vitest";
import type { LessonCard } from "../../../sim-server/contract/index.ts";
import { inOrder, nextLesson, planStreet } from "../../../trainer-ui/pages/street-plan.ts";

/** `1.2`, `1.2*` finished, `1.2>` under way. */
function lesson(drawn: string): LessonCard {
  const [, chapter, number, mark] = /^(\d)\.(\d)([*>]?)$/.exec(drawn) ?? [];
  return {
    id: `l-${chapter}-${number}`,
    chapter: Number(chapter),
    lesson: Number(number),
    title: { zh: "", en: "" },
    summary: { zh: "", en: "" },
    face: "zhou",
    kind: "sale",
    parMs: 1000,
    ...(mark === "*" ? { best: 900 } : {}),
    ...(mark === ">" ? { open: "0".repeat(32) } : {}),
  };
}

const street = (drawn: string): LessonCard[] => drawn.split(" ").map(lesson);

test.each([
  ["1.1 2.1 5.1", "1 open, 2 shut, 5 shut"],
  ["1.1* 2.1 5.1", "1 lit, 2 open, 5 shut"],
  ["1.1* 2.1 5.1* 5.2", "1 lit, 2 open, 5 open"],
  ["1.1* 2.1*", "1 lit, 2 lit"],
])("the street %s looks like %s", (drawn, looks) => {
  const shops = planStreet(street(drawn));
  expect(shops.map(({ chapter, state }) => `${chapter} ${state}`).join(", ")).toBe(looks);
});

test.each([
  ["5.2 1.1 5.1", "l-1-1"],
  ["1.1* 5.1 5.2", "l-5-1"],
  ["1.1 5.1 5.2>", "l-5-2"],
  ["1.1* 2.1*", "l-1-1"],
])("after %s comes %s", (drawn, next) => {
  expect(nextLesson(street(drawn))?.id).toBe(next);
});

test("lessons stand by chapter, then by lesson", () => {
  expect(inOrder(street("5.2 1.1 5.1")).map(({ id }) => id)).toEqual(["l-1-1", "l-5-1", "l-5-2"]);
  expect(nextLesson([])).toBeUndefined();
});
