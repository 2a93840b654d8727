import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { type RunningApp, startApp } from "../app.ts";
import { readConfig } from "../config.ts";
import { ACQUIRER_FLAGS, readAcquirer } from "./acquirer-flags.ts";
import { stopped } from "./stopped.ts";
import type { Verb } from "./verb.ts";

export const SERVE: Verb = {
  name: "serve",
  summary: "serves the trainer to browsers; npm start runs it",
  takes: "[--host ADDRESS] [--port N] [--data DIR] [--scenarios DIR] [--acquirer HOST:PORT]",
  takesWords: false,
  flags: [
    { name: "host", value: "ADDRESS", means: "where to listen (127.0.0.1, or HOST)" },
    { name: "port", value: "N", means: "port to listen on, 0 for any (3000, or PORT)" },
    { name: "data", value: "DIR", means: "where sessions are kept (.tillyard, or TILLYARD_DATA)" },
    {
      name: "scenarios",
      value: "DIR",
      means: "scenarios to list under free practice (none, or TILLYARD_SCENARIOS)",
    },
    { name: "speed", value: "N", means: "world time per real time, for tests (1)" },
    ...ACQUIRER_FLAGS,
  ],
  examples: [
    "npx tillyard serve --port 8080 --data /srv/tillyard",
    "npx tillyard serve --scenarios scenarios/qa",
    "npx tillyard serve --acquirer bank.example:8583 --acquirer-keys my-terminal.yaml",
  ],
  run: async (call) => {
    const config = readConfig(
      {
        host: call.text("host"),
        port: call.text("port"),
        dataFolder: call.text("data"),
        scenarios: call.text("scenarios"),
        speed: call.text("speed"),
      },
      process.env,
    );
    const tell = (error: unknown): void => {
      process.stderr.write(`tillyard: ${inWords(error)}\n`);
    };
    const app = await startApp(config, tell, readAcquirer(call));
    process.stderr.write(wordsOfLeftOut(app));
    const stop = stopped();
    process.stdout.write(`Tillyard is ready at ${app.url}\n`);
    await stop;
    await app.close();
    return 0;
  },
};

function wordsOfLeftOut({ leftOut }: RunningApp): string {
  return leftOut
    .map(({ lesson, reasons }) => `tillyard: ${lesson} is not offered: ${reasons.join("; ")}\n`)
    .join("");
}

/** What an operator can mend is said in words; for a mistake of ours, its place is needed. */
function inWords(error: unknown): string {
  if (error instanceof TillyardError) return `${error.message}\n  ${error.hint}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
