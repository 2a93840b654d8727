import { enableCompileCache } from "node:module";
import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { VERSION } from "../package-info.ts";
import { readCall } from "./flags.ts";
import { helpOf, helpOfAll } from "./help.ts";
import type { Verb } from "./verb.ts";

enableCompileCache?.();

/** Each verb is loaded when it is called, so that `--help` and `lint` need not wait for a server. */
const VERBS: Record<string, () => Promise<Verb>> = {
  serve: async () => (await import("./serve.ts")).SERVE,
  run: async () => (await import("./run.ts")).RUN,
  lint: async () => (await import("./lint.ts")).LINT,
  bank: async () => (await import("./bank.ts")).BANK,
  device: async () => (await import("./device.ts")).DEVICE,
  terminal: async () => (await import("./terminal.ts")).TERMINAL,
  devices: async () => (await import("./devices.ts")).DEVICES,
  desk: async () => (await import("./desk.ts")).DESK,
  enrol: async () => (await import("./enrol.ts")).ENROL,
  relay: async () => (await import("./relay.ts")).RELAY,
  replay: async () => (await import("./replay.ts")).REPLAY,
  decode: async () => (await import("./decode.ts")).DECODE,
  expect: async () => (await import("./expect.ts")).EXPECT,
  conformance: async () => (await import("./conformance.ts")).CONFORMANCE,
  doctor: async () => (await import("./doctor.ts")).DOCTOR,
  bench: async () => (await import("./bench.ts")).BENCH,
};

// Whoever reads what is printed may stop reading: `tillyard run … | head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  try {
    if (name === undefined || name === "--help" || name === "-h" || name === "help") {
      const verbs = await Promise.all(Object.values(VERBS).map((load) => load()));
      process.stdout.write(helpOfAll(verbs, VERSION));
      return name === undefined ? 2 : 0;
    }
    if (name === "--version") {
      process.stdout.write(`${VERSION}\n`);
      return 0;
    }
    const load = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
    if (load === undefined) {
      throw new TillyardError("config-invalid", `there is no verb ${name}`, {
        hint: `the verbs are ${Object.keys(VERBS).join(", ")}; npx tillyard --help explains them`,
      });
    }
    const verb = await load();
    if (rest.includes("--help") || rest.includes("-h")) {
      process.stdout.write(helpOf(verb));
      return 0;
    }
    return await verb.run(readCall(verb, rest));
  } catch (error) {
    if (!(error instanceof TillyardError)) throw error;
    process.stderr.write(`tillyard: ${error.message}\n  ${error.hint}\n`);
    return error.exitStatus;
  }
}
