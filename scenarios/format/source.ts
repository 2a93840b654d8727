import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  Parser,
  type YAMLError,
  type YAMLMap,
} from "yaml";
import { err, ok, type Result } from "../../device-emulators/kit/result.ts";
import { hideNumbers, type Place, quote } from "./complaint.ts";

/** A YAML text read once: its value, and the place of every part of it. */
export type Source = {
  readonly value: unknown;
  /** What the text is: a lesson, or another thing that is written like one. */
  readonly noun: string;
  /** Keys that stand twice in one map; the last of them counts. */
  readonly duplicates: readonly SourceFault[];
  /** Where the value at `path` stands, or the nearest thing around it that does stand somewhere. */
  readonly placeOf: (path: Path) => Place;
  /** Where the key itself stands in the map at `path`. */
  readonly placeOfKey: (path: Path, key: string) => Place;
};

export type Path = readonly PropertyKey[];
export type SourceFault = { readonly place: Place; readonly message: string };

/** The longest lesson, in characters. Chosen: twenty times the longest of the library. */
export const SCENARIO_CHARS_MAX = 131_072;
const DEPTH_MAX = 32; // chosen: a lesson nests eight deep

/** Reads `text`, or tells every fault of its spelling that keeps it from being read. */
export function readSource(text: string, noun = "lesson"): Result<Source, readonly SourceFault[]> {
  if (text.length > SCENARIO_CHARS_MAX) {
    return err([fault(TOP, `longer than ${SCENARIO_CHARS_MAX} characters`, `split the ${noun}`)]);
  }
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const deep = findTooDeep(tokens);
  if (deep !== undefined) {
    return err([fault(place(deep), `nested more than ${DEPTH_MAX} deep`, `a ${noun} is flatter`)]);
  }
  const [document, ...others] = compose(tokens, text.length);
  if (document === undefined) return err([EMPTY]);
  const second = others.map((other) =>
    fault(place(other.range?.[0] ?? 0), "a second document begins here", `one file, one ${noun}`),
  );
  const errors = [...document.errors, ...document.warnings].map((error) => say(error, place));
  const { aliases, duplicates } = survey(document, place);
  const stopping = [...errors, ...second, ...aliases];
  if (stopping.length > 0) return err([...stopping, ...duplicates]);
  if (document.contents === null || isEmpty(document.contents)) return err([EMPTY]);
  return ok({
    value: document.toJS(),
    noun,
    duplicates,
    placeOf: (path) => place(findOffset(document.contents, path)),
    placeOfKey: (path, key) => place(findKeyOffset(document.contents, path, key)),
  });
}

const TOP: Place = { line: 1, column: 1 };
const EMPTY = fault(TOP, "the file is empty", "begin with `format: 1`");

function fault(place: Place, problem: string, remedy: string): SourceFault {
  return { place, message: `${problem}; ${remedy}` };
}

function compose(tokens: readonly CST.Token[], length: number): Document[] {
  const composer = new Composer({
    schema: "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  return [...composer.compose(tokens, true, length)] as Document[];
}

function isEmpty(contents: unknown): boolean {
  return isScalar(contents) && contents.value === null;
}

/** Composing is recursive, reading tokens is not: depth is measured before it can hurt. */
function findTooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const depth = next.depth + 1;
    if (depth > DEPTH_MAX) return next.token.offset;
    for (const token of parts(next.token)) open.push({ token, depth });
  }
  return undefined;
}

function parts(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part != null));
}

const REMEDIES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "indent with spaces",
  BAD_INDENT: "put the line under its neighbours",
  MULTILINE_IMPLICIT_KEY: "put text that holds a colon in quotes",
  MISSING_CHAR: "close what is open before this place",
  TAG_RESOLVE_FAILED: "leave the tag out",
};

function say(error: YAMLError, place: (offset: number) => Place): SourceFault {
  const problem =
    error.code === "TAB_AS_INDENT"
      ? "a tab stands in the indentation"
      : `not YAML: ${hideNumbers(error.message)}`;
  const remedy = REMEDIES[error.code] ?? "correct the spelling of this line";
  return fault(place(error.pos[0]), problem, remedy);
}

type Survey = { readonly aliases: SourceFault[]; readonly duplicates: SourceFault[] };

function survey(document: Document, place: (offset: number) => Place): Survey {
  const found: Survey = { aliases: [], duplicates: [] };
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isAlias(node)) {
      const at = place(node.range?.[0] ?? 0);
      found.aliases.push(fault(at, "an alias stands here", "write the value out"));
    } else if (isSeq(node)) {
      open.push(...node.items);
    } else if (isMap(node)) {
      found.duplicates.push(...findDuplicates(node, place));
      for (const pair of node.items) open.push(pair.key, pair.value);
    }
  }
  return found;
}

function findDuplicates(map: YAMLMap, place: (offset: number) => Place): SourceFault[] {
  const seen = new Map<string, Place>();
  return map.items
    .filter((pair) => isScalar(pair.key))
    .flatMap((pair) => {
      const name = keyName(pair);
      const at = place(keyOffset(pair) ?? 0);
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, at);
        return [];
      }
      const problem = `duplicate key ${quote(name)}`;
      return [fault(at, problem, `line ${first.line} has it already; keep one of them`)];
    });
}

function keyName(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

function keyOffset(pair: Pair): number | undefined {
  return offsetOf(pair.key);
}

function offsetOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined;
}

function findOffset(root: unknown, path: Path): number {
  let node = root;
  let offset = offsetOf(root) ?? 0;
  for (const key of path) {
    const pair = isMap(node) ? findPair(node, String(key)) : undefined;
    const next = isSeq(node) ? node.items[Number(key)] : pair?.value;
    // An empty value stands nowhere: its key is what the eye finds.
    const at = pair !== undefined && isEmpty(next) ? keyOffset(pair) : offsetOf(next);
    if (at === undefined) return offset;
    node = next;
    offset = at;
  }
  return offset;
}

function findKeyOffset(root: unknown, path: Path, key: string): number {
  const offset = findOffset(root, path);
  const map = path.reduce<unknown>(
    (node, part) =>
      isSeq(node)
        ? node.items[Number(part)]
        : isMap(node)
          ? findPair(node, String(part))?.value
          : undefined,
    root,
  );
  const pair = isMap(map) ? findPair(map, key) : undefined;
  return (pair === undefined ? undefined : keyOffset(pair)) ?? offset;
}

/** The last of several pairs with one key: the one whose value counts. */
function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.filter((pair) => keyName(pair) === key).at(-1);
}
