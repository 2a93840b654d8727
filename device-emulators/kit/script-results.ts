import { fromHex, toHex } from "./bytes.ts";

/** How a script of the issuer went, in the high half of its result's first byte. */
const OUTCOMES = { "not-performed": 0x00, failed: 0x10, successful: 0x20 } as const;

/** What became of a script at the card. */
export type ScriptOutcome = keyof typeof OUTCOMES;

/** One script's result, as DF31 tells it. */
export type ScriptResult = {
  readonly outcome: ScriptOutcome;
  /** Which command failed, from 1; 15 stands for all behind it too, 0 where none did. */
  readonly command: number;
  /** Tag 9F18 of the script, 8 hex digits; zeros where it has none. */
  readonly identifier: string;
};

const RESULT_BYTES = 5;
const COMMAND_MAX = 0x0f;

/**
 * A script's result: a byte on how it went, and its name.
 *
 * @source EMV 4.4 Book 4, annex A5; UnionPay: results in DF31
 */
export function encodeScriptResult({ outcome, command, identifier }: ScriptResult): Uint8Array {
  const result = new Uint8Array(RESULT_BYTES);
  result[0] = OUTCOMES[outcome] | Math.min(command, COMMAND_MAX);
  result.set(fromHex(identifier), 1);
  return result;
}

/** The results in DF31, in their order; undefined where it is no list of them. */
export function decodeScriptResults(bytes: Uint8Array): ScriptResult[] | undefined {
  if (bytes.length === 0 || bytes.length % RESULT_BYTES !== 0) return undefined;
  const results: ScriptResult[] = [];
  for (let at = 0; at < bytes.length; at += RESULT_BYTES) {
    const first = bytes[at] ?? 0;
    const outcome = NAMES.get(first & ~COMMAND_MAX);
    if (outcome === undefined) return undefined;
    const identifier = toHex(bytes.subarray(at + 1, at + RESULT_BYTES));
    results.push({ outcome, command: first & COMMAND_MAX, identifier });
  }
  return results;
}

const NAMES: ReadonlyMap<number, ScriptOutcome> = new Map(
  (Object.keys(OUTCOMES) as ScriptOutcome[]).map((name) => [OUTCOMES[name], name]),
);
