import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { scenarioJsonSchema } from "../../../scenarios/format/schema.ts";
import { KNOWN_IDS } from "../../../sim-server/core/counter/known-ids.ts";
import { KNOWN, LESSON, lessonWith } from "../../kit/lesson-text.ts";

test("the schema that editors read is the one the parser uses", () => {
  const stored: unknown = JSON.parse(readFileSync("scenarios/scenario.schema.json", "utf8"));
  const remedy =
    "npx tillyard lint --schema > scenarios/scenario.schema.json && npx biome check --write scenarios";
  expect(stored, remedy).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema(KNOWN_IDS))));
});

describe("as an editor sees it", () => {
  const small = new Ajv2020().compile(scenarioJsonSchema(KNOWN));

  test.each([
    ["a lesson that is right", LESSON, true],
    ["an unknown key", lessonWith(["customer:", "costumer:"]), false],
    ["an unknown key inside", lessonWith(["face: lao", "fase: lao"]), false],
    ["an unknown step", lessonWith(["say-total]", "say-totl]"]), false],
    ["an unknown phrase", lessonWith(["say: total]\n  wrong", "say: totl]\n  wrong"]), false],
    [
      "two verbs in one line",
      lessonWith(["[scan, say: total]", "[{ scan: 1, say: total }]"]),
      false,
    ],
    ["a verb without what it is about", lessonWith(["[scan, say: total]", "[say]"]), false],
    ["one wrong answer", LESSON.slice(0, LESSON.indexOf("    - id: hasty")), false],
    ["practice without steps", practice("practice"), true],
    ["a lesson without steps", practice("sale"), false],
    ["an amount out of quotes", lessonWith(['"500.00"', "500.00"]), false],
  ])("%s", (_name, text, fine) => {
    expect(small(parse(text))).toBe(fine);
  });

  test("every lesson of the library is right", () => {
    const library = new Ajv2020().compile(scenarioJsonSchema(KNOWN_IDS));
    const files = readdirSync("scenarios/library");
    expect(files.length).toBeGreaterThanOrEqual(8);
    for (const file of files) {
      library(parse(readFileSync(`scenarios/library/${file}`, "utf8")));
      expect(library.errors, file).toBeNull();
    }
  });
});

/** The lesson as far as free practice needs it. */
function practice(kind: string): string {
  const text = LESSON.slice(0, LESSON.indexOf("  wrong:"));
  return text
    .replace("kind: sale", `kind: ${kind}`)
    .replace("steps: [scan-goods, say-total]\n", "")
    .replace("goals: [slip-checked]\n", "");
}
