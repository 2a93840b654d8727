import { err, ok, type Result } from "../../../kit/result.ts";

type CodeSet = "A" | "B" | "C";

const STARTS: Readonly<Record<CodeSet, number>> = { A: 103, B: 104, C: 105 };
const CHANGES: Readonly<Record<CodeSet, number>> = { A: 101, B: 100, C: 99 };
const SHIFT = 98;
const BRACE = 0x7b;

/** Code 128 before its check character: the values of its characters, and what a reader sees. */
export type Code128 = { readonly codewords: readonly number[]; readonly readable: string };

type Writing = { set: CodeSet; shifted: boolean; readonly codewords: number[]; readable: string };

/**
 * Reads the data of GS k 73: characters of a code set, and behind "{" a code set, S for the other
 * set's next character, a function 1 to 4, or "{" itself. In set C a byte is a pair of digits.
 *
 * @returns in one sentence why a printer would not print it
 * @source ESC/POS, GS k <Function B>, CODE128; ISO/IEC 15417
 */
export function readCode128(data: Uint8Array): Result<Code128, string> {
  const set = data[0] === BRACE ? codeSetOf(data[1]) : undefined;
  if (set === undefined) return err("Code 128 begins with {A, {B or {C");
  const writing: Writing = { set, shifted: false, codewords: [STARTS[set]], readable: "" };
  for (let at = 2; at < data.length; at += 1) {
    const special = data[at] === BRACE;
    if (special) at += 1;
    const done = special ? writeSpecial(writing, data[at]) : writeCharacter(writing, data[at] ?? 0);
    if (!done) return err(`byte ${at} of the data is no character of code set ${writing.set}`);
  }
  const { codewords, readable } = writing;
  return codewords.length < 2 ? err("Code 128 holds no character") : ok({ codewords, readable });
}

function writeCharacter(writing: Writing, byte: number): boolean {
  const set = writing.shifted ? otherSet(writing.set) : writing.set;
  const value = characterValue(set, byte);
  if (value === undefined) return false;
  writing.shifted = false;
  writing.codewords.push(value);
  writing.readable += set === "C" ? String(byte).padStart(2, "0") : readableOf(byte);
  return true;
}

function writeSpecial(writing: Writing, mark: number | undefined): boolean {
  if (mark === BRACE) return writeCharacter(writing, BRACE);
  const set = codeSetOf(mark);
  if (set !== undefined) {
    if (set !== writing.set) writing.codewords.push(CHANGES[set]);
    writing.set = set;
    return true;
  }
  const value = functionOf(writing.set, mark);
  if (value === undefined) return false;
  writing.codewords.push(value);
  writing.shifted = value === SHIFT;
  return true;
}

/** @source ISO/IEC 15417, table 1 */
function characterValue(set: CodeSet, byte: number): number | undefined {
  if (set === "C") return byte < 100 ? byte : undefined;
  if (set === "A" && byte < 0x20) return byte + 64;
  return byte >= 0x20 && byte < (set === "A" ? 0x60 : 0x80) ? byte - 0x20 : undefined;
}

/** Set C has only FNC1; FNC4 is another value in each of the others. */
function functionOf(set: CodeSet, mark: number | undefined): number | undefined {
  if (mark === 0x31) return 102;
  if (set === "C" || mark === undefined) return undefined;
  const values = new Map([
    [0x53, SHIFT],
    [0x32, 97],
    [0x33, 96],
    [0x34, set === "A" ? 101 : 100],
  ]);
  return values.get(mark);
}

function codeSetOf(mark: number | undefined): CodeSet | undefined {
  return mark === 0x41 ? "A" : mark === 0x42 ? "B" : mark === 0x43 ? "C" : undefined;
}

function otherSet(set: CodeSet): CodeSet {
  return set === "A" ? "B" : "A";
}

/** Control characters are printed as blanks. */
function readableOf(byte: number): string {
  return byte < 0x20 || byte === 0x7f ? " " : String.fromCharCode(byte);
}
