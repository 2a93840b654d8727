import type { Acknowledgement, ActMessage, Opened, State } from "../contract/index.ts";
import type { Session } from "../session/session.ts";
import { REFUSALS } from "./http/refusals.ts";
import type { PacedClock, Pacer } from "./pacer.ts";
import type { Store } from "./store/store.ts";

/** A session that somebody plays: its queue, its clock and its place in the store. */
export type LiveSession = {
  readonly opened: () => Omit<Opened, "speed">;
  /** Everything as it is now, for a page that has nothing. */
  readonly whole: () => State;
  /** Stores an input, applies it and publishes what it changed; in the order of calling. */
  readonly submit: (message: ActMessage) => Promise<Acknowledgement>;
  /** World time goes on only while somebody attends and the lesson is not paused. */
  readonly attend: () => void;
  readonly leave: () => void;
  readonly attended: () => boolean;
  readonly ended: () => boolean;
  /** Stands still, and waits until all that happened is stored. */
  readonly close: () => Promise<void>;
};

export type LivePorts = {
  readonly store: Store;
  readonly pacer: Pacer;
  readonly publish: (state: State) => void;
  /** Told when nobody attends any more and all that happened is stored. */
  readonly left: () => void;
  /** Told of a failure that no caller is waiting for. */
  readonly failed: (error: unknown) => void;
};

/** @param id names the session in the store */
export function runLive(id: string, session: Session, ports: LivePorts): LiveSession {
  const keeper = createKeeper(id, session, ports.store);
  const queue = createQueue(() => clock.changed());
  let attended = false;

  /** Work that nobody waits for. */
  const background = (work: () => Promise<void>): void => {
    queue.add(work).catch(ports.failed);
  };

  const publishChanges = (): void => {
    const state = session.changes();
    if (state !== undefined) ports.publish(state);
  };

  const clock: PacedClock = ports.pacer.add({
    nowMs: session.nowMs,
    nextDueMs: () => {
      // The world stands still while an input is on its way to the store.
      if (queue.busy()) return undefined;
      return Math.min(session.nextDueMs() ?? Number.POSITIVE_INFINITY, keeper.dueMs());
    },
    due: (toMs) => {
      advance(toMs);
      publishChanges();
      if (session.ended()) background(keep);
      else if (toMs >= keeper.dueMs()) keeper.keep().catch(ports.failed);
    },
  });

  const advance = (toMs: number): void => session.advance(Math.max(session.nowMs(), toMs));

  const catchUp = (): void => {
    if (clock.running() && !queue.busy()) advance(clock.nowMs());
  };

  const follow = (): void =>
    attended && !session.paused() && !session.ended() ? clock.run() : clock.stand();

  const keep = async (): Promise<void> => {
    follow();
    await keeper.keep();
  };

  const take = async (message: ActMessage): Promise<Acknowledgement> => {
    if (session.ended()) return { ok: false, refusal: REFUSALS.ended };
    if (clock.running()) advance(clock.nowMs());
    const row = session.stamp(message);
    if (row === undefined) return { ok: true };
    await ports.store.appendInput(id, row);
    const refused = session.apply(row);
    publishChanges();
    follow();
    if (session.ended()) await keeper.keep();
    return refused === undefined ? { ok: true } : { ok: true, refused };
  };

  return {
    opened: session.opened,
    whole: () => {
      catchUp();
      return session.whole();
    },
    submit: (message) => queue.add(() => take(message)),
    attended: () => attended,
    ended: session.ended,
    attend: () => {
      attended = true;
      follow();
      // The end may have come just before the server was killed.
      if (session.ended()) background(keep);
    },
    leave: () => {
      catchUp();
      attended = false;
      follow();
      background(async () => {
        await keeper.keep();
        if (!attended) ports.left();
      });
    },
    close: async () => {
      catchUp();
      clock.remove();
      await queue.add(keeper.keep);
    },
  };
}

/** Work done one after another; what fails does not stop what comes after it. */
function createQueue(emptied: () => void) {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    busy: () => waiting > 0,
    add: <T>(work: () => Promise<T>): Promise<T> => {
      waiting += 1;
      const done = last.then(work).finally(() => {
        waiting -= 1;
        emptied();
      });
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** Chosen: a killed server loses at most this much of a session's time, and no input. */
const MARK_EVERY_MS = 1000;

/**
 * Keeps how far a session has come: a mark while it goes on, and all of it once it has ended.
 * The world need not wait for a mark, because the store keeps the order.
 */
function createKeeper(id: string, session: Session, store: Store) {
  let lastMarkMs = session.nowMs();
  let finished = false;
  return {
    dueMs: () => lastMarkMs + MARK_EVERY_MS,
    keep: async (): Promise<void> => {
      if (finished) return;
      lastMarkMs = session.nowMs();
      if (!session.ended()) return store.setMark(id, lastMarkMs);
      const end = { atMs: lastMarkMs, trace: session.trace(), total: session.total() };
      await store.finish(id, end);
      finished = true;
    },
  };
}
