import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { State } from "../contract/index.ts";
import { KNOWN_IDS } from "../core/counter/known-ids.ts";
import { createSession } from "../session/session.ts";
import { type LiveSession, runLive } from "./live-session.ts";
import type { Pacer } from "./pacer.ts";
import type { Store, StoredSession } from "./store/store.ts";

/** The sessions that somebody attends now, each at most once. */
export type LiveSessions = {
  /** The session running; resumed from its log if it was not. */
  readonly open: (stored: StoredSession) => Promise<LiveSession>;
  readonly count: () => number;
  /** Lets go of a session that nobody attends, at once if it has ended; it can be opened again. */
  readonly release: (id: string, ended: boolean) => void;
};

/** Chosen: whoever comes back sooner goes on without a replay. */
const RELEASE_MS = 600_000;
/** Enough to find it in the store, and too little to join it. */
const SHOWN_ID_DIGITS = 6;

export function createLiveSessions(ports: {
  readonly store: Store;
  readonly pacer: Pacer;
  readonly publish: (session: string, state: State) => void;
  readonly failed: (error: unknown) => void;
}): LiveSessions {
  const live = new Map<string, Promise<LiveSession>>();

  const resume = async (stored: StoredSession): Promise<LiveSession> => {
    const scenario = parseScenario(stored.scenarioText, stored.lesson, KNOWN_IDS);
    if (!scenario.ok) throw await giveUp(stored, "its lesson is not understood any more");
    const person = await ports.store.findPerson(stored.person);
    const session = createSession({
      scenario: scenario.value,
      seed: stored.seed,
      cashier: person?.nickname ?? "",
    });
    const diverged = session.replay(await ports.store.inputsOf(stored.id));
    if (diverged !== undefined) {
      throw await giveUp(stored, `input ${diverged.seq} no longer leads where it did`);
    }
    const markMs = await ports.store.markOf(stored.id);
    if (!session.paused() && markMs > session.nowMs()) session.advance(markMs);
    return runLive(stored.id, session, {
      ...ports,
      publish: (state) => ports.publish(stored.id, state),
    });
  };

  const giveUp = async (stored: StoredSession, why: string): Promise<TillyardError> => {
    await ports.store.abandon(stored.id);
    const name = stored.id.slice(0, SHOWN_ID_DIGITS);
    return new TillyardError("journal-corrupt", `session ${name} cannot go on: ${why}`, {
      hint: "it was played on another version; start the lesson again",
    });
  };

  const release = (id: string): void => {
    live
      .get(id)
      ?.then((session) => {
        if (session.attended()) return;
        session.close();
        live.delete(id);
      })
      .catch(ports.failed);
  };

  return {
    open: (stored) => {
      const running = live.get(stored.id);
      if (running !== undefined) return running;
      const resumed = resume(stored);
      live.set(stored.id, resumed);
      resumed.catch(() => live.delete(stored.id));
      return resumed;
    },
    count: () => live.size,
    release: (id, ended) => {
      if (ended) release(id);
      else setTimeout(() => release(id), RELEASE_MS).unref();
    },
  };
}
