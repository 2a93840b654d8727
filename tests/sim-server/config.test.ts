import { expect, test } from "vitest";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { readConfig } from "../../sim-server/config.ts";

const DEFAULTS = { host: "127.0.0.1", port: 3000, dataFolder: ".tillyard", speed: 1 };

test.each([
  ["nothing", {}, {}, {}],
  [
    "flags",
    { port: "0", host: "::1", dataFolder: "/x", speed: "20" },
    {},
    { port: 0, host: "::1", dataFolder: "/x", speed: 20 },
  ],
  [
    "the environment",
    {},
    { PORT: "65535", HOST: "0.0.0.0", TILLYARD_DATA: "y", TILLYARD_SPEED: "0.5" },
    { port: 65_535, host: "0.0.0.0", dataFolder: "y", speed: 0.5 },
  ],
  ["flags before the environment", { port: "1" }, { PORT: "2", HOST: "a" }, { port: 1, host: "a" }],
  ["scenarios to list", { scenarios: "qa" }, {}, { scenarios: "qa" }],
  ["scenarios by the environment", {}, { TILLYARD_SCENARIOS: "q" }, { scenarios: "q" }],
  ["an empty variable as none", {}, { PORT: "", HOST: "", TILLYARD_DATA: "" }, {}],
] as const)("takes %s", (_what, flags, environment, config) => {
  expect(readConfig(flags, environment)).toEqual({ ...DEFAULTS, ...config });
});

/** A setting that cannot be used, by its source, and what is said of it. */
test.each([
  [{ port: "abc" }, {}, '--port "abc" cannot be used', "a whole number from 0 to 65535"],
  [{ port: "65536" }, {}, '--port "65536" cannot be used', "a whole number from 0 to 65535"],
  [{ port: "-1" }, {}, '--port "-1" cannot be used', "a whole number from 0 to 65535"],
  [{ port: "1e3" }, {}, '--port "1e3" cannot be used', "a whole number from 0 to 65535"],
  [{ port: "" }, {}, '--port "" cannot be used', "a whole number from 0 to 65535"],
  [{}, { PORT: "http" }, 'PORT "http" cannot be used', "as --port or in PORT"],
  [{ host: "" }, {}, '--host "" cannot be used', "address of this machine"],
  [{ host: "http://a" }, {}, '--host "http://a" cannot be used', "address of this machine"],
  [{ dataFolder: "" }, {}, '--data "" cannot be used', "a folder"],
  [{ scenarios: "" }, {}, '--scenarios "" cannot be used', "a folder or a file"],
  [{ speed: "0" }, {}, '--speed "0" cannot be used', "above 0"],
  [{ speed: "1001" }, {}, '--speed "1001" cannot be used', "up to 1000"],
  [{}, { TILLYARD_SPEED: "fast" }, 'TILLYARD_SPEED "fast" cannot be used', "TILLYARD_SPEED"],
])("%j %j is refused by name, with what it takes", (flags, environment, said, hint) => {
  const error = failureOf(() => readConfig(flags, environment as Record<string, string>));
  expect(error.message).toBe(said);
  expect(error.hint).toContain(hint);
  expect(error.exitStatus).toBe(2);
});

function failureOf(work: () => unknown): TillyardError {
  try {
    work();
  } catch (error) {
    if (error instanceof TillyardError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
