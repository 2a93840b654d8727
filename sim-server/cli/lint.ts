import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { formatComplaint } from "../../scenarios/format/complaint.ts";
import { scenarioJsonSchema } from "../../scenarios/format/schema.ts";
import { KNOWN_IDS } from "../core/counter/known-ids.ts";
import { type LoadedScenarios, loadScenarios } from "../io/scenario-files.ts";
import type { Verb } from "./verb.ts";

export const LINT: Verb = {
  name: "lint",
  summary: "checks lessons: file, line, column, what is wrong, what was meant",
  takes: "<files or folders...> [--json] | --schema",
  takesWords: true,
  flags: [
    { name: "json", means: "one JSON object a complaint" },
    { name: "schema", means: "prints the JSON Schema of lessons, for editors" },
  ],
  examples: ["npx tillyard lint scenarios/library", "npx tillyard lint my-lesson.yaml"],
  run: async (call) => {
    if (call.on("schema")) {
      process.stdout.write(`${JSON.stringify(scenarioJsonSchema(KNOWN_IDS), null, 2)}\n`);
      return 0;
    }
    if (call.words.length === 0) {
      throw new TillyardError("config-invalid", "lint: no file is given", {
        hint: "npx tillyard lint scenarios/library checks the lessons that come with it",
      });
    }
    const loaded = loadScenarios(call.words, KNOWN_IDS);
    process.stdout.write(call.on("json") ? describeAsJson(loaded) : describeAsText(loaded));
    return loaded.complaints.length === 0 ? 0 : 1;
  },
};

/** A line for each complaint, then how many files are fine and how many complaints there are. */
export function describeAsText({ lessons, complaints, files }: LoadedScenarios): string {
  const lines = complaints.map((complaint) => `${formatComplaint(complaint)}\n`);
  const count = complaints.length;
  return `${lines.join("")}${lessons.length} of ${files} lessons fine, ${count} ${count === 1 ? "complaint" : "complaints"}\n`;
}

/** One JSON object a line: `file`, `line`, `column`, `problem`, `remedy`; null where there is none. */
export function describeAsJson({ complaints }: LoadedScenarios): string {
  return complaints
    .map(({ file, place, problem, remedy = null }) => {
      const { line = null, column = null } = place ?? {};
      return `${JSON.stringify({ file, line, column, problem, remedy })}\n`;
    })
    .join("");
}
