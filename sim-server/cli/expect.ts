import { existsSync, readFileSync, statSync } from "node:fs";
import process from "node:process";
import { jobPaper } from "../../device-emulators/devices/printer/job-paper.ts";
import { COUNTER_PRINTER } from "../../device-emulators/devices/printer/models.ts";
import {
  compareReceipt,
  type Difference,
  type Golden,
  MASK_NAMES,
  parseGolden,
  updateGolden,
} from "../../device-emulators/devices/printer/receipt-golden.ts";
import { receiptText } from "../../device-emulators/devices/printer/receipt-text.ts";
import { concat } from "../../device-emulators/kit/bytes.ts";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { maskText } from "../../device-emulators/kit/mask.ts";
import { readBytes } from "./bytes-input.ts";
import { chosenModels, JOB_BYTES_MAX, MODEL_NAMES } from "./printer-models.ts";
import { writeOut } from "./reports/report.ts";
import type { Call, Verb } from "./verb.ts";

const MASKS = MASK_NAMES.map((name) => `{${name}}`).join(" ");

export const EXPECT: Verb = {
  name: "expect",
  summary: "compares a printed receipt with a golden one, line by line",
  takes: "GOLDEN [hex | file | -] [flags]",
  takesWords: true,
  flags: [
    { name: "update", means: `writes GOLDEN; lines that still hold keep their masks: ${MASKS}` },
    { name: "model", value: "NAME", means: `the printer: ${MODEL_NAMES} (counter)` },
    { name: "json", means: "one JSON object: differences" },
  ],
  examples: [
    "npx tillyard expect sale.golden receipt.bin",
    "npx tillyard expect sale.golden --update < receipt.bin",
  ],
  run: async (call) => {
    const [file, ...words] = call.words;
    if (file === undefined) {
      throw new TillyardError("config-invalid", "expect: no golden receipt is named", {
        hint: "npx tillyard expect GOLDEN receipt.bin; --update writes GOLDEN",
      });
    }
    const before = call.on("update") && !existsSync(file) ? [] : readGolden(file);
    const found = printedLines(words.length === 0 ? ["-"] : words, call);
    if (call.on("update")) {
      writeOut(file, updateGolden(before, found));
      return 0;
    }
    const differences = compareReceipt(before, found);
    process.stdout.write(
      call.on("json")
        ? maskText(`${JSON.stringify({ differences })}\n`)
        : describeDifferences(differences),
    );
    return differences.length === 0 ? 0 : 1;
  },
};

/** The most bytes of a golden receipt; chosen, above any receipt's text. */
const GOLDEN_BYTES_MAX = 1_048_576;

function readGolden(file: string): Golden {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new TillyardError("config-invalid", `expect: there is no file ${file}`, {
      hint: "--update writes it from the receipt that is given",
    });
  }
  if (statSync(file).size > GOLDEN_BYTES_MAX) {
    throw new TillyardError("config-invalid", `expect: ${file} is too long`, {
      hint: `a golden receipt has at most ${GOLDEN_BYTES_MAX} bytes`,
    });
  }
  const golden = parseGolden(readFileSync(file, "utf8"));
  if (golden.ok) return golden.value;
  const { line, detail } = golden.error;
  throw new TillyardError("config-invalid", `expect: ${file}:${line}: ${detail}`, {
    hint: `the masks are ${MASKS}`,
  });
}

/** What the job prints, without blank lines at its end. */
function printedLines(words: readonly string[], call: Call): string[] {
  const bytes = concat(readBytes(words, { verb: "expect", bytesMax: JOB_BYTES_MAX }));
  const [model = COUNTER_PRINTER] = chosenModels(call);
  const lines = receiptText(jobPaper(bytes, model), model.widthDots).map(({ text }) => text);
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Where each difference is, what was wanted and what was found, card numbers masked. */
export function describeDifferences(differences: readonly Difference[]): string {
  if (differences.length === 0) return "the receipt is as wanted\n";
  return maskText(differences.map(describeDifference).join(""));
}

function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case "changed": {
      const { line, wanted, found } = difference;
      return `line ${line}:\n  wanted  ${wanted}\n  found   ${found}\n`;
    }
    case "missing":
      return `line ${difference.line} is missing:\n  wanted  ${difference.wanted}\n`;
    case "added":
      return `line ${difference.foundLine} of the receipt is one too many:\n  found   ${difference.found}\n`;
  }
}
