import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";

const SCHEMA = `
  create table if not exists people (id text primary key, nickname text not null) strict;
  create table if not exists sessions (
    id text primary key, person text not null references people (id), lesson text not null,
    scenario_text text not null, scenario_hash text not null, seed integer not null,
    engine text not null, mark_ms integer not null default 0,
    state text not null default 'open' check (state in ('open', 'finished', 'abandoned')),
    total integer, trace text) strict;
  create index if not exists sessions_person on sessions (person);
  create table if not exists inputs (
    session text not null references sessions (id), seq integer not null, row text not null,
    primary key (session, seq)) strict, without rowid;
`;

const FILE = "tillyard.db";

/**
 * Opens (or makes) the embedded database in `folder`, for this process alone.
 *
 * Commits reach the disk before they are answered: write-ahead log with `synchronous = FULL`.
 *
 * @throws TillyardError `data-unwritable` saying why: no right to write, in use, or damaged
 */
export function openDatabase(folder: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    makeFolder(resolve(folder));
    database = new DatabaseSync(join(folder, FILE));
    // Two servers would each resume the same session; the lock ends with the process, however it ends.
    database.exec("pragma locking_mode = exclusive; pragma journal_mode = wal;");
    database.exec("pragma foreign_keys = on;");
    database.exec(SCHEMA);
    // Set after the first write: switching to the write-ahead log lowers it without a word.
    database.exec("pragma synchronous = full;");
    return database;
  } catch (cause) {
    database?.close();
    throw unwritable(folder, cause);
  }
}

/** Step by step: `recursive` never comes back where a folder exists that takes no other, as /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** @source SQLite, result codes: BUSY, CORRUPT, NOTADB */
const BUSY = 5;
const DAMAGED: readonly unknown[] = [11, 26];

function unwritable(folder: string, cause: unknown): TillyardError {
  const code = cause instanceof Error && "errcode" in cause ? cause.errcode : undefined;
  if (code === BUSY) {
    return new TillyardError("data-unwritable", `another server keeps its data in ${folder}`, {
      hint: "stop that server, or choose another folder: --data DIR, or TILLYARD_DATA",
      cause,
    });
  }
  if (DAMAGED.includes(code)) {
    const file = join(folder, FILE);
    return new TillyardError("data-unwritable", `${file} is damaged, or no database`, {
      hint: "put back a copy of it, or move it away to begin anew",
      cause,
    });
  }
  return new TillyardError("data-unwritable", `cannot keep data in ${folder}`, {
    hint: "choose a folder you may write to: --data DIR, or TILLYARD_DATA",
    cause,
  });
}
