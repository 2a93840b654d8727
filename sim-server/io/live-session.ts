import type { Acknowledgement, ActMessage, Opened, State } from "../contract/index.ts";
import type { HardwareEvent } from "../core/counter/hardware-event.ts";
import type { LineEvent } from "../core/counter/line-event.ts";
import type { InputRow } from "../session/log.ts";
import type { Session } from "../session/session.ts";
import type { LineSocket, LineSocketPorts } from "./acquirer/line-socket.ts";
import { REFUSALS } from "./http/refusals.ts";
import { createLiveHardware, type LiveHardware } from "./live-hardware.ts";
import { createLiveLine, type LiveLine } from "./live-line.ts";
import type { PacedClock, Pacer } from "./pacer.ts";
import type { Store } from "./store/store.ts";

/** A session that somebody plays: its queue, its clock and its place in the store. */
export type LiveSession = {
  /** Resolves at the lesson's time zero, for which someone else's bank may have to be asked first. */
  readonly ready: Promise<void>;
  readonly opened: () => Omit<Opened, "speed" | "seat">;
  /** Everything as it is now, for a page that has nothing. */
  readonly whole: () => State;
  /** Stores an input, applies it and publishes what it changed; in the order of calling. */
  readonly submit: (message: ActMessage) => Promise<Acknowledgement>;
  /** What happened to a real device at the counter; an id of its own is entered once. */
  readonly hear: (event: HardwareEvent, id?: string) => Promise<void>;
  /** Who carries out what the counter wants of real devices. @returns what takes that back */
  readonly connect: LiveHardware["connect"];
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
  /** The far end of the line to someone else's bank, where the session's terminal has one. */
  readonly line?: ((ports: LineSocketPorts) => LineSocket) | undefined;
};

/** @param id names the session in the store */
export function runLive(id: string, session: Session, ports: LivePorts): LiveSession {
  const queue = createQueue(() => live.clock.changed());
  const keeper = createKeeper(id, session, ports.store);
  const live: Live = {
    id,
    session,
    ports,
    keeper,
    queue,
    clock: ports.pacer.add({
      nowMs: session.nowMs,
      nextDueMs: () => {
        // The world stands still while an input is on its way to the store.
        if (queue.busy()) return undefined;
        return Math.min(session.nextDueMs() ?? Number.POSITIVE_INFINITY, keeper.dueMs());
      },
      due: (toMs) => letPass(live, toMs),
    }),
    hardware: createLiveHardware(session, {
      receive: (event) => queue.add(() => hearHardware(live, event)),
      keep: () => ports.store.setMark(id, session.nowMs()),
      failed: ports.failed,
    }),
    line: createLiveLine(session, {
      line: ports.line,
      receive: (event) => queue.add(() => hearLine(live, event)),
      keep: () => ports.store.setMark(id, session.nowMs()),
      failed: ports.failed,
      skipped: () => live.clock.skip(session.nowMs()),
      began: () => follow(live),
    }),
    attended: false,
  };
  if (!session.begun()) {
    background(live, async () => {
      live.line.goOn();
      follow(live);
    });
  }
  return outsideOf(live);
}

/** All that keeps a live session going. */
type Live = {
  readonly id: string;
  readonly session: Session;
  readonly ports: LivePorts;
  readonly keeper: ReturnType<typeof createKeeper>;
  readonly queue: ReturnType<typeof createQueue>;
  readonly clock: PacedClock;
  readonly line: LiveLine;
  readonly hardware: LiveHardware;
  attended: boolean;
};

function outsideOf(live: Live): LiveSession {
  const { session, ports, keeper, queue, clock, line, hardware } = live;
  return {
    ready: line.ready,
    opened: session.opened,
    whole: () => {
      catchUp(live);
      return session.whole();
    },
    submit: (message) => queue.add(() => takeAct(live, message)),
    hear: (event, eventId) => queue.add(() => hearHardware(live, event, eventId)),
    connect: hardware.connect,
    attended: () => live.attended,
    ended: session.ended,
    attend: () => {
      live.attended = true;
      follow(live);
      // The end may have come just before the server was killed.
      if (session.ended()) background(live, () => keep(live));
    },
    leave: () => {
      catchUp(live);
      live.attended = false;
      follow(live);
      background(live, async () => {
        await keeper.keep();
        if (!live.attended) ports.left();
      });
    },
    close: async () => {
      catchUp(live);
      clock.remove();
      line.close();
      await queue.add(keeper.keep);
    },
  };
}

/** Work that nobody waits for. */
function background({ queue, ports }: Live, work: () => Promise<void>): void {
  queue.add(work).catch(ports.failed);
}

function publishChanges({ session, ports }: Live): void {
  // Before the lesson begins there is nobody at the counter to be seen.
  if (!session.begun()) return;
  const state = session.changes();
  if (state !== undefined) ports.publish(state);
}

function letPass(live: Live, toMs: number): void {
  const { session, keeper, line, ports } = live;
  advance(live, toMs);
  line.goOn();
  publishChanges(live);
  if (session.ended()) background(live, () => keep(live));
  else if (toMs >= keeper.dueMs()) keeper.keep().catch(ports.failed);
}

function advance({ session }: Live, toMs: number): void {
  session.advance(Math.max(session.nowMs(), toMs));
}

function catchUp(live: Live): void {
  const { clock, queue } = live;
  if (clock.running() && !queue.busy()) advance(live, clock.nowMs());
}

/** Time passes while somebody attends, and until the shop is open. */
function follow({ session, clock, line, attended }: Live): void {
  const wanted = attended || !session.begun();
  if (wanted && !session.paused() && !session.ended()) clock.run();
  else clock.stand();
  if (session.ended()) line.close();
}

async function keep(live: Live): Promise<void> {
  follow(live);
  await live.keeper.keep();
}

async function takeAct(live: Live, message: ActMessage): Promise<Acknowledgement> {
  const { session, clock } = live;
  if (session.ended()) return { ok: false, refusal: REFUSALS.ended };
  if (clock.running()) advance(live, clock.nowMs());
  const row = session.stamp(message);
  if (row === undefined) return { ok: true };
  const refused = await enter(live, row);
  return refused === undefined ? { ok: true } : { ok: true, refused };
}

async function hearLine(live: Live, event: LineEvent): Promise<void> {
  const { session, clock } = live;
  if (session.ended()) return;
  if (clock.running()) advance(live, clock.nowMs());
  await enter(live, session.stampLine(event));
}

async function hearHardware(live: Live, event: HardwareEvent, id?: string): Promise<void> {
  const { session, clock } = live;
  if (session.ended()) return;
  if (clock.running()) advance(live, clock.nowMs());
  const row = session.stampHardware(event, id);
  if (row !== undefined) await enter(live, row);
}

/** Stores an input, and only then applies it and publishes what it changed. */
async function enter(live: Live, row: InputRow) {
  const { id, session, ports, keeper, line } = live;
  await ports.store.appendInput(id, row);
  const refused = session.apply(row);
  line.goOn();
  publishChanges(live);
  follow(live);
  if (session.ended()) await keeper.keep();
  return refused;
}

/** Work done one after another; what fails does not stop what comes after it. */
export function createQueue(emptied: () => void) {
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
