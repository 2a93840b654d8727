import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { InputRow } from "../../session/log.ts";
import type { SessionSummary, Store, StoredSession } from "./store.ts";

const SCHEMA = `
  create table if not exists people (id text primary key, nickname text not null) strict;
  create table if not exists sessions (
    id text primary key, person text not null references people (id), lesson text not null,
    scenario_text text not null, scenario_hash text not null, seed integer not null,
    engine text not null, mark_ms integer not null default 0,
    finished integer not null default 0, total integer, trace text) strict;
  create index if not exists sessions_person on sessions (person);
  create table if not exists inputs (
    session text not null references sessions (id), seq integer not null, row text not null,
    primary key (session, seq)) strict, without rowid;
`;

/**
 * Opens (or makes) the embedded database in `folder`.
 *
 * Commits reach the disk before they are answered: write-ahead log with `synchronous = FULL`.
 *
 * @throws TillyardError `data-unwritable` when the folder cannot be made or written
 */
export function openStore(folder: string): Store {
  const database = openDatabase(folder);
  const statement = prepare(database);
  return {
    addPerson: async ({ id, nickname }) => void statement.addPerson.run(id, nickname),
    findPerson: async (id) => {
      const row = statement.findPerson.get(id);
      return row === undefined ? undefined : { id, nickname: String(row["nickname"]) };
    },
    addSession: async (session) => {
      const { id, person, lesson, scenarioText, scenarioHash, seed, engine } = session;
      statement.addSession.run(id, person, lesson, scenarioText, scenarioHash, seed, engine);
    },
    findSession: async (id) => {
      const row = statement.findSession.get(id);
      return row === undefined ? undefined : storedSession(row);
    },
    sessionsOf: async (person) => statement.sessionsOf.all(person).map(summary),
    appendInput: async (session, row) => {
      statement.appendInput.run(session, row.seq, JSON.stringify(row));
    },
    inputsOf: async (session) =>
      statement.inputsOf.all(session).map((row) => JSON.parse(String(row["row"])) as InputRow),
    setMark: async (session, atMs) => void statement.setMark.run(atMs, session),
    markOf: async (session) => Number(statement.markOf.get(session)?.["mark_ms"] ?? 0),
    finish: async (session, end) => {
      statement.finish.run(end.total ?? null, end.trace.join("\n"), session);
    },
    traceOf: async (session) => {
      const trace = statement.traceOf.get(session)?.["trace"];
      return typeof trace === "string" ? trace.split("\n") : undefined;
    },
    close: () => database.close(),
  };
}

function openDatabase(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true });
    const database = new DatabaseSync(join(folder, "tillyard.db"));
    database.exec("pragma journal_mode = wal; pragma foreign_keys = on;");
    database.exec(SCHEMA);
    // Set after the first write: switching to the write-ahead log lowers it without a word.
    database.exec("pragma synchronous = full; pragma busy_timeout = 2000;");
    return database;
  } catch (cause) {
    throw new TillyardError("data-unwritable", `cannot keep data in ${folder}`, {
      hint: "choose a folder you may write to: --data DIR, or TILLYARD_DATA",
      cause,
    });
  }
}

function prepare(database: DatabaseSync) {
  const statement = (sql: string): StatementSync => database.prepare(sql);
  return {
    addPerson: statement("insert into people (id, nickname) values (?, ?)"),
    findPerson: statement("select nickname from people where id = ?"),
    addSession: statement(
      `insert into sessions (id, person, lesson, scenario_text, scenario_hash, seed, engine)
       values (?, ?, ?, ?, ?, ?, ?)`,
    ),
    findSession: statement("select * from sessions where id = ?"),
    sessionsOf: statement(
      "select id, lesson, scenario_hash, finished, total from sessions where person = ? order by rowid",
    ),
    appendInput: statement("insert into inputs (session, seq, row) values (?, ?, ?)"),
    inputsOf: statement("select row from inputs where session = ? order by seq"),
    setMark: statement("update sessions set mark_ms = ? where id = ?"),
    markOf: statement("select mark_ms from sessions where id = ?"),
    finish: statement("update sessions set finished = 1, total = ?, trace = ? where id = ?"),
    traceOf: statement("select trace from sessions where id = ?"),
  };
}

type Row = Record<string, unknown>;

function storedSession(row: Row): StoredSession {
  return {
    id: String(row["id"]),
    person: String(row["person"]),
    lesson: String(row["lesson"]),
    scenarioText: String(row["scenario_text"]),
    scenarioHash: String(row["scenario_hash"]),
    seed: Number(row["seed"]),
    engine: String(row["engine"]),
  };
}

function summary(row: Row): SessionSummary {
  return {
    id: String(row["id"]),
    lesson: String(row["lesson"]),
    scenarioHash: String(row["scenario_hash"]),
    finished: row["finished"] === 1,
    total: typeof row["total"] === "number" ? row["total"] : undefined,
  };
}
