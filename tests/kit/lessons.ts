import type { Answer, Scenario } from "../../scenarios/format/scenario.ts";
import { loadLessons } from "../../sim-server/io/scenario-files.ts";

/** Every lesson that comes with the product. */
export const LESSONS: readonly Scenario[] = loadLessons(["scenarios/library"]).map(
  ({ scenario }) => scenario,
);

/** A lesson of the library by its id; a slip in the test is a bug, so it throws. */
export function lesson(id: string): Scenario {
  const found = LESSONS.find((scenario) => scenario.id === id);
  if (found === undefined) throw new Error(`no lesson is called ${id}`);
  return found;
}

/** Every answer of every lesson: its name, the lesson, and what is played. */
export const ANSWERS: readonly (readonly [string, Scenario, Answer])[] = LESSONS.flatMap(
  (scenario) => [
    [`${scenario.id} / right`, scenario, scenario.answers.right] as const,
    ...scenario.answers.wrong.map(
      (answer) => [`${scenario.id} / ${answer.id}`, scenario, answer] as const,
    ),
  ],
);
