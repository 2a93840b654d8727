import { readPattern } from "./pattern.ts";

/**
 * A kind of fault. It does what the real world would do (lose a byte, end the paper, soil a contact,
 * cut the power); what comes of it is whatever the real code makes of it.
 */
export type FaultKind<Id extends string = string> = {
  readonly id: Id;
  readonly layer: "bank line" | "terminal" | "printer" | "card reader" | "cable";
  /** Who can arm it: a lesson, a lone device of that kind, whatever has a cable. */
  readonly at: readonly ("counter" | "printer" | "card" | "cable")[];
  readonly means: { readonly zh: string; readonly en: string };
  readonly params: readonly FaultParam[];
  /** When it strikes, besides `nth` and `times`; without, it counts occasions alone. */
  readonly triggers?: readonly FaultParam[];
  /** It is of a state, and takes hold as soon as it is armed, unless it is told to wait for something. */
  readonly atOnce?: true;
  /** Once it has struck it goes on, for as long as `for` says. */
  readonly lasts?: true;
  /** What must hold all the same. */
  readonly holds: string;
};

/** A parameter of a fault: its unit, what it falls back on, and its range. */
export type FaultParam = {
  readonly name: string;
  readonly unit: string;
  /** A pattern is text that stands for bytes, as `readPattern` reads it. */
  readonly type: "number" | "text" | "pattern";
  readonly fallback: number | string;
  readonly min?: number;
  readonly max?: number;
  /** All that a text may be. */
  readonly choices?: readonly string[];
  /** How a text must look, and how that is said. */
  readonly form?: { readonly is: RegExp; readonly says: string };
};

export type FaultParams = Readonly<Record<string, string | number | boolean>>;

/** A fault as it is armed: the `nth` occasion it strikes at first, and how many it strikes in all. */
export type FaultOrder = {
  readonly fault: string;
  readonly nth: number;
  readonly times: number;
  readonly params: FaultParams;
};

/** Strikes at every occasion there is. Chosen: nothing goes on so long. */
export const ALWAYS = 1_000_000_000;

/** What is wrong with a value of a parameter, to stand behind its name; undefined where nothing is. */
export function wrongWith(param: FaultParam, value: unknown): string | undefined {
  if (param.type === "number") return wrongNumber(param, value);
  if (typeof value !== "string") return "must be text in quotes";
  if (param.type === "pattern") {
    const pattern = value === param.fallback ? undefined : readPattern(value);
    return pattern === undefined || pattern.ok ? undefined : pattern.error;
  }
  const { choices, form } = param;
  if (form !== undefined && !form.is.test(value)) return `must be ${form.says}`;
  if (choices === undefined || choices.includes(value)) return undefined;
  return `must be one of ${choices.join(", ")}`;
}

function wrongNumber({ min, max }: FaultParam, value: unknown): string | undefined {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return "must be a whole number";
  const { least, most } = { least: min ?? Number.NEGATIVE_INFINITY, most: max ?? ALWAYS };
  return value >= least && value <= most ? undefined : `must be from ${least} to ${most}`;
}

/** A length of time, one millisecond to ten minutes unless told otherwise. */
export function milliseconds(name: string, fallback: number, min = 1): FaultParam {
  return { name, unit: "ms", type: "number", fallback, min, max: 600_000 };
}

/** How many of something, from one on unless told otherwise. */
export function count(
  name: string,
  unit: string,
  {
    fallback,
    min = 1,
    max,
  }: { readonly fallback: number; readonly min?: number; readonly max: number },
): FaultParam {
  return { name, unit, type: "number", fallback, min, max };
}
