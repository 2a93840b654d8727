import type { Store, StoredSession } from "../store/store.ts";

/** A store for what need not outlive the process: it keeps nothing at all. */
export function keepNothing(): Store {
  return {
    addPerson: async () => undefined,
    findPerson: async () => undefined,
    addSession: async () => undefined,
    findSession: async (): Promise<StoredSession | undefined> => undefined,
    sessionsOf: async () => [],
    appendInput: async () => undefined,
    inputsOf: async () => [],
    setMark: async () => undefined,
    markOf: async () => 0,
    finish: async () => undefined,
    abandon: async () => undefined,
    traceOf: async () => undefined,
    close: () => undefined,
  };
}
