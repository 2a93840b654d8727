import type { DatabaseSync, StatementSync } from "node:sqlite";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { InputRow } from "../../session/log.ts";
import { createCommitter } from "./committer.ts";
import { openDatabase } from "./database.ts";
import type { SessionSummary, Store, StoredSession } from "./store.ts";

/**
 * Keeps everything in an embedded database in `folder`.
 *
 * @throws TillyardError `data-unwritable` when that cannot be
 */
export function openStore(folder: string): Store {
  const database = openDatabase(folder);
  const statement = prepare(database);
  const { write, writeSoon, flush } = createCommitter(database);
  return {
    addPerson: ({ id, nickname }) => write(() => statement.addPerson.run(id, nickname)),
    findPerson: async (id) => {
      const row = statement.findPerson.get(id);
      return row === undefined ? undefined : { id, nickname: String(row["nickname"]) };
    },
    addSession: ({ id, person, lesson, scenarioText, scenarioHash, seed, engine }) =>
      write(() =>
        statement.addSession.run(id, person, lesson, scenarioText, scenarioHash, seed, engine),
      ),
    findSession: async (id) => {
      const row = statement.findSession.get(id);
      return row === undefined ? undefined : storedSession(row);
    },
    sessionsOf: async (person) => statement.sessionsOf.all(person).map(summary),
    appendInput: (session, row) => {
      const text = JSON.stringify(row);
      return write(() => statement.appendInput.run(session, row.seq, text));
    },
    inputsOf: async (session) =>
      statement.inputsOf.all(session).map((row) => JSON.parse(String(row["row"])) as InputRow),
    setMark: (session, atMs) => writeSoon(() => statement.setMark.run(atMs, session)),
    markOf: async (session) => Number(statement.markOf.get(session)?.["mark_ms"] ?? 0),
    finish: (session, { atMs, total, trace }) => {
      const text = trace.join("\n");
      return write(() => statement.finish.run(atMs, total ?? null, text, session));
    },
    abandon: (session) => write(() => statement.abandon.run(session)),
    traceOf: async (session) => {
      const trace = statement.traceOf.get(session)?.["trace"];
      return typeof trace === "string" ? trace.split("\n") : undefined;
    },
    close: () => {
      flush();
      database.close();
    },
  };
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
      "select id, lesson, scenario_hash, state, total from sessions where person = ? order by rowid",
    ),
    appendInput: statement("insert into inputs (session, seq, row) values (?, ?, ?)"),
    inputsOf: statement("select row from inputs where session = ? order by seq"),
    setMark: statement("update sessions set mark_ms = ? where id = ?"),
    markOf: statement("select mark_ms from sessions where id = ?"),
    finish: statement(
      "update sessions set state = 'finished', mark_ms = ?, total = ?, trace = ? where id = ?",
    ),
    abandon: statement("update sessions set state = 'abandoned' where id = ? and state = 'open'"),
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
  const { state } = row;
  invariant(state === "open" || state === "finished" || state === "abandoned", "a kept state");
  return {
    id: String(row["id"]),
    lesson: String(row["lesson"]),
    scenarioHash: String(row["scenario_hash"]),
    state,
    total: typeof row["total"] === "number" ? row["total"] : undefined,
  };
}
