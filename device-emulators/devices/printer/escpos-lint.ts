import { cutEscpos, type EscposPiece } from "../../kit/escpos-pieces.ts";
import { AT_LINE_START, lineAfter, type Problem, RULES } from "./escpos-rules.ts";
import { nameOf } from "./explain-escpos.ts";
import { PRINTER_MODELS, type PrinterModel } from "./models.ts";

/** Something wrong with a job, and the models it goes wrong on. */
export type Finding = {
  readonly offset: number;
  readonly length: number;
  readonly command: string;
  /** Goes on from the command's name: `does not take 7: it takes 0, 1`. */
  readonly problem: string;
  /** Names of models; all of them where the command itself is wrong. */
  readonly breaksOn: readonly string[];
};

/**
 * Finds what is malformed in a job, what only some makes know, and what is passed over where it
 * stands: each with its place, in order, and with the models on which it breaks.
 *
 * @param models to judge by
 * @source ESC/POS, Epson
 */
export function lintEscpos(
  bytes: Uint8Array,
  models: readonly PrinterModel[] = [...PRINTER_MODELS.values()],
): Finding[] {
  const all = models.map(({ name }) => name);
  const pieces = cutEscpos(bytes);
  const findings: Finding[] = [];
  let lineBegun = false;
  let page = false;
  for (const piece of pieces) {
    const { offset, length, kind, code } = piece;
    const found = problemsOf(piece, bytes, models);
    const late = kind === "command" && AT_LINE_START.has(code) && lineBegun && !page;
    if (late) found.push({ problem: "is passed over: characters stand on the line before it" });
    for (const { problem, breaksOn = all } of found) {
      findings.push({ offset, length, command: nameOf(piece), problem, breaksOn });
    }
    lineBegun = lineAfter(piece, lineBegun);
    page = code === PAGE_MODE || (page && !LEAVES_PAGE.has(code));
  }
  const end = unprinted(pieces.at(-1), lineBegun, all);
  return end === undefined ? findings : [...findings, end];
}

const PAGE_MODE = 0x1b4c;
/** FF, ESC @ and ESC S. */
const LEAVES_PAGE: ReadonlySet<number> = new Set([0x0c, 0x1b40, 0x1b53]);

function problemsOf(
  { kind, code, offset, length, wants }: EscposPiece,
  bytes: Uint8Array,
  models: readonly PrinterModel[],
): Problem[] {
  if (kind === "unknown") return [{ problem: "is unknown: its bytes are printed or passed over" }];
  if (kind === "control") return controlProblems(code, models);
  if (kind === "text") return [];
  if (wants > 0) {
    return [{ problem: `ends too early: it takes the next job's first ${byteCount(wants)}` }];
  }
  const args = bytes.subarray(offset + 2, offset + length);
  return RULES.flatMap((rule) => rule({ code, args, models }) ?? []);
}

function byteCount(count: number): string {
  return count === 1 ? "byte" : `${count} bytes`;
}

/** NUL, HT, LF, FF, CR and CAN have their uses; BEL is a clone's. */
const CONTROLS: ReadonlySet<number> = new Set([0, 9, 10, 12, 13, 24]);
const BEL = 7;

function controlProblems(code: number, models: readonly PrinterModel[]): Problem[] {
  if (CONTROLS.has(code)) return [];
  if (code !== BEL) return [{ problem: "means nothing: it may be an argument too many" }];
  const breaksOn = models.filter((model) => !model.features.has("kick-by-bell"));
  if (breaksOn.length === 0) return [];
  return [{ problem: "needs kick-by-bell", breaksOn: breaksOn.map(({ name }) => name) }];
}

function unprinted(
  last: EscposPiece | undefined,
  lineBegun: boolean,
  breaksOn: readonly string[],
): Finding | undefined {
  if (last === undefined || !lineBegun || last.wants > 0) return undefined;
  const problem = "leaves a line unprinted at the job's end: LF is missing";
  return { offset: last.offset, length: last.length, command: nameOf(last), problem, breaksOn };
}
