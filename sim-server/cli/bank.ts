import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { formatComplaint } from "../../scenarios/format/complaint.ts";
import { type RunningBank, startBankApp } from "../bank-app.ts";
import { canSpeak } from "../core/bank/bank.ts";
import type { Dialect } from "../core/iso8583/dialect.ts";
import { BUILT_IN_DIALECTS } from "../core/iso8583/dialects/built-in.ts";
import { type BankSetup, loadBankFile, loadRules } from "../io/bank/bank-file.ts";
import { viewMessage } from "../io/bank/control/message-view.ts";
import { isLoopback } from "../io/control/listen-control.ts";
import { loadDialect } from "../io/dialects/dialect-files.ts";
import { CONTROL_TOKEN_FLAG, readControlToken } from "./control-token.ts";
import { wholeNumber } from "./flags.ts";
import { stopped } from "./stopped.ts";
import { readTls } from "./tls-files.ts";
import type { Call, Verb } from "./verb.ts";

const PORT = { min: 0, max: 65_535 };
/** Chosen: the port of ISO 8583 by its number, as far as there is one. */
const USUAL_PORT = 8583;

export const BANK: Verb = {
  name: "bank",
  summary: "the bank alone on TCP, for whoever tests a terminal or a switch",
  takes: "[--port N] [--dialect WHICH] [--cards FILE] [--control N]",
  takesWords: false,
  flags: [
    { name: "port", value: "N", means: `port to listen on, 0 for any (${USUAL_PORT})` },
    { name: "host", value: "ADDRESS", means: "where to listen (127.0.0.1)" },
    {
      name: "dialect",
      value: "WHICH",
      means: `${[...BUILT_IN_DIALECTS.keys()].join(", ")}, or a file (unionpay)`,
    },
    {
      name: "cards",
      value: "FILE",
      means: "accounts, cards, terminals (scenarios/cards/bank.yaml)",
    },
    { name: "rules", value: "FILE", means: "a list of rules, instead of those of --cards" },
    { name: "tls", value: "CERT,KEY", means: "speak TLS; two PEM files" },
    { name: "control", value: "N", means: "port of page and HTTP API, 0 for any (none)" },
    CONTROL_TOKEN_FLAG,
    {
      name: "seed",
      value: "N",
      means: "seed of approval codes, keys, rules with a probability (1)",
    },
    { name: "json", means: "one JSON object a message on standard output" },
  ],
  examples: [
    "npx tillyard bank --control 8584",
    "npx tillyard bank --port 0 --dialect iso87-ascii --cards my-bank.yaml --rules my-rules.yaml",
  ],
  run: async (call) => {
    const dialect = findDialect(call);
    const bank = await start(call, dialect);
    const { port, controlPort = null, desk } = bank;
    const stop = stopped();
    say({ event: "ready", port, control: controlPort, dialect: dialect.name });
    process.stderr.write(`tillyard bank: ${dialect.name} on port ${port}${pageOf(call, bank)}\n`);
    if (call.on("json")) {
      desk.log.follow((logged) =>
        queueMicrotask(() => say({ event: "message", ...viewMessage(desk, logged) })),
      );
    }
    await stop;
    await bank.close();
    return 0;
  },
};

function start(call: Call, dialect: Dialect): Promise<RunningBank> {
  const host = call.text("host") ?? "127.0.0.1";
  return startBankApp({
    setup: findSetup(call),
    dialect,
    host,
    port: wholeNumber(call, "port", PORT) ?? USUAL_PORT,
    tls: readTls(call.text("tls")),
    control: readControl(call, host),
    seed: wholeNumber(call, "seed", { min: 0, max: 0xffff_ffff }) ?? 1,
    failed: (error) => {
      process.stderr.write(`tillyard bank: ${error instanceof Error ? error.stack : error}\n`);
    },
  });
}

function findSetup(call: Call): BankSetup {
  const setup = loadBankFile(call.text("cards"));
  const rules = call.text("rules");
  return rules === undefined ? setup : { ...setup, rules: loadRules(rules) };
}

function findDialect(call: Call): Dialect {
  const loaded = loadDialect(call.text("dialect") ?? "unionpay");
  if (!loaded.ok) {
    throw new TillyardError("config-invalid", loaded.error.map(formatComplaint).join("\n  "), {
      hint: "docs/dialects.md says how a dialect is written",
    });
  }
  if (canSpeak(loaded.value)) return loaded.value;
  throw new TillyardError("config-invalid", "the bank does not speak the edition of 2003", {
    hint: "give a dialect of version 1987 or 1993",
  });
}

function readControl(call: Call, host: string) {
  const port = wholeNumber(call, "control", PORT);
  return port === undefined ? undefined : { port, token: readControlToken(call, host) };
}

function pageOf(call: Call, { controlPort }: RunningBank): string {
  if (controlPort === undefined) return "";
  const host = call.text("host") ?? "127.0.0.1";
  return `; its page is http://${isLoopback(host) ? "localhost" : host}:${controlPort}`;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
