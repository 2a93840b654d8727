import { readFileSync, statSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { NexoKey } from "./keys.ts";

/** Larger than any key: three lines. Chosen. */
const FILE_BYTES_MAX = 16_384;

const schema = z.strictObject({
  identifier: z.string().min(1).max(64),
  version: z.number().int().nonnegative(),
  passphrase: z.string().min(1).max(256),
});

const HINT = "a key file says: identifier, version (a whole number), passphrase";

/**
 * The key that POS and terminal share, from a file of YAML or JSON.
 *
 * @throws TillyardError `config-invalid`; nothing of the passphrase is in it
 */
export function loadNexoKey(file: string): NexoKey {
  const parsed = schema.safeParse(read(file));
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join(".") || "the whole of it";
  throw new TillyardError("config-invalid", `${file}: ${place} is not as it must be`, {
    hint: HINT,
  });
}

function read(file: string): unknown {
  try {
    if (statSync(file).size > FILE_BYTES_MAX) return undefined;
    return parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    const why = /^E[A-Z]+$/.test(code) ? `cannot be read (${code})` : "is no YAML";
    throw new TillyardError("config-invalid", `${file} ${why}`, { hint: HINT });
  }
}
