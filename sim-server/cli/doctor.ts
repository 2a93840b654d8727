import process from "node:process";
import { readConfig } from "../config.ts";
import { examineCardReaders } from "./doctor/card-readers.ts";
import { type Finding, lineOf, statusOf } from "./doctor/finding.ts";
import { examineKeyboard } from "./doctor/keyboard.ts";
import { examinePorts } from "./doctor/ports.ts";
import { examineServer } from "./doctor/server.ts";
import type { Verb } from "./verb.ts";

/** Every part of the machine that something here depends on. */
const EXAMINATIONS: readonly (() => Promise<readonly Finding[]>)[] = [
  () => examineServer(readConfig({}, process.env)),
  () => examineCardReaders(),
  () => examineKeyboard(),
  () => examinePorts(),
];

export const DOCTOR: Verb = {
  name: "doctor",
  summary: "says what this machine has and lacks, with the fix",
  takes: "[--json]",
  takesWords: false,
  flags: [{ name: "json", means: "one JSON object a line" }],
  examples: ["npx tillyard doctor"],
  run: async (call) => {
    const findings: Finding[] = [];
    for (const examine of EXAMINATIONS) findings.push(...(await examine()));
    for (const finding of findings) {
      process.stdout.write(call.on("json") ? `${JSON.stringify(finding)}\n` : lineOf(finding));
    }
    return statusOf(findings);
  },
};
