import process from "node:process";
import { type Finding, lintEscpos } from "../../device-emulators/devices/printer/escpos-lint.ts";
import { jobPaper } from "../../device-emulators/devices/printer/job-paper.ts";
import { COUNTER_PRINTER, PRINTER_MODELS } from "../../device-emulators/devices/printer/models.ts";
import { writePaper } from "./paper-file.ts";
import { chosenModels, MODEL_NAMES } from "./printer-models.ts";
import type { Call, Flag } from "./verb.ts";

/** What `decode` takes of escpos alone. */
export const ESCPOS_FLAGS: readonly Flag[] = [
  { name: "lint", means: "of escpos: only what is wrong, and the printers it breaks on" },
  {
    name: "model",
    value: "NAME",
    means: `of escpos: a printer to go by: ${MODEL_NAMES}`,
    many: true,
  },
  {
    name: "paper",
    value: "FILE",
    means: "of escpos: also writes its paper: .txt, .json, .svg, .png",
  },
];

/**
 * Writes the paper of a job with `--paper`, as the first printer named makes it, and prints what is
 * wrong with `--lint`, by those named or all.
 *
 * @returns the exit status of `--lint`; undefined where it is not asked for
 */
export async function judgeJob(bytes: Uint8Array, call: Call): Promise<number | undefined> {
  const chosen = chosenModels(call);
  const file = call.text("paper");
  if (file !== undefined) {
    const [model = COUNTER_PRINTER] = chosen;
    await writePaper(file, jobPaper(bytes, model), model.widthDots);
  }
  if (!call.on("lint")) return undefined;
  const models = chosen.length > 0 ? chosen : [...PRINTER_MODELS.values()];
  const findings = lintEscpos(bytes, models);
  const all = models.map(({ name }) => name);
  process.stdout.write(
    call.on("json") ? `${JSON.stringify({ findings })}\n` : describeFindings(findings, all),
  );
  return findings.length === 0 ? 0 : 1;
}

/** A line a finding: where it stands, what is wrong, where it breaks; then how many there are. */
export function describeFindings(findings: readonly Finding[], all: readonly string[]): string {
  const lines = findings.map(({ offset, command, problem, breaksOn }) => {
    const where = breaksOn.length === all.length ? "" : `  (breaks on ${breaksOn.join(", ")})`;
    return `${String(offset).padStart(5)}  ${command} ${problem}${where}\n`;
  });
  const count = findings.length;
  return `${lines.join("")}${count === 1 ? "1 finding" : `${count} findings`} on ${all.join(", ")}\n`;
}
