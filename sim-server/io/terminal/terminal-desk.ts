import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { LineEvent } from "../../core/counter/line-event.ts";
import type { PosRecord } from "../../core/counter/pos-desk.ts";
import type { HandEvent, PosEvent } from "../../core/counter/pos-event.ts";
import type { View } from "../../core/counter/view.ts";
import type { Refusal } from "../../core/trace-events.ts";
import type { TraceRecord } from "../../core/world/trace.ts";
import type { InputRow } from "../../session/log.ts";
import { createLineSocket } from "../acquirer/line-socket.ts";
import { createLiveLine, type LiveLine } from "../live-line.ts";
import { createQueue } from "../live-session.ts";
import type { PacedClock, Pacer } from "../pacer.ts";
import type { Store } from "../store/store.ts";
import {
  type OpenedTerminal,
  openTerminal,
  TERMINAL_ID,
  type TerminalSetup,
} from "./terminal-setup.ts";

/** A terminal in real time: whoever speaks for a POS asks here, and hands are lent to it here. */
export type TerminalDesk = {
  readonly scenario: Scenario;
  /** Resolves once the terminal stands ready for its first request. */
  readonly ready: Promise<void>;
  /**
   * Has the terminal do what the POS asks, unless it was asked that before: then only its answer is
   * waited for.
   *
   * @returns the answered request; or the one that keeps it busy, which has no answer
   */
  readonly ask: (event: PosRequestEvent) => Promise<PosRecord>;
  readonly abort: (reference: string) => Promise<Refusal | undefined>;
  readonly lendHand: (event: HandEvent) => Promise<Refusal | undefined>;
  /** What is known of a request, once that it came so far is durable. */
  readonly find: (reference: string) => Promise<PosRecord | undefined>;
  /** The newest for which it holds, likewise. */
  readonly last: (holds: (record: PosRecord) => boolean) => Promise<PosRecord | undefined>;
  readonly running: () => PosRecord | undefined;
  readonly view: () => View;
  readonly close: () => Promise<void>;
};

export type PosRequestEvent = Extract<PosEvent, { kind: "request" }>;

export type TerminalDeskPorts = {
  readonly store: Store;
  readonly pacer: Pacer;
  /** Hears every event of the trace as it happens. */
  readonly told: (record: TraceRecord) => void;
  /** Told of a failure that no caller is waiting for. */
  readonly failed: (error: unknown) => void;
};

type Desk = OpenedTerminal & {
  readonly ports: TerminalDeskPorts;
  readonly queue: ReturnType<typeof createQueue>;
  readonly waiting: Map<string, ((record: PosRecord) => void)[]>;
  readonly clock: PacedClock;
  readonly line: LiveLine;
  lastSeq: number;
  lastMarkMs: number;
  /** World time that is durable, and of the last thing that has to be before anybody hears of it. */
  durableMs: number;
  weightyMs: number;
};

/** Chosen: a killed terminal loses at most this much time in which nothing was answered. */
const MARK_EVERY_MS = 1_000;

/**
 * Opens a terminal and lets it run. One that was at work before has lost its power since: it starts
 * again, and what was open is settled from its journal.
 */
export async function openTerminalDesk(
  setup: TerminalSetup,
  ports: TerminalDeskPorts,
): Promise<TerminalDesk> {
  const told = (record: TraceRecord): void => {
    // What the journal holds must not be ahead of what is kept of the world.
    if (record.kind === "journal.written") {
      desk.weightyMs = record.atMs;
      mark(desk).catch(ports.failed);
    }
    ports.told(record);
  };
  const desk: Desk = build(await openTerminal(setup, ports.store, told), setup, ports);
  const { counter, queue, line, clock } = desk;
  counter.pos?.attach((record) => void leave(desk, record).catch(ports.failed));
  clock.run();
  line.goOn();
  if (desk.again) await enter(desk, { hand: { kind: "power-cut" } });
  const { card } = setup;
  await enter(desk, {
    hand: card === undefined ? { kind: "stay-away" } : { kind: "use", card },
  });
  return {
    scenario: desk.scenario,
    ready: line.ready,
    ask: (event) => ask(desk, event),
    abort: (reference) => enter(desk, { pos: { kind: "abort", reference } }),
    lendHand: (event) => enter(desk, { hand: event }),
    find: async (reference) => {
      await makeDurable(desk);
      return counter.pos?.find(reference);
    },
    last: async (holds) => {
      await makeDurable(desk);
      return counter.pos?.last(holds);
    },
    running: () => counter.pos?.running(),
    view: () => counter.live,
    close: async () => {
      clock.remove();
      line.close();
      await queue.add(() => mark(desk));
    },
  };
}

