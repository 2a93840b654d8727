import { writeFileSync } from "node:fs";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { PlayedCase } from "./case.ts";
import { htmlReport } from "./html.ts";
import { junitReport } from "./junit.ts";

const FORMATS: Record<string, (cases: readonly PlayedCase[]) => string> = {
  junit: junitReport,
  html: htmlReport,
  json: (cases) => `${JSON.stringify({ cases }, null, 2)}\n`,
};

export type ReportTarget = { readonly format: string; readonly file: string };

/**
 * Reads `junit=FILE`, `json=FILE` or `html=FILE`.
 *
 * @throws TillyardError `config-invalid` for anything else
 */
export function readTarget(text: string): ReportTarget {
  const at = text.indexOf("=");
  const [format, file] = [text.slice(0, at), text.slice(at + 1)];
  if (file !== "" && Object.hasOwn(FORMATS, format)) return { format, file };
  throw new TillyardError("config-invalid", `--report ${text} names no report`, {
    hint: "write junit=FILE, json=FILE or html=FILE",
  });
}

/** @throws TillyardError `data-unwritable` when the file cannot be written */
export function writeReport(target: ReportTarget, cases: readonly PlayedCase[]): void {
  writeOut(target.file, FORMATS[target.format]?.(cases) ?? "");
}

/** @throws TillyardError `data-unwritable` when the file cannot be written */
export function writeOut(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (cause) {
    throw new TillyardError("data-unwritable", `cannot write ${file}`, {
      hint: "name a file in a folder that exists and that you may write to",
      cause,
    });
  }
}
