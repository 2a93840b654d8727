import { err, ok, type Result } from "../../device-emulators/kit/result.ts";
import { type Complaint, complain, sortComplaints } from "./complaint.ts";
import { explainIssues } from "./issue.ts";
import type { KnownIds } from "./known-ids.ts";
import { findStrayReferences } from "./references.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioSchema } from "./schema.ts";
import { readSource } from "./source.ts";

/**
 * Reads a lesson from its file's text, or tells everything that is wrong with it, in the order of the
 * file. A text that is not YAML is told as such, and not looked into further.
 *
 * @param sourceName the file, as complaints name it
 * @param known every id that a lesson may name
 */
export function parseScenario(
  text: string,
  sourceName: string,
  known: KnownIds,
): Result<Scenario, readonly Complaint[]> {
  const source = readSource(text);
  if (!source.ok) {
    return err(
      sortComplaints(source.error.map((fault) => complain(sourceName, fault.place, fault.message))),
    );
  }
  const { value, duplicates, placeOf, placeOfKey } = source.value;
  const parsed = schemaFor(known).safeParse(value);
  const found = [
    ...duplicates,
    ...explainIssues(parsed.error?.issues ?? [], source.value),
    ...findStrayReferences(value, known).map(({ path, key, message }) => ({
      place: key === undefined ? placeOf(path) : placeOfKey(path, key),
      message,
    })),
  ];
  if (parsed.success && found.length === 0) return ok(parsed.data);
  return err(
    sortComplaints(found.map(({ place, message }) => complain(sourceName, place, message))),
  );
}

const schemas = new WeakMap<KnownIds, ReturnType<typeof scenarioSchema>>();

/** Building the schema costs more than reading a lesson with it. */
function schemaFor(known: KnownIds): ReturnType<typeof scenarioSchema> {
  const made = schemas.get(known) ?? scenarioSchema(known);
  schemas.set(known, made);
  return made;
}
