import type { z } from "zod";
import { type Place, quote } from "./complaint.ts";
import { nearest } from "./nearest.ts";
import type { Path, Source } from "./source.ts";
import { suggest } from "./values.ts";

type Issue = z.core.$ZodIssue;

/**
 * What the schema found, said at its place: one message for every key, item or value that is wrong.
 * A key that is missing because it is misspelt is complained of once, where it is misspelt.
 */
export function explainIssues(issues: readonly Issue[], source: Source): Explained[] {
  const settled = issues.flatMap((issue) => settle(issue, [], source.value));
  const misspelt = new Set(
    settled.flatMap(({ path, issue }) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => written([...path, nearest(key, keysOf(issue)) ?? ""]))
        : [],
    ),
  );
  return settled.flatMap(({ path, issue }) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        place: source.placeOfKey(path, key),
        message: `unknown key ${quote(key)}; ${suggest(key, keysOf(issue))}`,
      }));
    }
    const value = valueAt(source.value, path);
    if (value === undefined) {
      return misspelt.has(written(path)) ? [] : [explainMissing(path, source)];
    }
    const says = value === null ? "is empty; write a value, or leave the key out" : issue.message;
    return [{ place: source.placeOf(path), message: withSubject(says, path, source.noun) }];
  });
}

type Explained = { readonly place: Place; readonly message: string };

/** `map` in values.ts leaves the keys that may stand in the issue's message. */
function keysOf(issue: Issue): string[] {
  return issue.message.split(" ");
}

function written(path: Path): string {
  return path.map(String).join(" ");
}

function explainMissing(path: Path, source: Source): Explained {
  const [owner, key] = [path.at(-2), String(path.at(-1))];
  if (typeof owner !== "string") {
    return { place: source.placeOf(path.slice(0, -1)), message: `\`${key}\` is missing` };
  }
  const place = source.placeOfKey(path.slice(0, -2), owner);
  return { place, message: `\`${key}\` is missing in \`${owner}\`` };
}

/** Messages that begin with a verb lack their subject: the key, or an item of a list. */
function withSubject(message: string, path: Path, noun: string): string {
  if (message.startsWith("unknown ")) return message;
  const last = path.at(-1);
  if (last === undefined) return `a ${noun} ${message}`;
  if (typeof last === "string") return `\`${last}\` ${message}`;
  return `this line of \`${String(path.at(-2))}\` ${message}`;
}

type Settled = { readonly path: Path; readonly issue: Issue };

/** Of the branches of a union, the one that the value was meant for: it has the right type at least. */
function settle(issue: Issue, prefix: Path, root: unknown): Settled[] {
  const path = [...prefix, ...issue.path];
  if (issue.code !== "invalid_union") return [{ path, issue }];
  const value = valueAt(root, path);
  const meant = issue.errors.find((branch) => branch.every((each) => !ofOtherType(each, value)));
  return meant === undefined
    ? [{ path, issue }]
    : meant.flatMap((each) => settle(each, path, root));
}

function ofOtherType(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === "invalid_union") {
    return issue.errors.every((branch) => branch.some((each) => ofOtherType(each, value)));
  }
  return (
    issue.code === "invalid_type" || (issue.code === "invalid_value" && typeof value !== "string")
  );
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    root,
  );
}
