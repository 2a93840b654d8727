import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { type RunningApp, startApp } from "../app.ts";
import { readConfig } from "../config.ts";
import type { LocalHardware } from "../io/hardware/local-hardware.ts";
import { readSeatCode } from "../io/hardware/seat-code.ts";
import { ACQUIRER_FLAGS, readAcquirer } from "./acquirer-flags.ts";
import { HARDWARE_FLAGS, readHardware } from "./hardware-flags.ts";
import { stopped } from "./stopped.ts";
import type { Call, Verb } from "./verb.ts";

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
    ...HARDWARE_FLAGS,
    {
      name: "seat",
      value: "CODE",
      means: "whose seat --device stands at (the first that is taken)",
    },
  ],
  examples: [
    "npx tillyard serve --port 8080 --data /srv/tillyard",
    "npx tillyard serve --scenarios scenarios/qa",
    "npx tillyard serve --device printer=tcp:192.0.2.7:9100 --device scanner=serial:/dev/ttyUSB0@9600",
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
    const app = await startApp(config, tell, readAcquirer(call), localHardware(call));
    process.stderr.write(wordsOfLeftOut(app));
    const stop = stopped();
    process.stdout.write(`Tillyard is ready at ${app.url}\n`);
    await stop;
    await app.close();
    return 0;
  },
};

/** @throws TillyardError `config-invalid` */
function localHardware(call: Call): LocalHardware | undefined {
  const devices = readHardware(call);
  const seat = call.text("seat");
  if (devices.length > 0) {
    const say = (line: string): void => void process.stderr.write(`tillyard: ${line}\n`);
    return { code: seat === undefined ? undefined : readSeatCode(seat), devices, say };
  }
  if (seat === undefined) return undefined;
  throw new TillyardError("config-invalid", "--seat says nothing without --device", {
    hint: "say what stands there: --device KIND=CABLE",
  });
}

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
