import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { REAL_CLOCK } from "../../device-emulators/transports/clock.ts";
import { USUAL_HOST } from "../../device-emulators/transports/tcp.ts";
import { isLoopback } from "../io/control/listen-control.ts";
import { CONTROL_TOKEN_FLAG, readControlToken } from "./control-token.ts";
import { loadCheckout } from "./devices/checkout-file.ts";
import { type ServedCheckout, serveCheckout } from "./devices/serve-checkout.ts";
import { wholeNumber } from "./flags.ts";
import { stopped } from "./stopped.ts";
import type { Verb } from "./verb.ts";

/** Chosen: the port behind that of a bank's control. */
const USUAL_PORT = 8585;

export const DEVICES: Verb = {
  name: "devices",
  summary:
    "all devices of a checkout from one file, with a page and an HTTP API to see and touch them",
  takes: "[FILE] [--control N]",
  takesWords: true,
  flags: [
    { name: "control", value: "N", means: `port of page and HTTP API, 0 for any (${USUAL_PORT})` },
    { name: "host", value: "ADDRESS", means: `where page and API listen (${USUAL_HOST})` },
    CONTROL_TOKEN_FLAG,
    { name: "json", means: "one JSON object for all that happens, on standard output" },
  ],
  examples: ["npx tillyard devices", "npx tillyard devices my-checkout.yaml --control 0 --json"],
  run: async (call) => {
    const host = call.text("host") ?? USUAL_HOST;
    const served = await serveCheckout(loadCheckout(readFile(call.words)), {
      clock: REAL_CLOCK,
      now: Date.now,
      place: { host, port: wholeNumber(call, "control", { min: 0, max: 65_535 }) ?? USUAL_PORT },
      token: readControlToken(call, host),
      failed: (error) => {
        process.stderr.write(`tillyard devices: ${error instanceof Error ? error.stack : error}\n`);
      },
    });
    const stop = stopped();
    say({ event: "ready", control: served.port, devices: listDevices(served) });
    tellPeople(served, host);
    if (call.on("json")) served.desk.events.follow(say);
    await stop;
    await served.close();
    return 0;
  },
};

function readFile(words: readonly string[]): string | undefined {
  const [file, ...more] = words;
  if (more.length === 0) return file;
  throw new TillyardError("config-invalid", `devices: there is no word for ${more.join(" ")}`, {
    hint: "give one file of devices: npx tillyard devices my-checkout.yaml",
  });
}

function listDevices({ desk }: ServedCheckout) {
  return desk.devices.map(({ id, kind, cables }) => ({ id, kind, cables: cables() }));
}

function tellPeople(served: ServedCheckout, host: string): void {
  for (const { id, kind, cables } of listDevices(served)) {
    const where = cables.length === 0 ? "" : ` on ${cables.join(" and ")}`;
    process.stderr.write(`tillyard devices: ${id}, a ${kind}${where}\n`);
  }
  const name = isLoopback(host) ? "localhost" : host;
  process.stderr.write(`tillyard devices: their page is http://${name}:${served.port}\n`);
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
