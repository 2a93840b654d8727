import { readFileSync, statSync } from "node:fs";
import type { z } from "zod";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../device-emulators/kit/result.ts";
import {
  type Complaint,
  complain,
  formatComplaint,
  sortComplaints,
} from "../../scenarios/format/complaint.ts";
import { explainIssues } from "../../scenarios/format/issue.ts";
import { readSource, type Source, type SourceFault } from "../../scenarios/format/source.ts";

/** A file's value as its schema makes it, and where each part of it stands. */
export type YamlFile<Value> = { readonly value: Value; readonly source: Source };

/**
 * The text of a file of at most so many bytes.
 *
 * @throws TillyardError `config-invalid`
 */
export function readTextFile(file: string, bytesMax: number): string {
  try {
    if (statSync(file).size > bytesMax) {
      throw unreadable(file, `is larger than ${bytesMax} bytes`, "split it, or give another file");
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TillyardError) throw error;
    if (error instanceof TypeError) throw unreadable(file, "is not UTF-8 text", "save it as UTF-8");
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw unreadable(file, `cannot be read (${code})`, "check the path and your right to read it");
  }
}

function unreadable(file: string, what: string, hint: string): TillyardError {
  return new TillyardError("config-invalid", `${file} ${what}`, { hint });
}

/** Reads YAML or JSON by a schema, or tells everything that is wrong with it. */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  file: string,
  { noun, schema }: { readonly noun: string; readonly schema: Schema },
): Result<YamlFile<z.infer<Schema>>, readonly Complaint[]> {
  const source = readSource(text, noun);
  if (!source.ok) return err(complainOf(file, source.error));
  const parsed = schema.safeParse(source.value.value);
  const found = [
    ...source.value.duplicates,
    ...explainIssues(parsed.error?.issues ?? [], source.value),
  ];
  if (parsed.success && found.length === 0) return ok({ value: parsed.data, source: source.value });
  return err(complainOf(file, found));
}

/** What is wrong, in the order of a reader's eye. */
export function complainOf(file: string, faults: readonly SourceFault[]): Complaint[] {
  return sortComplaints(faults.map(({ place, message }) => complain(file, place, message)));
}

/**
 * @param hint what such a file may say, or where that is told
 * @throws TillyardError `config-invalid` with every complaint, by line and column
 */
export function orThrow<T>(parsed: Result<T, readonly Complaint[]>, hint: string): T {
  if (parsed.ok) return parsed.value;
  throw new TillyardError("config-invalid", parsed.error.map(formatComplaint).join("\n  "), {
    hint,
  });
}
