import { z } from "zod";
import { TillyardError } from "../device-emulators/kit/errors.ts";

/** Where the server listens and keeps its data, and how fast worlds run. */
export type Config = {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** World milliseconds in one real one; more than 1 is for tests. */
  readonly speed: number;
};

const schema = z.object({
  host: z.string().min(1).max(255).default("127.0.0.1"),
  port: z.coerce.number().int().min(0).max(65_535).default(3000),
  dataFolder: z.string().min(1).default(".tillyard"),
  speed: z.coerce.number().positive().max(1000).default(1),
});

const NAMES: Record<string, { readonly flag: string; readonly variable: string }> = {
  host: { flag: "--host", variable: "HOST" },
  port: { flag: "--port", variable: "PORT" },
  dataFolder: { flag: "--data", variable: "TILLYARD_DATA" },
  speed: { flag: "--speed", variable: "TILLYARD_SPEED" },
};

/**
 * The checked configuration: flags first, then the environment, then defaults.
 *
 * @throws TillyardError `config-invalid` naming the flag and what it takes
 */
export function readConfig(
  flags: { readonly [K in keyof Config]?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const given = Object.fromEntries(
    Object.entries(NAMES).map(([key, { variable }]) => [
      key,
      flags[key as keyof Config] ?? (environment[variable] || undefined),
    ]),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = NAMES[String(issue?.path[0])];
  throw new TillyardError("config-invalid", `${name?.flag}: ${issue?.message}`, {
    hint: `give it as ${name?.flag} or in ${name?.variable}`,
  });
}
