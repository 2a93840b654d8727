import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../device-emulators/kit/result.ts";
import { parseScenario } from "../../scenarios/format/parse.ts";
import type { RefusalMessage, State } from "../contract/index.ts";
import type { Acquirer } from "../core/counter/acquirer.ts";
import { KNOWN_IDS } from "../core/counter/known-ids.ts";
import type { LineEvent } from "../core/counter/line-event.ts";
import type { InputRow } from "../session/log.ts";
import { createSession, type Session } from "../session/session.ts";
import { createLineSocket } from "./acquirer/line-socket.ts";
import { type AcquirerSetup, fromStan } from "./acquirer/load-acquirer.ts";
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
  /** Told of a session that is let go: nothing more enters it. */
  readonly letGo?: (live: LiveSession) => void;
  /** Someone else's bank, to which the terminals of sessions that begin now speak. */
  readonly acquirer?: AcquirerSetup | undefined;
};

export function createLiveSessions(ports: LiveSessionsPorts): LiveSessions {
  const live = new Map<string, Promise<Opening>>();
  const inUse = new Map<string, string>();
  let close: () => void = () => undefined;
  const closing = new Promise<void>((resolve) => {
    close = resolve;
  });

  const start = async (stored: StoredSession): Promise<Opening> => {
    const { acquirer } = ports;
    const resumed = await resume(stored, ports.store, acquirer && { acquirer, inUse });
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
      inUse.delete(stored.id);
      ports.letGo?.(running);
      running.close().catch(ports.failed);
    };
    await Promise.race([running.ready, closing]);
    // Whoever opened it may have gone while the shop was being opened.
    release = setTimeout(letGo, RELEASE_AFTER_MS).unref();
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
      close();
      const openings = await Promise.allSettled(live.values());
      for (const opening of openings) {
        if (opening.status === "fulfilled" && opening.value.ok) await opening.value.value.close();
      }
    },
  };
}

const OTHER_BANK = "it speaks to a bank that this server is not connected to";

/** Someone else's bank, and which of its terminals are in use: fingerprints by session. */
type Terminals = {
  readonly acquirer: AcquirerSetup;
  readonly inUse: Map<string, string>;
};

/**
 * Plays a stored log again. A session stays with the bank, and at the terminal, that it began with.
 *
 * @param terminals someone else's bank, which new sessions begin with
 * @returns the session, or why it no longer leads where it did
 */
async function resume(
  stored: StoredSession,
  store: Store,
  terminals: Terminals | undefined,
): Promise<Result<Session, string>> {
  const scenario = parseScenario(stored.scenarioText, stored.lesson, KNOWN_IDS);
  if (!scenario.ok) return err("its lesson is not understood any more");
  const person = await store.findPerson(stored.person);
  const rows = await store.inputsOf(stored.id);
  const markMs = await store.markOf(stored.id);
  const fresh = rows.length === 0 && markMs === 0;
  const laid = lineLaid(rows) ?? (fresh && terminals ? layLine(terminals) : undefined);
  const acquirer = laid && terminals?.acquirer.acquirers.find(isCalled(laid.acquirer));
  if (laid !== undefined && acquirer === undefined) return err(OTHER_BANK);
  const session = createSession({
    scenario: scenario.value,
    seed: stored.seed,
    cashier: person?.nickname ?? "",
    acquirer: acquirer && laid && fromStan(acquirer, laid.lastStan),
  });
  const diverged = session.replay(rows);
  if (diverged !== undefined) return err(`input ${diverged.seq} no longer leads where it did`);
  if (laid !== undefined) {
    terminals?.inUse.set(stored.id, laid.acquirer);
    if (fresh) await enter(session.stampLine(laid));
  }
  if (markMs > session.nowMs()) session.advance(markMs);
  return ok(session);

  async function enter(row: InputRow): Promise<void> {
    await store.appendInput(stored.id, row);
    session.apply(row);
  }
}

type LineLaid = Extract<LineEvent, { kind: "laid" }>;

/** To whose set-up the session's line was laid; undefined where its bank is the world's own. */
function lineLaid([first]: readonly InputRow[]): LineLaid | undefined {
  return first !== undefined && "line" in first && first.line.kind === "laid"
    ? first.line
    : undefined;
}

/** The line of a new session: to the terminal that the fewest are at. */
function layLine({ acquirer: { acquirers, lastStan }, inUse }: Terminals): LineLaid | undefined {
  const users = [...inUse.values()];
  const busy = (name: string): number => users.filter((used) => used === name).length;
  const [freest] = acquirers
    .map(({ fingerprint }) => fingerprint)
    .sort((one, other) => busy(one) - busy(other));
  return freest === undefined
    ? undefined
    : { kind: "laid", acquirer: freest, lastStan: lastStan() };
}

function isCalled(name: string): (acquirer: Acquirer) => boolean {
  return ({ fingerprint }) => fingerprint === name;
}
