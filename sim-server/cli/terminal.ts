import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { formatMinor } from "../../device-emulators/kit/money.ts";
import type { TraceEvent } from "../core/trace-events.ts";
import type { TraceRecord } from "../core/world/trace.ts";
import { ownCertificate } from "../io/nexo/certificate-files.ts";
import { loadNexoKey } from "../io/nexo/key-file.ts";
import { NEXO_PORT } from "../io/nexo/listener.ts";
import { loadLessons } from "../io/scenario-files.ts";
import type { TerminalSetup } from "../io/terminal/terminal-setup.ts";
import { PACKAGE_FOLDER } from "../package-info.ts";
import { type RunningTerminal, startTerminalApp } from "../terminal-app.ts";
import { ACQUIRER_FLAGS, readAcquirer } from "./acquirer-flags.ts";
import { wholeNumber } from "./flags.ts";
import { stopped } from "./stopped.ts";
import { readHands, TERMINAL_HANDS } from "./terminal-hands.ts";
import { readTls } from "./tls-files.ts";
import type { Call, Verb } from "./verb.ts";

const PORT = { min: 0, max: 65_535 };
const SPEED = { min: 1, max: 1_000 };
const SEED = { min: 0, max: 0xffff_ffff };
const USUAL_POI_ID = "TY1-10023017";
/** Chosen: as long as the field of a message takes it. */
const POI_ID = /^[\w-]{1,64}$/;
const USUAL_CARDS = join(PACKAGE_FOLDER, "scenarios", "terminal", "every-answer.yaml");
/** Where certificates are kept that nobody has said a folder for. */
const USUAL_FOLDER = ".tillyard";

export const TERMINAL: Verb = {
  name: "terminal",
  summary: "the payment terminal alone, driven by someone else's POS over nexo",
  takes: "[--customer auto|FILE] [--port N] [--data DIR] [--nexo-key FILE] [flags]",
  takesWords: false,
  flags: [
    { name: "port", value: "N", means: `port to listen on, 0 for any (${NEXO_PORT})` },
    { name: "host", value: "ADDRESS", means: "where to listen (127.0.0.1)" },
    { name: "poi", value: "POIID", means: `what POSs call it (${USUAL_POI_ID})` },
    {
      name: "customer",
      value: "auto|FILE",
      means: "a customer presents a card and keys its PIN: a built-in one, or a scenario's",
    },
    { name: "card", value: "ID", means: "the customer's card (the first in the wallet)" },
    { name: "hands", means: `read what hands do on standard input: ${wordsOfHands()}` },
    { name: "data", value: "DIR", means: "keep journal and log there (they end with the process)" },
    { name: "nexo-key", value: "FILE", means: "want messages enciphered; docs/terminal.md" },
    { name: "tls", value: "CERT,KEY", means: "your own certificate, two PEM files (self-made)" },
    { name: "no-tls", means: "speak HTTP, for POSs and proxies that can" },
    { name: "seed", value: "N", means: "seed of everything that is left to chance (1)" },
    { name: "speed", value: "N", means: "world time per real time, for tests (1)" },
    { name: "json", means: "one JSON object for each event on standard output" },
    ...ACQUIRER_FLAGS,
  ],
  examples: [
    "npx tillyard terminal --customer auto",
    "npx tillyard terminal --customer my-shop.yaml --card frozen --json",
    "npx tillyard terminal --hands --data terminal-1 --nexo-key my-key.yaml",
  ],
  run: async (call) => {
    const stop = stopped();
    const { terminal, trust } = await start(call);
    await terminal.desk.ready;
    const { port } = terminal;
    const scheme = call.on("no-tls") ? "http" : "https";
    const address = `${scheme}://${call.text("host") ?? "127.0.0.1"}:${port}/nexo/`;
    say({ event: "ready", port, address, poi: poiOf(call), certificate: trust ?? null });
    process.stderr.write(`tillyard terminal: ${poiOf(call)} at ${address}${toTrust(trust)}\n`);
    const letGo = call.on("hands") ? followHands(terminal) : () => undefined;
    await stop;
    letGo();
    await terminal.close();
    return 0;
  },
};

type Started = { readonly terminal: RunningTerminal; readonly trust: string | undefined };

