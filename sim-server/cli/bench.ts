import process from "node:process";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { APDU } from "../bench/apdu.ts";
import { BANK_TCP_FULL, BANK_TCP_PLAIN } from "../bench/bank-tcp.ts";
import { type Benchmark, report } from "../bench/benchmark.ts";
import { COUNTERS_LIVE } from "../bench/counters-live.ts";
import { ESCPOS } from "../bench/escpos.ts";
import { FUZZ } from "../bench/fuzz.ts";
import { IDLE_TERMINAL } from "../bench/idle-terminal.ts";
import { ISO8583_PACK, ISO8583_UNPACK } from "../bench/iso8583.ts";
import { KEY_TO_ECHO, KEY_TO_STORED_EFFECT } from "../bench/keys.ts";
import { LEDGER_GROWTH } from "../bench/ledger-growth.ts";
import { RELAY_MESSAGES } from "../bench/relay.ts";
import { SALES_HEADLESS } from "../bench/sales-headless.ts";
import { SERVER_START } from "../bench/server-start.ts";
import type { Verb } from "./verb.ts";

const BENCHMARKS: readonly Benchmark[] = [
  SALES_HEADLESS,
  ISO8583_PACK,
  ISO8583_UNPACK,
  ESCPOS,
  RELAY_MESSAGES,
  APDU,
  LEDGER_GROWTH,
  IDLE_TERMINAL,
  BANK_TCP_PLAIN,
  BANK_TCP_FULL,
  SERVER_START,
  KEY_TO_ECHO,
  KEY_TO_STORED_EFFECT,
  COUNTERS_LIVE,
  FUZZ,
];

export const BENCH: Verb = {
  name: "bench",
  summary: "measures speed, each figure beside a baseline of the same run",
  takes: "[name...] [--json]",
  takesWords: true,
  flags: [{ name: "json", means: "one JSON object a line" }],
  examples: [
    "npx tillyard bench iso8583-pack iso8583-unpack",
    ...BENCHMARKS.map(({ name, measures }) => `${name}: ${measures}`),
  ],
  run: async (call) => {
    for (const benchmark of chosen(call.words)) {
      process.stderr.write(`${benchmark.name}: ${benchmark.measures} …\n`);
      for (const figure of await benchmark.run()) {
        const line = report(figure);
        process.stdout.write(call.on("json") ? `${JSON.stringify(line)}\n` : sentence(line));
      }
    }
    return 0;
  },
};

function chosen(names: readonly string[]): readonly Benchmark[] {
  const unknown = names.find((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown !== undefined) {
    throw new TillyardError("config-invalid", `there is no benchmark ${unknown}`, {
      hint: `the benchmarks are ${BENCHMARKS.map(({ name }) => name).join(", ")}`,
    });
  }
  return names.length === 0
    ? BENCHMARKS
    : BENCHMARKS.filter((benchmark) => names.includes(benchmark.name));
}

function sentence(line: Record<string, unknown>): string {
  const target = line["target"] === null ? "" : `, target ${line["target"]}: ${verdict(line)}`;
  return `${line["name"]}: ${line["value"]} ${line["unit"]}; ${line["baseline"]}: ${line["baselineValue"]}; ratio ${line["ratio"]}${target}\n`;
}

function verdict(line: Record<string, unknown>): string {
  return line["met"] === true ? "met" : "missed";
}
