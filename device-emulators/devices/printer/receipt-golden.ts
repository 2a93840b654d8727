import { err, ok, type Result } from "../../kit/result.ts";

/** A line of a golden receipt: its text as it is written, and what may stand in its place. */
export type GoldenLine = { readonly text: string; readonly matches: RegExp };
export type Golden = readonly GoldenLine[];

/** Why a golden receipt cannot be read: its line (from 1), and what is wrong there. */
export type GoldenFault = { readonly line: number; readonly detail: string };

/** A line that is not as it was wanted; line numbers count from 1, in the golden and in what came. */
export type Difference =
  | {
      readonly kind: "changed";
      readonly line: number;
      readonly foundLine: number;
      readonly wanted: string;
      readonly found: string;
    }
  | { readonly kind: "missing"; readonly line: number; readonly wanted: string }
  | { readonly kind: "added"; readonly foundLine: number; readonly found: string };

/** What each mask stands for. Chosen: the forms that receipts have. */
const MASKS: Readonly<Record<string, string>> = {
  date: String.raw`(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{8})`,
  time: String.raw`\d{1,2}:\d{2}(?::\d{2})?`,
  number: String.raw`[+-]?\d+(?:[.,]\d+)*`,
  any: ".*",
};

export const MASK_NAMES: readonly string[] = Object.keys(MASKS);

/** Lines compared at most; chosen, above any receipt's. */
export const GOLDEN_LINES_MAX = 2_000;

/**
 * Reads a golden receipt: lines of text with `{date}`, `{time}`, `{number}` and `{any}` where what
 * stands may vary, and `{{` for a brace.
 *
 * @returns the first line with a mask that there is not
 */
export function parseGolden(content: string): Result<Golden, GoldenFault> {
  const lines = content.split(/\r?\n/).map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  if (lines.length > GOLDEN_LINES_MAX) {
    return err({ line: GOLDEN_LINES_MAX + 1, detail: `more than ${GOLDEN_LINES_MAX} lines` });
  }
  const golden: GoldenLine[] = [];
  for (const [at, text] of lines.entries()) {
    const pattern = patternOf(text);
    if (!pattern.ok) return err({ line: at + 1, detail: pattern.error });
    golden.push({ text, matches: pattern.value });
  }
  return ok(golden);
}

const PIECE = /\{\{|\{([^{}]*)\}|\{|[^{]+/g;

function patternOf(text: string): Result<RegExp, string> {
  let pattern = "";
  for (const [piece, mask] of text.matchAll(PIECE)) {
    if (piece === "{{") pattern += String.raw`\{`;
    else if (!piece.startsWith("{")) pattern += escapePattern(piece);
    else {
      const stands = mask !== undefined && Object.hasOwn(MASKS, mask) ? MASKS[mask] : undefined;
      if (stands === undefined) return err(`${piece} is no mask; {{ is a brace`);
      pattern += stands;
    }
  }
  return ok(new RegExp(`^${pattern}$`, "su"));
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/**
 * What differs between a golden receipt and the lines that came, in order. Lines that are as wanted
 * are aligned first, so that a line too many is one difference.
 */
export function compareReceipt(golden: Golden, found: readonly string[]): Difference[] {
  const differences: Difference[] = [];
  let [at, foundAt] = [0, 0];
  for (const [nextAt, nextFoundAt] of [
    ...commonLines(golden, found),
    [golden.length, found.length] as const,
  ]) {
    for (let pair = 0; pair < Math.max(nextAt - at, nextFoundAt - foundAt); pair += 1) {
      differences.push(
        differenceOf(
          { line: at + pair, text: at + pair < nextAt ? golden[at + pair]?.text : undefined },
          {
            line: foundAt + pair,
            text: foundAt + pair < nextFoundAt ? found[foundAt + pair] : undefined,
          },
        ),
      );
    }
    at = nextAt + 1;
    foundAt = nextFoundAt + 1;
  }
  return differences;
}

/** A line by its place, counted from 0; undefined where one side has no more. */
type Side = { readonly line: number; readonly text: string | undefined };

function differenceOf(wanted: Side, found: Side): Difference {
  const [line, foundLine] = [wanted.line + 1, found.line + 1];
  if (wanted.text === undefined) return { kind: "added", foundLine, found: found.text ?? "" };
  if (found.text === undefined) return { kind: "missing", line, wanted: wanted.text };
  return { kind: "changed", line, foundLine, wanted: wanted.text, found: found.text };
}

/** The longest row of lines that are as wanted, each as its place in both. */
function commonLines(golden: Golden, found: readonly string[]): (readonly [number, number])[] {
  const across = found.length + 1;
  const lengths = new Uint16Array((golden.length + 1) * across);
  const lengthAt = (at: number, foundAt: number): number => lengths[at * across + foundAt] ?? 0;
  const match = (at: number, foundAt: number): boolean =>
    golden[at]?.matches.test(found[foundAt] ?? "") === true;
  for (let at = golden.length - 1; at >= 0; at -= 1) {
    for (let foundAt = found.length - 1; foundAt >= 0; foundAt -= 1) {
      lengths[at * across + foundAt] = match(at, foundAt)
        ? lengthAt(at + 1, foundAt + 1) + 1
        : Math.max(lengthAt(at + 1, foundAt), lengthAt(at, foundAt + 1));
    }
  }
  const common: (readonly [number, number])[] = [];
  let [at, foundAt] = [0, 0];
  while (at < golden.length && foundAt < found.length) {
    if (match(at, foundAt)) {
      common.push([at, foundAt]);
      at += 1;
      foundAt += 1;
    } else if (lengthAt(at + 1, foundAt) >= lengthAt(at, foundAt + 1)) at += 1;
    else foundAt += 1;
  }
  return common;
}

/** A golden receipt of what came; lines of `before` that still hold stay, with their masks. */
export function updateGolden(before: Golden, found: readonly string[]): string {
  const kept = new Map(
    commonLines(before, found).map(([at, foundAt]) => [foundAt, before[at]?.text]),
  );
  return found.map((line, at) => `${kept.get(at) ?? line.replaceAll("{", "{{")}\n`).join("");
}
