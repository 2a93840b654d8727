import type { Scenario } from "../../scenarios/format/scenario.ts";
import type { ActMessage, Opened, State, ViewPart } from "../contract/index.ts";
import type { Acquirer } from "../core/counter/acquirer.ts";
import { createCounter } from "../core/counter/counter.ts";
import type { HardwareEnd, HardwareEvent } from "../core/counter/hardware-event.ts";
import type { LineEvent } from "../core/counter/line-event.ts";
import { OPENING_MS } from "../core/counter/opening.ts";
import type { OutsideEnd } from "../core/counter/outside-line.ts";
import type { View } from "../core/counter/view.ts";
import type { Refusal, TraceEvent } from "../core/trace-events.ts";
import { createScorer, type Scorer } from "../core/training/scorer.ts";
import type { TraceRecord } from "../core/world/trace.ts";
import { coachOf } from "./coach.ts";
import type { ActRow, Divergence, InputRow } from "./log.ts";

/** One lesson as somebody plays it: a counter, the log that drives it, its score, what to publish. */
export type Session = {
  readonly nowMs: () => number;
  readonly nextDueMs: () => number | undefined;
  readonly advance: (toMs: number) => void;
  /** The message as a row of the log, at the world's time; undefined if its id was logged before. */
  readonly stamp: (message: ActMessage) => ActRow | undefined;
  /** What came in on the line to someone else's bank, likewise. */
  readonly stampLine: (line: LineEvent) => InputRow;
  /** What happened to a real device; by an id of its own, undefined if that was logged before. */
  readonly stampHardware: (hardware: HardwareEvent, id?: string) => InputRow | undefined;
  readonly apply: (row: InputRow) => Refusal | undefined;
  /** Plays a log from the beginning. @returns where it left the path it took, if it did */
  readonly replay: (rows: readonly InputRow[]) => Divergence | undefined;
  readonly opened: () => Omit<Opened, "speed" | "seat">;
  /** Everything, for a page that has nothing. */
  readonly whole: () => State;
  /** What has changed since it was last asked; undefined when nothing has. */
  readonly changes: () => State | undefined;
  readonly paused: () => boolean;
  /** Whether the lesson's time zero has come; only someone else's bank keeps it waiting. */
  readonly begun: () => boolean;
  readonly ended: () => boolean;
  /** The line to someone else's bank, where the terminal has one. */
  readonly outside: OutsideEnd | undefined;
  /** Real devices at the counter. */
  readonly hardware: HardwareEnd;
  readonly trace: () => readonly string[];
  /** Points of 1000, where the lesson keeps a score. */
  readonly total: () => number | undefined;
};

export type SessionOptions = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly cashier: string;
  /** Someone else's bank, which the terminal speaks to instead of the world's own. */
  readonly acquirer?: Acquirer | undefined;
};

export function createSession({ scenario, seed, cashier, acquirer }: SessionOptions): Session {
  const scorer = createScorer(scenario);
  const lines: string[] = [];
  const counter = createCounter({
    scenario,
    seed,
    acquirer,
    sink: (record) => {
      lines.push(record.line);
      scorer.take(asEvent(record));
    },
  });
  const known = new Set<string>();
  let paused = false;
  let seq = 0;
  const publisher = createPublisher();

  const publish = (all: boolean): State | undefined => {
    const view = counter.view();
    const coach = coachOf(scorer, scenario);
    return publisher.state({ view, coach, all, nowMs: counter.nowMs(), paused });
  };

  const apply = (row: InputRow): Refusal | undefined => {
    seq = row.seq;
    known.add(row.id);
    if ("act" in row && row.act.type === "pause") paused = row.act.on;
    return counter.apply(row);
  };

  const stamped = (id: string) => ({
    seq: seq + 1,
    id,
    atMs: counter.nowMs(),
    hash: counter.traceHash(),
  });

  return {
    nowMs: counter.nowMs,
    nextDueMs: counter.nextDueMs,
    advance: counter.advance,
    stamp: ({ id, by, reactedMs, act }) => {
      if (known.has(id)) return undefined;
      const atMs = counter.nowMs();
      const clamped = Math.max(publisher.shownMs(), Math.min(reactedMs, atMs));
      return { seq: seq + 1, id, atMs, reactedMs: clamped, by, act, hash: counter.traceHash() };
    },
    stampLine: (line) => ({ ...stamped(`line-${seq + 1}`), line }),
    stampHardware: (hardware, id = `hardware-${seq + 1}`) =>
      known.has(id) ? undefined : { ...stamped(id), hardware },
    apply,
    replay: (rows) => {
      for (const row of rows) {
        counter.advance(row.atMs);
        const found = counter.traceHash();
        if (found !== row.hash) return { seq: row.seq, wanted: row.hash, found };
        apply(row);
      }
      return undefined;
    },
    opened: () => ({ lesson: lessonOf(scenario), cashier }),
    whole: () => publish(true) as State,
    changes: () => publish(false),
    paused: () => paused,
    begun: counter.begun,
    ended: counter.ended,
    outside: counter.outside,
    hardware: counter.hardware,
    trace: () => lines,
    total: () => (scenario.coaching.score ? totalOf(scorer) : undefined),
  };
}

/** The target of a lesson for a person at keys, in milliseconds of active time. */
export function lessonParMs(scenario: Scenario): number {
  return createScorer(scenario)
    .steps()
    .reduce((sum, { targetMs }) => sum + targetMs, 0);
}

function totalOf(scorer: Scorer): number {
  return scorer.card().total;
}

function lessonOf(scenario: Scenario): Opened["lesson"] {
  const { id, chapter, lesson, title, light, flow, kind, coaching } = scenario;
  const ways = [...scenario.terminal.ways];
  return { id, chapter, lesson, title, light, flow, kind, ways, shows: coaching };
}

/** The sink's record as the typed event that some part of the core emitted. */
function asEvent({ seq, atMs, node, kind, cause, data }: TraceRecord): TraceEvent {
  return { seq, atMs, node, kind, cause, data } as TraceEvent;
}

type Published = {
  readonly view: View;
  readonly coach: State["coach"];
  readonly all: boolean;
  readonly nowMs: number;
  readonly paused: boolean;
};

/** Remembers what was published, so that only what changed is published again. */
function createPublisher() {
  let before: Partial<View> = {};
  let coachBefore = "";
  let pausedBefore = false;
  let rev = 0;
  let shownMs = OPENING_MS;

  return {
    /** World time that the last published state showed: nobody reacts to a thing before it is shown. */
    shownMs: () => shownMs,
    state: ({ view, coach, all, nowMs, paused }: Published): State | undefined => {
      const changed = Object.fromEntries(
        Object.entries(view).filter(([part, value]) => all || before[part as ViewPart] !== value),
      );
      const coachNow = JSON.stringify(coach);
      const coachChanged = all || coachNow !== coachBefore;
      if (Object.keys(changed).length === 0 && !coachChanged && paused === pausedBefore) {
        return undefined;
      }
      before = view;
      coachBefore = coachNow;
      pausedBefore = paused;
      rev += 1;
      shownMs = nowMs;
      return { rev, nowMs, paused, view: changed, ...(coachChanged && coach ? { coach } : {}) };
    },
  };
}
