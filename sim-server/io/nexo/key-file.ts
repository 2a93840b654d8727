import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { complain, formatComplaint, sortComplaints } from "../../../scenarios/format/complaint.ts";
import { explainIssues } from "../../../scenarios/format/issue.ts";
import { readSource, type SourceFault } from "../../../scenarios/format/source.ts";
import { map } from "../../../scenarios/format/values.ts";
import type { NexoKey } from "./keys.ts";

/** Larger than any key: three lines. Chosen. */
const FILE_BYTES_MAX = 16_384;

const text = z
  .string({ error: () => "must be text" })
  .regex(/^.{1,256}$/, { error: "must be 1 to 256 characters" });

const schema = map({
  identifier: text,
  version: z
    .number({ error: () => "must be a whole number" })
    .int({ error: "must be a whole number" })
    .nonnegative({ error: "must not be below 0" }),
  passphrase: text,
});

const HINT = "a key file says: identifier, version (a whole number), passphrase";

/**
 * The key that POS and terminal share, from a file of YAML or JSON.
 *
 * @throws TillyardError `config-invalid` with every complaint; the passphrase is never repeated
 */
export function loadNexoKey(file: string): NexoKey {
  const source = readSource(read(file), "key file");
  if (!source.ok) throw complaining(file, source.error);
  const parsed = schema.safeParse(source.value.value);
  const faults = [
    ...source.value.duplicates,
    ...explainIssues(parsed.error?.issues ?? [], source.value),
  ];
  if (!parsed.success || faults.length > 0) throw complaining(file, faults);
  return parsed.data;
}

function complaining(file: string, faults: readonly SourceFault[]): TillyardError {
  const complaints = sortComplaints(
    faults.map(({ place, message }) => complain(file, place, message)),
  );
  return refused(complaints.map(formatComplaint).join("\n  "));
}

function refused(why: string, cause?: unknown): TillyardError {
  return new TillyardError("config-invalid", why, { hint: HINT, cause });
}

function read(file: string): string {
  try {
    if (statSync(file).size > FILE_BYTES_MAX) {
      throw refused(`${file} is larger than ${FILE_BYTES_MAX} bytes`);
    }
    return readFileSync(file, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (!/^E[A-Z]+$/.test(code)) throw cause;
    throw refused(`${file} cannot be read (${code})`, cause);
  }
}
