import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../device-emulators/kit/result.ts";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { RefusalMessage, State } from "../contract/index.ts";
import type { Acquirer } from "../core/counter/acquirer.ts";
import { KNOWN_IDS } from "../core/counter/known-ids.ts";
import type { InputRow } from "../session/log.ts";
import { createSession, type Session } from "../session/session.ts";
import { createLineSocket } from "./acquirer/line-socket.ts";
import type { AcquirerSetup } from "./acquirer/load-acquirer.ts";
import { REFUSALS } from "./http/refusals.ts";
import { type LiveSession, runLive } from "./live-session.ts";
import type { Pacer } from "./pacer.ts";
import type { Store, StoredSession } from "./store/store.ts";

/** The sessions that somebody attends now, or did a while ago, each at most once. */
export type LiveSessions = {
  /** The session running; resumed from its log if it was not. Refused when its log leads elsewhere. */
  readonly open: (stored: StoredSession) => Promise<Opening>;
  readonly count: () => number;
  /** Stands everything still, and waits until all that happened is stored. */
  readonly close: () => Promise<void>;
};

type Opening = Result<LiveSession, RefusalMessage>;

/** Enough to find it in the store, and too little to join it. */
const SHOWN_ID_DIGITS = 6;
/** Chosen: somebody who comes back within it finds the world in memory; later it is made anew. */
export const RELEASE_AFTER_MS = 10 * 60_000;

export type LiveSessionsPorts = {
  readonly store: Store;
  readonly pacer: Pacer;
  readonly publish: (session: string, state: State) => void;
  readonly failed: (error: unknown) => void;
  /** Someone else's bank, to which the terminals of sessions that begin now speak. */
  readonly acquirer?: AcquirerSetup | undefined;
};

export function createLiveSessions(ports: LiveSessionsPorts): LiveSessions {
  const live = new Map<string, Promise<Opening>>();

  const start = async (stored: StoredSession): Promise<Opening> => {
    const { acquirer } = ports;
    const resumed = await resume(stored, ports.store, acquirer?.acquirer);
    if (!resumed.ok && resumed.error === OTHER_BANK) {
      live.delete(stored.id);
      return err(REFUSALS.otherBank);
    }
    if (!resumed.ok) {
      live.delete(stored.id);
      await ports.store.abandon(stored.id);
      const name = stored.id.slice(0, SHOWN_ID_DIGITS);
      ports.failed(
        new TillyardError("journal-corrupt", `session ${name} cannot go on: ${resumed.error}`, {
          hint: "it was played on another version; start the lesson again",
        }),
      );
      return err(REFUSALS.outdated);
    }
    let release: NodeJS.Timeout | undefined;
    const running = runLive(stored.id, resumed.value, {
      ...ports,
      line: resumed.value.outside && acquirer && ((far) => createLineSocket(acquirer, far)),
      publish: (state) => ports.publish(stored.id, state),
      left: () => {
        clearTimeout(release);
        release = setTimeout(letGo, running.ended() ? 0 : RELEASE_AFTER_MS).unref();
      },
    });
    const letGo = (): void => {
      if (running.attended()) return;
      live.delete(stored.id);
      running.close().catch(ports.failed);
    };
    await running.ready;
    return ok(running);
  };

  return {
    open: (stored) => {
      const running = live.get(stored.id);
      if (running !== undefined) return running;
      const opening = start(stored);
      live.set(stored.id, opening);
      opening.catch(() => live.delete(stored.id));
      return opening;
    },
    count: () => live.size,
    close: async () => {
      const openings = await Promise.allSettled(live.values());
      for (const opening of openings) {
        if (opening.status === "fulfilled" && opening.value.ok) await opening.value.value.close();
      }
    },
  };
}

const OTHER_BANK = "it speaks to a bank that this server is not connected to";

/**
 * Plays a stored log again. A session stays with the bank that it began with.
 *
 * @param acquirer someone else's bank, which new sessions begin with
 * @returns the session, or why it no longer leads where it did
 */
async function resume(
  stored: StoredSession,
  store: Store,
  acquirer: Acquirer | undefined,
): Promise<Result<Session, string>> {
  const scenario = parseScenario(stored.scenarioText, stored.lesson, KNOWN_IDS);
  if (!scenario.ok) return err("its lesson is not understood any more");
  const person = await store.findPerson(stored.person);
  const rows = await store.inputsOf(stored.id);
  const markMs = await store.markOf(stored.id);
  const laid = lineLaid(rows);
  const fresh = rows.length === 0 && markMs === 0;
  if (laid !== undefined && laid !== acquirer?.fingerprint) return err(OTHER_BANK);
  const session = createSession({
    scenario: scenario.value,
    seed: stored.seed,
    cashier: person?.nickname ?? "",
    acquirer: fresh || laid !== undefined ? acquirer : undefined,
  });
  const diverged = session.replay(rows);
  if (diverged !== undefined) return err(`input ${diverged.seq} no longer leads where it did`);
  if (fresh && acquirer !== undefined) {
    const row = session.stampLine({ kind: "laid", acquirer: acquirer.fingerprint });
    await store.appendInput(stored.id, row);
    session.apply(row);
  }
  if (markMs > session.nowMs()) session.advance(markMs);
  return ok(session);
}

/** To whose set-up the session's line was laid; undefined where its bank is the world's own. */
function lineLaid([first]: readonly InputRow[]): string | undefined {
  return first !== undefined && "line" in first && first.line.kind === "laid"
    ? first.line.acquirer
    : undefined;
}
