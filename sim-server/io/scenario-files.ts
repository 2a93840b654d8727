import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { type Complaint, complain, formatComplaint } from "../../scenarios/format/complaint.ts";
import { hashScenario } from "../../scenarios/format/hash.ts";
import type { KnownIds } from "../../scenarios/format/known-ids.ts";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import { KNOWN_IDS } from "../core/counter/known-ids.ts";

/** A lesson with the file it came from; sessions keep its text and hash. */
export type LessonFile = {
  readonly file: string;
  readonly text: string;
  readonly hash: string;
  readonly scenario: Scenario;
};

export type LoadedScenarios = {
  /** In the order of the paths given, a folder's files by name. */
  readonly lessons: readonly LessonFile[];
  readonly complaints: readonly Complaint[];
  /** Files looked at, good or bad. */
  readonly files: number;
};

/** Larger than any text the parser takes: four bytes are the most a character needs. */
const FILE_BYTES_MAX = 4 * 131_072;
const FILES_MAX = 1_000; // chosen

/**
 * Reads every lesson in `paths`, which are files, or folders whose `.yaml` and `.yml` files are taken,
 * those of inner folders too. Never throws: what cannot be read becomes a complaint with its remedy.
 */
export function loadScenarios(paths: readonly string[], known: KnownIds): LoadedScenarios {
  const lessons: LessonFile[] = [];
  const complaints: Complaint[] = [];
  const files = paths.flatMap((path) => findFiles(path, complaints));
  for (const file of files.slice(0, FILES_MAX)) {
    const text = readText(file, complaints);
    if (text === undefined) continue;
    const parsed = parseScenario(text, file, known);
    if (parsed.ok) {
      lessons.push({ file, text, hash: hashScenario(text), scenario: parsed.value });
    } else {
      complaints.push(...parsed.error);
    }
  }
  if (files.length > FILES_MAX) {
    const last = files[FILES_MAX] ?? "";
    complaints.push(whole(last, `is file ${FILES_MAX + 1}; give at most ${FILES_MAX} at a time`));
  }
  return { lessons, complaints: [...complaints, ...findTwice(lessons)], files: files.length };
}

/**
 * The lessons in `paths`, all of them right.
 *
 * @throws TillyardError `scenario-invalid` with the first complaint, where there is any
 */
export function loadLessons(paths: readonly string[]): readonly LessonFile[] {
  const { lessons, complaints } = loadScenarios(paths, KNOWN_IDS);
  const [first, ...more] = complaints;
  if (first === undefined) return lessons;
  const others = more.length === 0 ? "" : `, and ${more.length} more`;
  throw new TillyardError("scenario-invalid", `${formatComplaint(first)}${others}`, {
    hint: `npx tillyard lint ${paths.join(" ")} lists every complaint`,
  });
}

function findFiles(path: string, complaints: Complaint[]): string[] {
  const found = attempt(path, complaints, () =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: "utf8" })
          .filter((name) => /\.ya?ml$/.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
  if (found?.length === 0) {
    complaints.push(whole(path, "holds no lesson; give a folder with .yaml files in it"));
  }
  return found ?? [];
}

function readText(file: string, complaints: Complaint[]): string | undefined {
  return attempt(file, complaints, () => {
    if (statSync(file).size > FILE_BYTES_MAX) {
      complaints.push(whole(file, `is larger than ${FILE_BYTES_MAX} bytes; split the lesson`));
      return undefined;
    }
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(readFileSync(file));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      complaints.push(whole(file, "is not UTF-8 text; save it as UTF-8"));
      return undefined;
    }
  });
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder; check the path",
  EACCES: "may not be read; give yourself the right to read it",
  EPERM: "may not be read; give yourself the right to read it",
  EISDIR: "is a folder; give its name without .yaml",
  ENOTDIR: "leads through a file; check the path",
  ELOOP: "is a link that leads to itself; mend the link",
};

function attempt<T>(path: string, complaints: Complaint[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    complaints.push(whole(path, REMEDIES[code] ?? `cannot be read (${code}); check the disk`));
    return undefined;
  }
}

function findTwice(lessons: readonly LessonFile[]): Complaint[] {
  const seen = new Map<string, string>();
  return lessons.flatMap(({ file, scenario: { id } }) => {
    const first = seen.get(id);
    seen.set(id, first ?? file);
    return first === undefined || first === file
      ? []
      : [whole(file, `duplicate id \`${id}\`; ${first} has it already, give each its own`)];
  });
}

function whole(file: string, message: string): Complaint {
  return complain(file, undefined, message);
}
