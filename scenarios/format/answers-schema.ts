import { z } from "zod";
import { intentionSchema, playLineSchema } from "./intention.ts";
import type { KnownIds } from "./known-ids.ts";
import type { Intention, Scenario } from "./scenario.ts";
import { id, list, map, text, whole } from "./values.ts";

/** The answers of a scenario, each part spelt out where it is called. */
export function answersSchema(known: KnownIds) {
  const nothing = { error: "is empty; write what is done, in order" };
  const play = list(playLineSchema(known)).min(1, nothing);
  const part = list(intentionSchema(known)).min(1, nothing);
  return map({
    parts: z.record(z.string(), part, { error: "must be a map of parts" }).default({}),
    right: map({ title: text, play }),
    wrong: list(map({ id, title: text, loses: losesSchema(known), play })).default([]),
  }).transform(({ parts, right, wrong }): Scenario["answers"] => {
    const spell = (lines: z.output<typeof play>): Intention[] =>
      lines.flat().flatMap((line) => ("part" in line ? (parts[line.part] ?? []).flat() : [line]));
    return {
      right: { ...right, play: spell(right.play) },
      wrong: wrong.map((answer) => ({ ...answer, play: spell(answer.play) })),
    };
  });
}

function losesSchema(known: KnownIds) {
  const points = whole(1, 1000).optional();
  return map(Object.fromEntries(known.losses.map((rule) => [rule, points])))
    .meta({ minProperties: 1 })
    .superRefine((marks, context) => {
      if (Object.keys(marks).length > 0 || context.issues.length > 0) return;
      context.addIssue({ code: "custom", message: "is empty; name each rule and its points" });
    })
    .transform((marks) =>
      Object.entries(marks).flatMap(([rule, lost]) =>
        lost === undefined ? [] : [{ rule, points: lost }],
      ),
    );
}