async function start(call: Call): Promise<Started> {
  const dataFolder = call.text("data");
  const keyFile = call.text("nexo-key");
  const { certificate, trust } = await findCertificate(call);
  const terminal = await startTerminalApp({
    setup: findSetup(call),
    dataFolder,
    host: call.text("host") ?? "127.0.0.1",
    port: wholeNumber(call, "port", PORT) ?? NEXO_PORT,
    poiId: poiOf(call),
    certificate,
    key: keyFile === undefined ? undefined : loadNexoKey(keyFile),
    speed: wholeNumber(call, "speed", SPEED) ?? 1,
    told: call.on("json") ? tellPrograms : tellPeople,
    failed: (error) => {
      process.stderr.write(
        `tillyard terminal: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
    },
  });
  return { terminal, trust };
}

function findSetup(call: Call): TerminalSetup {
  const customer = call.text("customer");
  const file = customer === undefined || customer === "auto" ? USUAL_CARDS : customer;
  const [lesson] = loadLessons([file]);
  if (lesson === undefined) {
    throw new TillyardError("config-invalid", `${file} holds no scenario`, {
      hint: "give one file of a scenario: --customer my-shop.yaml, or --customer auto",
    });
  }
  const { cards, customer: settings } = lesson.scenario;
  const card = call.text("card") ?? (customer === undefined ? undefined : settings.wallet[0]);
  if (card !== undefined && !cards.some(({ id }) => id === card)) {
    throw new TillyardError("config-invalid", `${lesson.file} has no card ${card}`, {
      hint: `its cards are ${cards.map(({ id }) => id).join(", ")}`,
    });
  }
  return {
    scenarioText: lesson.text,
    file: lesson.file,
    card,
    seed: wholeNumber(call, "seed", SEED) ?? 1,
    acquirer: readAcquirer(call),
  };
}

function poiOf(call: Call): string {
  const poiId = call.text("poi") ?? USUAL_POI_ID;
  if (POI_ID.test(poiId)) return poiId;
  throw new TillyardError("config-invalid", `--poi ${poiId} cannot name a terminal`, {
    hint: "give letters, digits and hyphens: model and serial number, as V400m-324688179",
  });
}

async function findCertificate(call: Call) {
  const files = call.text("tls");
  if (call.on("no-tls") && files !== undefined) {
    throw new TillyardError("config-invalid", "--tls and --no-tls contradict each other", {
      hint: "leave one of them out",
    });
  }
  if (call.on("no-tls")) return { certificate: undefined, trust: undefined };
  if (files === undefined) {
    const folder = call.text("data") ?? USUAL_FOLDER;
    const { certificate, file } = await ownCertificate(folder, poiOf(call), Date.now());
    return { certificate, trust: file };
  }
  return { certificate: readTls(files), trust: files.split(",")[0] };
}

function toTrust(file: string | undefined): string {
  return file === undefined ? "" : `; POSs trust it by ${file}`;
}

function wordsOfHands(): string {
  return TERMINAL_HANDS.map(({ word, value }) =>
    value === undefined ? word : `${word} ${value}`,
  ).join(", ");
}

/** Does what standard input says. @returns what stops listening */
function followHands({ desk }: RunningTerminal): () => void {
  const lines = createInterface(process.stdin);
  const note = (what: string): void => {
    process.stderr.write(`tillyard terminal: hands cannot do that: ${what}\n`);
  };
  lines.on("line", (line) => {
    const word = /\S+/.exec(line)?.[0] ?? "";
    const events = readHands(line);
    if (events === undefined) note(word.replaceAll(/\p{Cc}/gu, "\u{FFFD}"));
    for (const event of events ?? []) {
      desk
        .lendHand(event)
        .then((refused) => refused && note(`${word} (${refused})`))
        .catch((error: unknown) => note(String(error)));
    }
  });
  return () => lines.close();
}

function tellPrograms({ kind, atMs, node, data }: TraceRecord): void {
  say({ event: kind, atMs, node, ...(data as object) });
}

/** What comes out of the printer, and what the POS asks and hears. */
function tellPeople(record: TraceRecord): void {
  const { kind, data } = record as TraceEvent;
  if (kind === "slip.torn") process.stdout.write(`${data.lines.join("\n")}\n`);
  if (kind === "pos.asked") {
    const amount = data.amountMinor === undefined ? "" : ` ${formatMinor(data.amountMinor)}`;
    process.stderr.write(`tillyard terminal: ${data.number} ${data.what}${amount}\n`);
  }
  if (kind === "pos.answered") {
    process.stderr.write(`tillyard terminal: ${data.number} ${data.outcome}\n`);
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
