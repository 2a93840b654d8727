import { z } from "zod";
import { map } from "../../../scenarios/format/values.ts";
import { orThrow, parseYaml, readTextFile } from "../yaml-file.ts";
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
  const noun = "key file";
  const parsed = parseYaml(readTextFile(file, FILE_BYTES_MAX), file, { noun, schema });
  return orThrow(parsed, HINT).value;
}