function build(opened: OpenedTerminal, setup: TerminalSetup, ports: TerminalDeskPorts): Desk {
  const { counter } = opened;
  const queue = createQueue(() => desk.clock.changed());
  const { acquirer } = setup;
  const desk: Desk = {
    ...opened,
    ports,
    queue,
    waiting: new Map(),
    lastMarkMs: counter.nowMs(),
    ...{ durableMs: counter.nowMs(), weightyMs: counter.nowMs() },
    clock: ports.pacer.add({
      nowMs: counter.nowMs,
      nextDueMs: () => {
        // The world stands still while an input is on its way to the store.
        if (queue.busy()) return undefined;
        const markMs = desk.lastMarkMs + MARK_EVERY_MS;
        return Math.min(counter.nextDueMs() ?? markMs, markMs);
      },
      due: (toMs) => letPass(desk, toMs),
    }),
    line: createLiveLine(counter, {
      line: acquirer && ((far) => createLineSocket(acquirer, far)),
      // Its turn comes once the desk is complete: a call that was lost is told at once.
      receive: (event) => queue.add(() => store(desk, { line: event })),
      keep: () => mark(desk),
      failed: ports.failed,
      skipped: () => desk.clock.skip(counter.nowMs()),
      began: () => undefined,
    }),
  };
  return desk;
}

function letPass(desk: Desk, toMs: number): void {
  const { counter, line, ports } = desk;
  counter.advance(Math.max(toMs, counter.nowMs()));
  line.goOn();
  if (toMs >= desk.lastMarkMs + MARK_EVERY_MS) mark(desk).catch(ports.failed);
}

async function mark(desk: Desk): Promise<void> {
  const nowMs = desk.counter.nowMs();
  desk.lastMarkMs = nowMs;
  await desk.ports.store.setMark(TERMINAL_ID, nowMs);
  desk.durableMs = Math.max(desk.durableMs, nowMs);
}

/** Waits for the disk only where something is not on it yet. */
async function makeDurable(desk: Desk): Promise<void> {
  if (desk.durableMs < desk.weightyMs) await mark(desk);
}

type Body =
  | { readonly pos: PosEvent }
  | { readonly hand: HandEvent }
  | { readonly line: LineEvent };

/** Stores an input, and only then applies it, in the order of calling. */
function enter(desk: Desk, body: Body): Promise<Refusal | undefined> {
  return desk.queue.add(() => store(desk, body));
}

async function store(desk: Desk, body: Body): Promise<Refusal | undefined> {
  const { counter, clock, ports } = desk;
  counter.advance(Math.max(clock.nowMs(), counter.nowMs()));
  desk.lastSeq += 1;
  const { lastSeq: seq } = desk;
  const [atMs, hash] = [counter.nowMs(), counter.traceHash()];
  const row: InputRow = { seq, id: String(seq), atMs, hash, ...body };
  await ports.store.appendInput(TERMINAL_ID, row);
  return counter.apply(row);
}

/** What was asked before is known or being done; whether it is, only the queue's turn can say. */
async function ask(desk: Desk, event: PosRequestEvent): Promise<PosRecord> {
  const { counter, queue } = desk;
  let answered: (record: PosRecord) => void = () => undefined;
  const later = new Promise<PosRecord>((resolve) => {
    answered = resolve;
  });
  const known = await queue.add(async () => {
    const record = counter.pos?.find(event.reference) ?? counter.pos?.running();
    const ended = record?.answer !== undefined;
    if (record !== undefined && (ended || record.reference !== event.reference)) return record;
    const waiting = desk.waiting.get(event.reference) ?? [];
    desk.waiting.set(event.reference, [...waiting, answered]);
    if (record === undefined) await store(desk, { pos: event });
    return undefined;
  });
  if (known === undefined) return later;
  await makeDurable(desk);
  return known;
}

/** An answer leaves only once it is durable that the world has come so far. */
async function leave(desk: Desk, record: PosRecord): Promise<void> {
  desk.weightyMs = desk.counter.nowMs();
  await mark(desk);
  const waiting = desk.waiting.get(record.reference) ?? [];
  desk.waiting.delete(record.reference);
  for (const resolve of waiting) resolve(record);
}
