import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { Message } from "../iso8583/dialect.ts";

/**
 * A rule of whoever tests against the bank: when a message fits, something is done to the exchange
 * of messages. Rules act where the real world does, on the decision and on the wire; no rule edits
 * the ledger. Plain data.
 */
export type Rule = {
  /** Unique; it is how the trace and explanations name the rule. */
  readonly id: string;
  readonly when: RuleCondition;
  readonly action: RuleAction;
};

/** All that is named must hold. A rule that names nothing fits every message. */
export type RuleCondition = {
  readonly mti?: string;
  /** By data element; only those that are text. */
  readonly fields?: Readonly<Record<number, FieldPattern>>;
  /** The whole card number (DE 2 or 35). */
  readonly card?: string;
  readonly amountMinor?: { readonly from?: number; readonly to?: number };
  readonly terminal?: string;
  /** Fires from the nth fitting message on, counted from 1. */
  readonly nth?: number;
  /** Fires so often, then never again. */
  readonly times?: number;
  /** 0 to 1, drawn from the bank's chance each time the rest fits. */
  readonly probability?: number;
};

/** `like`: `?` stands for any one character, `*` for any number of them. */
export type FieldPattern =
  | { readonly is: string }
  | { readonly startsWith: string }
  | { readonly like: string };

export type RuleAction =
  /** The bank gives this response code and decides nothing. */
  | { readonly do: "answer"; readonly code: string }
  /** Fields of the answer say something else, under a right MAC. Digits and text only. */
  | { readonly do: "change"; readonly fields: Readonly<Record<number, string>> }
  | { readonly do: "delay"; readonly ms: number }
  /** The request never arrives, or it has its effects and the answer never leaves. */
  | { readonly do: "lose"; readonly what: "request" | "answer" }
  | { readonly do: "duplicate"; readonly afterMs: number }
  /** Bits of one byte of the answer's frame are flipped; `mac` is a byte of the MAC. */
  | { readonly do: "corrupt"; readonly at: number | "mac"; readonly bits: number };

/** A rule that fired, and why. */
export type Firing = { readonly rule: Rule; readonly because: string };

export type Rules = {
  readonly set: (rules: readonly Rule[]) => void;
  /** One more, behind the others, whose counts go on; it replaces one of its id. */
  readonly add: (rule: Rule) => void;
  /** @returns whether there was one of that id */
  readonly remove: (id: string) => boolean;
  readonly current: () => readonly Rule[];
  /** The rules that fire for a message, in order. Each is asked once. */
  readonly match: (message: Message) => readonly Firing[];
};

type Known = { readonly rule: Rule; fitted: number; fired: number };

/** Chosen: fine enough for any probability that a person would write. */
const CHANCES = 1_000_000;

/** @param chance the bank's; drawn from only for rules with a probability */
export function createRules(chance: Chance): Rules {
  let known: Known[] = [];

  const fires = (each: Known, message: Message): Firing | undefined => {
    const { rule } = each;
    const { nth, times, probability } = rule.when;
    const reasons = reasonsFor(rule.when, message);
    if (reasons === undefined) return undefined;
    each.fitted += 1;
    if (each.fitted < (nth ?? 1) || each.fired >= (times ?? Number.POSITIVE_INFINITY)) {
      return undefined;
    }
    if (probability !== undefined && chance.below(CHANCES) >= probability * CHANCES) {
      return undefined;
    }
    each.fired += 1;
    return { rule, because: [...reasons, `fitting message ${each.fitted}`].join(", ") };
  };

  return {
    set: (rules) => {
      known = rules.map(begin);
    },
    add: (rule) => {
      known = [...known.filter((each) => each.rule.id !== rule.id), begin(rule)];
    },
    remove: (id) => {
      const before = known.length;
      known = known.filter(({ rule }) => rule.id !== id);
      return known.length < before;
    },
    current: () => known.map(({ rule }) => rule),
    match: (message) => known.flatMap((each) => fires(each, message) ?? []),
  };
}

function begin(rule: Rule): Known {
  return { rule, fitted: 0, fired: 0 };
}

/** Why the condition holds, part by part, without secrets; undefined where it does not. */
function reasonsFor(when: RuleCondition, { mti, fields }: Message): string[] | undefined {
  const card = fields[2] ?? String(fields[35] ?? "").split("=", 1)[0];
  const amountMinor = fields[4] === undefined ? undefined : Number(fields[4]);
  const { amountMinor: range } = when;
  const parts: readonly (readonly [named: boolean, holds: boolean, reason: string])[] = [
    [when.mti !== undefined, when.mti === mti, `MTI ${mti}`],
    [when.terminal !== undefined, when.terminal === fields[41], "terminal"],
    [when.card !== undefined, when.card === card, "card"],
    [range !== undefined, within(amountMinor, range), "amount"],
    ...Object.entries(when.fields ?? {}).map(([de, pattern]) => {
      const value = fields[Number(de)];
      return [true, typeof value === "string" && fits(value, pattern), `DE ${de}`] as const;
    }),
  ];
  const named = parts.filter(([isNamed]) => isNamed);
  return named.every(([, holds]) => holds) ? named.map(([, , reason]) => reason) : undefined;
}

function within(amountMinor: number | undefined, range: RuleCondition["amountMinor"]): boolean {
  if (amountMinor === undefined) return false;
  return amountMinor >= (range?.from ?? 0) && amountMinor <= (range?.to ?? amountMinor);
}

function fits(value: string, pattern: FieldPattern): boolean {
  if ("is" in pattern) return value === pattern.is;
  if ("startsWith" in pattern) return value.startsWith(pattern.startsWith);
  return alike(value, pattern.like);
}

/** Tells whether `value` is like `pattern`, in time proportional to their product at most. */
function alike(value: string, pattern: string): boolean {
  let [at, place, star, resume] = [0, 0, -1, 0];
  while (at < value.length) {
    if (pattern[place] === "*") {
      star = place;
      resume = at;
      place += 1;
    } else if (pattern[place] === "?" || pattern[place] === value[at]) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      place = star + 1;
    } else return false;
  }
  return [...pattern.slice(place)].every((character) => character === "*");
}
