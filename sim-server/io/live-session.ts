import type { Acknowledgement, ActMessage, State } from "../contract/index.ts";
import type { Session } from "../session/session.ts";
import type { PacedClock, Pacer } from "./pacer.ts";
import type { Store } from "./store/store.ts";

/** A session that somebody plays: its queue, its clock and its place in the store. */
export type LiveSession = {
  readonly session: Session;
  /** Stores an input, applies it and publishes what it changed; in the order of calling. */
  readonly submit: (message: ActMessage) => Promise<Acknowledgement>;
  /** World time goes on only while somebody attends and the lesson is not paused. */
  readonly attend: (attended: boolean) => void;
  readonly attended: () => boolean;
  readonly close: () => void;
};

export type LivePorts = {
  readonly store: Store;
  readonly pacer: Pacer;
  readonly publish: (state: State) => void;
  /** Told of a failure that no caller is waiting for. */
  readonly failed: (error: unknown) => void;
};

/** Chosen: a killed server loses at most this much of a session's time, and no input. */
const MARK_EVERY_MS = 1000;

/** @param id names the session in the store */
export function runLive(id: string, session: Session, ports: LivePorts): LiveSession {
  const { store, pacer, publish } = ports;
  let attended = false;
  let lastMarkMs = session.nowMs();
  /** What is under way; the world stands still while an input is on its way to the store. */
  let queue: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let finished = session.ended();

  const publishChanges = (): void => {
    const state = session.changes();
    if (state !== undefined) publish(state);
  };

  const clock: PacedClock = pacer.add({
    nowMs: session.nowMs,
    nextDueMs: () => {
      if (waiting > 0) return undefined;
      return Math.min(session.nextDueMs() ?? Number.POSITIVE_INFINITY, lastMarkMs + MARK_EVERY_MS);
    },
    due: (toMs) => {
      session.advance(toMs);
      publishChanges();
      if (session.ended()) background(finish);
      else if (toMs >= lastMarkMs + MARK_EVERY_MS) background(mark);
    },
  });

  const follow = (): void => {
    if (attended && !session.paused() && !session.ended()) clock.run();
    else clock.stand();
  };

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1;
    const done = queue.then(work).finally(() => {
      waiting -= 1;
      clock.changed();
    });
    queue = done.catch(ports.failed);
    return done;
  };

  /** Work that nobody waits for; the queue reports its failure. */
  const background = (work: () => Promise<void>): void => {
    enqueue(work).catch(() => undefined);
  };

  const mark = async (): Promise<void> => {
    lastMarkMs = session.nowMs();
    await store.setMark(id, lastMarkMs);
  };

  const finish = async (): Promise<void> => {
    if (finished) return;
    finished = true;
    clock.stand();
    const end = { atMs: session.nowMs(), trace: session.trace(), total: session.total() };
    await store.finish(id, end);
  };

  const take = async (message: ActMessage): Promise<Acknowledgement> => {
    if (session.ended()) return ENDED;
    if (clock.running()) session.advance(Math.max(session.nowMs(), clock.nowMs()));
    const row = session.stamp(message);
    if (row === undefined) return { ok: true };
    await store.appendInput(id, row);
    const refused = session.apply(row);
    publishChanges();
    follow();
    if (session.ended()) await finish();
    return refused === undefined ? { ok: true } : { ok: true, refused };
  };

  return {
    session,
    submit: (message) => enqueue(() => take(message)),
    attend: (now) => {
      attended = now;
      follow();
      if (!now) background(mark);
    },
    attended: () => attended,
    close: () => clock.remove(),
  };
}

const ENDED: Acknowledgement = {
  ok: false,
  refusal: {
    code: "ended",
    what: {
      zh: "这一课已经结束，请看复盘。",
      en: "This lesson is over. Open the debrief.",
    },
  },
};
