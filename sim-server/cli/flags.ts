import { parseArgs } from "node:util";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import type { Call, Options, Verb } from "./verb.ts";

/**
 * Reads the words after a verb by the verb's own list of flags.
 *
 * @throws TillyardError `config-invalid` for a word or flag it does not take, or a value that is missing
 */
export function readCall(verb: Verb, words: readonly string[]): Call {
  const options = Object.fromEntries(
    verb.flags.map((flag) => [
      flag.name,
      {
        type: flag.value === undefined ? ("boolean" as const) : ("string" as const),
        multiple: flag.many === true,
      },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options,
      allowPositionals: verb.takesWords,
    });
    const listOf = (flag: string): readonly unknown[] => [values[flag] ?? []].flat();
    return {
      words: positionals,
      on: (flag) => values[flag] === true,
      texts: (flag) => listOf(flag).map(String),
      text: (flag) => listOf(flag).map(String)[0],
    };
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.split(/\. |\.?\n/)[0] : String(cause);
    throw new TillyardError("config-invalid", `${verb.name}: ${said}`, {
      hint: `npx tillyard ${verb.name} --help lists what it takes`,
      cause,
    });
  }
}

/** A whole number in a flag, within bounds; undefined when the flag was not given. */
export function wholeNumber(
  call: Options,
  flag: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  const text = call.text(flag);
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds.min && value <= bounds.max) return value;
  throw new TillyardError("config-invalid", `--${flag} ${text} is not a number it takes`, {
    hint: `give a whole number from ${bounds.min} to ${bounds.max}`,
  });
}
