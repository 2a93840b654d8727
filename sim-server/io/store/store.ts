import type { InputRow } from "../../session/log.ts";

/** What is kept of people and sessions. Each promise is kept once the data is durable. */
export type Store = {
  readonly addPerson: (person: Person) => Promise<void>;
  readonly findPerson: (id: string) => Promise<Person | undefined>;
  readonly addSession: (session: StoredSession) => Promise<void>;
  readonly findSession: (id: string) => Promise<StoredSession | undefined>;
  readonly sessionsOf: (person: string) => Promise<readonly SessionSummary[]>;
  /** Appends to a session's log. What it resolves for survives a kill of the process. */
  readonly appendInput: (session: string, row: InputRow) => Promise<void>;
  readonly inputsOf: (session: string) => Promise<readonly InputRow[]>;
  /** Remembers how far the world's time had come; soon, and in the order of what else is written. */
  readonly setMark: (session: string, atMs: number) => Promise<void>;
  readonly markOf: (session: string) => Promise<number>;
  readonly finish: (session: string, end: SessionEnd) => Promise<void>;
  /** Gives up an open session whose log cannot be gone on with. */
  readonly abandon: (session: string) => Promise<void>;
  readonly traceOf: (session: string) => Promise<readonly string[] | undefined>;
  readonly close: () => void;
};

export type Person = { readonly id: string; readonly nickname: string };

export type StoredSession = {
  readonly id: string;
  readonly person: string;
  readonly lesson: string;
  readonly scenarioText: string;
  readonly scenarioHash: string;
  readonly seed: number;
  readonly engine: string;
};

export type SessionSummary = {
  readonly id: string;
  readonly lesson: string;
  readonly scenarioHash: string;
  readonly state: "open" | "finished" | "abandoned";
  readonly total: number | undefined;
};

export type SessionEnd = {
  /** World time of the end; the session's last mark. */
  readonly atMs: number;
  readonly trace: readonly string[];
  readonly total: number | undefined;
};
