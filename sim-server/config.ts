import { z } from "zod";
import { TillyardError } from "../device-emulators/kit/errors.ts";

/** Where the server listens and keeps its data, and how fast worlds run. */
export type Config = {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Files of its owner's, to be opened in the browser besides the lessons. */
  readonly scenarios?: string | undefined;
  /** World milliseconds in one real one; more than 1 is for tests. */
  readonly speed: number;
};

const number = (pattern: RegExp) => z.string().regex(pattern).transform(Number);

const schema = z.object({
  host: z
    .string()
    .regex(/^[^\s/]{1,255}$/)
    .default("127.0.0.1"),
  port: number(/^\d{1,5}$/)
    .pipe(z.number().max(65_535))
    .default(3000),
  dataFolder: z.string().min(1).default(".tillyard"),
  scenarios: z.string().min(1).optional(),
  speed: number(/^\d{1,4}(\.\d{1,3})?$/)
    .pipe(z.number().positive().max(1000))
    .default(1),
});

type Source = { readonly flag: string; readonly variable: string; readonly takes: string };

const SOURCES: { readonly [K in keyof Required<Config>]: Source } = {
  host: { flag: "--host", variable: "HOST", takes: "a name or address of this machine" },
  port: { flag: "--port", variable: "PORT", takes: "a whole number from 0 to 65535" },
  dataFolder: { flag: "--data", variable: "TILLYARD_DATA", takes: "a folder" },
  scenarios: {
    flag: "--scenarios",
    variable: "TILLYARD_SCENARIOS",
    takes: "a folder or a file of scenarios",
  },
  speed: { flag: "--speed", variable: "TILLYARD_SPEED", takes: "a number above 0, up to 1000" },
};

/**
 * The checked configuration: flags first, then the environment, then defaults.
 *
 * @throws TillyardError `config-invalid` naming the flag or variable, and what it takes
 */
export function readConfig(
  flags: { readonly [K in keyof Config]?: string | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): Config {
  const names = Object.keys(SOURCES) as (keyof Config)[];
  const given = Object.fromEntries(
    names.map((name) => [name, flags[name] ?? (environment[SOURCES[name].variable] || undefined)]),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const name = parsed.error.issues[0]?.path[0] as keyof Config;
  const { flag, variable, takes } = SOURCES[name];
  const source = flags[name] === undefined ? variable : flag;
  throw new TillyardError("config-invalid", `${source} "${given[name]}" cannot be used`, {
    hint: `give ${takes}, as ${flag} or in ${variable}`,
  });
}
