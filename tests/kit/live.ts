import type { ActMessage, State, WireAct } from "../../sim-server/contract/index.ts";
import { type LiveSession, runLive } from "../../sim-server/io/live-session.ts";
import { createPacer } from "../../sim-server/io/pacer.ts";
import { loadLessons } from "../../sim-server/io/scenario-files.ts";
import type { InputRow } from "../../sim-server/session/log.ts";
import { createSession } from "../../sim-server/session/session.ts";
import { createMemoryStore, type MemoryStore } from "./memory-store.ts";

const [FIRST] = loadLessons(["scenarios/library"]);

/** The first lesson's scenario. */
export function firstLesson() {
  if (FIRST === undefined) throw new Error("the library has no lesson");
  return FIRST;
}

export type LivePlay = {
  readonly live: LiveSession;
  readonly store: MemoryStore;
  readonly published: State[];
  readonly failures: unknown[];
  readonly left: () => number;
};

/** The first lesson, live, on the timers of the test. @param rows its log so far */
export function playLive(store = createMemoryStore(), rows: readonly InputRow[] = []): LivePlay {
  const published: State[] = [];
  const failures: unknown[] = [];
  let left = 0;
  const failed = (error: unknown): void => void failures.push(error);
  const session = createSession({ scenario: firstLesson().scenario, seed: 1, cashier: "小禾" });
  session.replay(rows);
  const live = runLive("s", session, {
    store,
    failed,
    pacer: createPacer({ speed: 1, realNowMs: () => performance.now(), failed }),
    publish: (state) => void published.push(state),
    left: () => {
      left += 1;
    },
  });
  return { live, store, published, failures, left: () => left };
}

/** An act as a page sends it; it reacted to whatever was shown last. */
export function message(id: string, act: WireAct, reactedMs = 0): ActMessage {
  return { id, by: "keys", reactedMs, act };
}

export const GREET: WireAct = { type: "say", phrase: "greet" };
