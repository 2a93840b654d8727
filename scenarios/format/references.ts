import { describeKind, quote } from "./complaint.ts";
import type { KnownIds, KnownParam, KnownParams } from "./known-ids.ts";
import type { Path } from "./source.ts";
import { suggest } from "./values.ts";

/** Something that names what is not there, or names it twice; `key` where the key itself is wrong. */
export type Stray = { readonly path: Path; readonly key?: string; readonly message: string };

/**
 * Every stray reference inside one lesson: twice the same id, a card without its account, a wallet
 * without its card, a parameter that a fault or rule does not take. Reads the raw value, since it must
 * also serve a lesson that is wrong elsewhere.
 */
export function findStrayReferences(lesson: unknown, known: KnownIds): readonly Stray[] {
  const cards = listAt(lesson, "cards");
  const accounts = listAt(lesson, "accounts");
  const codes = listAt(lesson, "codes");
  const wrong = listAt(at(lesson, "answers"), "wrong");
  return [
    ...findTwice(["cards"], "id", cards),
    ...findTwice(["cards"], "number", cards),
    ...findTwice(["codes"], "id", codes),
    ...findTwice(["accounts"], "id", accounts),
    ...findTwice(["answers", "wrong"], "id", wrong),
    ...cards.flatMap((card, index) =>
      findUnknown(
        ["cards", index, "account"],
        "account",
        at(card, "account"),
        at(lesson, "accounts"),
      ),
    ),
    ...codes.flatMap((code, index) => [
      ...findUnknown(
        ["codes", index, "account"],
        "account",
        at(code, "account"),
        at(lesson, "accounts"),
      ),
      ...findUnknown(["codes", index, "card"], "card", at(code, "card"), at(lesson, "cards")),
      ...findTaken(["codes", index, "id"], at(code, "id"), cards),
    ]),
    ...listAt(at(lesson, "customer"), "wallet").flatMap((name, index) =>
      findUnknown(
        ["customer", "wallet", index],
        "card",
        name,
        codes.length === 0 ? at(lesson, "cards") : [...cards, ...codes],
      ),
    ),
    ...findNobodyToCall(lesson, cards),
    ...findUnknownParts(at(lesson, "answers")),
    ...findParamFaults(["faults"], "fault", listAt(lesson, "faults"), known.faults),
    ...findParamFaults(["goals"], "rule", listAt(lesson, "goals"), known.rules),
  ];
}

function findTwice(path: Path, key: string, items: readonly unknown[]): Stray[] {
  const seen = new Map<string, number>();
  return items.flatMap((item, index) => {
    const value = at(item, key);
    if (typeof value !== "string") return [];
    const first = seen.get(value);
    if (first === undefined) {
      seen.set(value, index);
      return [];
    }
    const named = key === "id" ? `duplicate id ${quote(value)}` : `the same ${key} as another card`;
    return [{ path: [...path, index, key], message: `${named}; give each its own` }];
  });
}

function findUnknown(path: Path, noun: string, name: unknown, declared: unknown): Stray[] {
  if (typeof name !== "string" || !(declared === undefined || Array.isArray(declared))) return [];
  const ids = (declared ?? []).map((item) => at(item, "id")).filter((id) => typeof id === "string");
  if (ids.includes(name)) return [];
  return [{ path, message: `no ${noun} has the id ${quote(name)}; ${suggest(name, ids)}` }];
}

/** Cards and payment codes lie in one wallet, and so share their ids. */
function findTaken(path: Path, id: unknown, cards: readonly unknown[]): Stray[] {
  if (typeof id !== "string" || !cards.some((card) => at(card, "id") === id)) return [];
  return [{ path, message: `a card has the id ${quote(id)} already; give each its own` }];
}

/** She calls about a card; payment codes have no line of their own. */
function findNobodyToCall(lesson: unknown, cards: readonly unknown[]): Stray[] {
  const customer = at(lesson, "customer");
  if (at(customer, "calls-bank") === undefined) return [];
  const ids = cards.map((card) => at(card, "id"));
  if (listAt(customer, "wallet").some((name) => ids.includes(name))) return [];
  const message = "is about a card, and there is none in `wallet`; name one there";
  return [{ path: ["customer", "calls-bank"], message: `\`calls-bank\` ${message}` }];
}

function findUnknownParts(answers: unknown): Stray[] {
  const parts = Object.keys((at(answers, "parts") as object | undefined | null) ?? {});
  const inPlay = (path: Path, answer: unknown): Stray[] =>
    listAt(answer, "play").flatMap((line, index) => {
      const name = at(line, "part");
      if (typeof name !== "string" || parts.includes(name)) return [];
      const message = `no part has the name ${quote(name)}; ${suggest(name, parts)}`;
      return [{ path: [...path, "play", index, "part"], message }];
    });
  return [
    ...inPlay(["answers", "right"], at(answers, "right")),
    ...listAt(answers, "wrong").flatMap((answer, index) =>
      inPlay(["answers", "wrong", index], answer),
    ),
  ];
}

function findParamFaults(
  path: Path,
  noun: string,
  entries: readonly unknown[],
  known: Readonly<Record<string, KnownParams>>,
): Stray[] {
  return entries.flatMap((entry, index) => {
    const name = typeof entry === "string" ? entry : at(entry, noun);
    if (typeof name !== "string" || !Object.hasOwn(known, name)) return [];
    const here = [...path, index];
    const given = at(entry, "with") ?? {};
    return checkParams(here, `${noun} \`${name}\``, given, known[name] ?? {});
  });
}

function checkParams(path: Path, owner: string, given: unknown, params: KnownParams): Stray[] {
  if (describeKind(given) !== "a map") return [];
  const entries = Object.entries(given as object);
  const unknown = entries.flatMap(([key, value]): Stray[] => {
    const param = Object.hasOwn(params, key) ? params[key] : undefined;
    if (param === undefined) {
      const message = `${owner} takes no ${quote(key)}; ${suggest(key, Object.keys(params))}`;
      return [{ path: [...path, "with"], key, message }];
    }
    const message = findValueFault(param, value);
    return message === undefined
      ? []
      : [{ path: [...path, "with", key], message: `\`${key}\` ${message}` }];
  });
  const missing = Object.entries(params)
    .filter(([key, param]) => param.optional !== true && !entries.some(([name]) => name === key))
    .map(([key]) => ({ path, message: `${owner} needs \`${key}\`; write it under \`with\`` }));
  return [...unknown, ...missing];
}

function findValueFault(param: KnownParam, value: unknown): string | undefined {
  if (typeof value !== TYPES[param.kind]) return `must be ${KIND_NAMES[param.kind]}`;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = param;
  if (typeof value === "number" && (value < min || value > max)) {
    return `must be from ${min} to ${max}`;
  }
  return param.wrong?.(value);
}

const TYPES = { text: "string", number: "number", flag: "boolean" } as const;
const KIND_NAMES = { text: "text in quotes", number: "a number", flag: "true or false" } as const;

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
