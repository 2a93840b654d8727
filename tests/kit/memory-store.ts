import type { Store } from "../../sim-server/io/store/store.ts";
import type { InputRow } from "../../sim-server/session/log.ts";

export type MemoryStore = Store & {
  readonly rows: readonly InputRow[];
  readonly marks: readonly number[];
  readonly ends: readonly Parameters<Store["finish"]>[1][];
};

/** A store of one session that forgets, and takes as long as `written` says. */
export function createMemoryStore(
  written: (what: "input" | "mark" | "end") => Promise<void> = async () => undefined,
): MemoryStore {
  const rows: InputRow[] = [];
  const marks: number[] = [];
  const ends: Parameters<Store["finish"]>[1][] = [];
  return {
    rows,
    marks,
    ends,
    addPerson: async () => undefined,
    findPerson: async (id) => ({ id, nickname: "小禾" }),
    addSession: async () => undefined,
    findSession: async () => undefined,
    sessionsOf: async () => [],
    appendInput: async (_session, row) => {
      await written("input");
      rows.push(row);
    },
    inputsOf: async () => rows,
    setMark: async (_session, atMs) => {
      await written("mark");
      marks.push(atMs);
    },
    markOf: async () => marks.at(-1) ?? 0,
    finish: async (_session, end) => {
      await written("end");
      ends.push(end);
    },
    abandon: async () => undefined,
    traceOf: async () => ends.at(-1)?.trace,
    close: () => undefined,
  };
}
