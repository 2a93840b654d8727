import type { Request } from "./answers.ts";
import type { Answer } from "./exchanges.ts";
import type { Firing } from "./rules.ts";

/** Why one frame was answered as it was. No card number, no PIN, no key. */
export type Explanation = {
  /** Counted from 1, in order of arrival. */
  readonly frame: number;
  readonly atMs: number;
  readonly mti: string;
  /** `terminal/batch/stan`; empty where the message has none. */
  readonly exchange: string;
  /** `none` where nothing was decided: no request, or lost on the way. */
  readonly finding: Answer["finding"] | "none";
  readonly responseCode: string;
  /** An answer that had been given before. */
  readonly repeated: boolean;
  /** Checks that were passed, in order; the one after them refused, if any did. */
  readonly passed: readonly string[];
  readonly rules: readonly { readonly id: string; readonly because: string }[];
  /** An order to the card that went with the answer, or what came of one; absent where there is none. */
  readonly script?: string;
};

export type Explanations = {
  readonly add: (
    request: Request,
    frame: number,
    told: {
      /** Empty where the message names none. */
      readonly exchange: string;
      readonly answer: Answer | undefined;
      readonly firings: readonly Firing[];
    },
  ) => void;
  /** By the frame's number, or the latest of an exchange; undefined once it is forgotten. */
  readonly find: (subject: number | string) => Explanation | undefined;
};

/** Chosen: so many are remembered, the oldest forgotten first. */
export const EXPLANATIONS_MAX = 1_000;

export function createExplanations(): Explanations {
  const ring: Told[] = [];
  const share = shareLists();

  return {
    add: ({ message, nowMs, passed, course }, frame, { exchange, answer, firings }) => {
      const told = blankAt(ring, frame % EXPLANATIONS_MAX);
      told.frame = frame;
      told.atMs = nowMs;
      told.mti = message.mti;
      told.exchange = exchange;
      told.finding = answer?.finding ?? "none";
      told.responseCode = answer?.fields[39] ?? "";
      told.repeated = course.repeated;
      told.passed = share(passed);
      told.rules = firings.length === 0 ? NONE : firings.map(nameRule);
      told.script = course.script ?? "";
    },
    find: (subject) => {
      // Few ask for an exchange, so they search; an index would cost every frame.
      const told =
        typeof subject === "string" ? latestOf(ring, subject) : ring.at(subject % EXPLANATIONS_MAX);
      if (told === undefined || (typeof subject === "number" && told.frame !== subject)) {
        return undefined;
      }
      const { script, ...rest } = told;
      return script === "" ? rest : { ...rest, script };
    },
  };
}

/** Written over and over: what lives a thousand frames and no longer costs the collector most. */
type Told = { -readonly [Key in keyof Explanation]-?: Explanation[Key] };

const NONE: readonly never[] = [];

function blankAt(ring: Told[], place: number): Told {
  const known = ring[place];
  if (known !== undefined) return known;
  const blank: Told = {
    frame: 0,
    atMs: 0,
    mti: "",
    exchange: "",
    finding: "none",
    responseCode: "",
    repeated: false,
    passed: NONE,
    rules: NONE,
    script: "",
  };
  ring[place] = blank;
  return blank;
}

/** Chosen: more kinds of requests are rarely sent at one time. */
const LISTS_SHARED = 8;

/** The same list for the same checks, as nearly all requests of a kind pass the same. */
function shareLists(): (list: readonly string[]) => readonly string[] {
  const lists: (readonly string[])[] = [];
  let next = 0;
  return (list) => {
    const known = lists.find((each) => sameList(each, list));
    if (known !== undefined) return known;
    lists[next % LISTS_SHARED] = list;
    next += 1;
    return list;
  };
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

function latestOf(ring: readonly Told[], exchange: string): Told | undefined {
  let latest: Told | undefined;
  ring.forEach((told) => {
    if (told.exchange === exchange && told.frame > (latest?.frame ?? 0)) latest = told;
  });
  return latest;
}

function nameRule({ rule, because }: Firing): Explanation["rules"][number] {
  return { id: rule.id, because };
}
