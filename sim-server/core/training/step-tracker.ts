import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Scenario, Text } from "../../../scenarios/format/scenario.ts";
import type { Modality } from "../counter/act.ts";
import type { TraceEvent, TraceKind } from "../trace-events.ts";
import { countActs, LAMBDA, parMs } from "./par.ts";
import type { Situation } from "./situation.ts";
import { parseStepId, STEPS, type StepId, type StepRow } from "./steps.ts";
import { STEP_TEXT } from "./text/step-text.ts";
import { sees } from "./watch.ts";

/** A step of the lesson, and how it went. Times are the cashier's; `activeMs` leaves out waiting. */
export type StepRecord = {
  readonly step: StepId;
  readonly title: Text;
  readonly tip: Text;
  readonly state: "todo" | "now" | "done";
  readonly startMs: number;
  readonly endMs: number;
  readonly activeMs: number;
  /** What the lesson's level allows for it; 0 where only the world is waited for. */
  readonly targetMs: number;
  /** How many acts it asks for. */
  readonly acts: number;
  readonly seq: number;
};

export type StepTracker = {
  /** Takes the next event; `now` is the situation just before it, its clock moved on. */
  readonly take: (event: TraceEvent, now: Situation) => void;
  readonly records: (now: Situation) => readonly StepRecord[];
};

type Entry = {
  readonly step: StepId;
  readonly row: StepRow;
  readonly tip: Text;
  /** Where the same step was listed before. */
  readonly earlier: number | undefined;
  done: StepRecord | undefined;
};

/** Digits of an amount that is not known yet. Chosen: 10.00 to 999.99. */
const AMOUNT_DIGITS = 5;

/**
 * Follows which of the lesson's steps are done. A step may be done before its turn; the time since
 * the last one done is its own. A step listed again waits for the one listed before it, so that
 * the second card is not taken for checked because the first was checked twice.
 */
export function createStepTracker(scenario: Scenario): StepTracker {
  const entries = listEntries(scenario);
  const watching = indexByKind(entries);
  const lambda = LAMBDA[scenario.level];
  const used = new Set<Modality>();
  let lastMs: number | undefined;
  let lastActiveMs = 0;

  const finish = (entry: Entry, event: TraceEvent, now: Situation): void => {
    const { step, row, tip } = entry;
    entry.done = {
      step,
      title: STEP_TEXT[step].title,
      tip,
      state: "done",
      startMs: lastMs ?? now.clockMs,
      endMs: now.clockMs,
      activeMs: now.activeMs - lastActiveMs,
      targetMs: targetMs(row, now, used, lambda),
      acts: actsOf(row, now),
      seq: event.seq,
    };
    lastMs = now.clockMs;
    lastActiveMs = now.activeMs;
    used.clear();
  };

  const due = (entry: Entry, at: number): boolean => {
    if (entry.done !== undefined) return false;
    if (entry.earlier === undefined) return true;
    return entries[entry.earlier]?.done !== undefined && entries[at - 1]?.done !== undefined;
  };

  const settle = (event: TraceEvent, now: Situation): void => {
    const done = new Set<StepId>();
    for (const at of watching.get(event.kind) ?? []) {
      const entry = entries[at];
      if (entry === undefined || done.has(entry.step) || !due(entry, at)) continue;
      if (!sees(entry.row.done, event, now)) continue;
      done.add(entry.step);
      finish(entry, event, now);
    }
  };

  return {
    take: (event, now) => {
      if (event.kind === "lesson.began") lastMs = event.atMs;
      if (!now.began || now.ended) return;
      if (event.kind === "input") used.add(event.data.by);
      settle(event, now);
    },
    records: (now) => {
      const current = now.ended ? -1 : entries.findIndex((entry) => entry.done === undefined);
      return entries.map(({ step, row, tip, done }, at) => {
        if (done !== undefined) return done;
        return {
          step,
          title: STEP_TEXT[step].title,
          tip,
          state: at === current ? "now" : "todo",
          startMs: lastMs ?? now.clockMs,
          endMs: now.clockMs,
          activeMs: at === current ? now.activeMs - lastActiveMs : 0,
          targetMs: targetMs(row, now, used, lambda),
          acts: actsOf(row, now),
          seq: 0,
        };
      });
    },
  };
}

function listEntries(scenario: Scenario): Entry[] {
  const last = new Map<StepId, number>();
  return scenario.steps.map(({ step: id, tip }, at) => {
    const step = parseStepId(id);
    invariant(step !== undefined, "a parsed lesson lists only known steps");
    const earlier = last.get(step);
    last.set(step, at);
    return { step, row: STEPS[step], tip: tip ?? STEP_TEXT[step].tip, earlier, done: undefined };
  });
}

function indexByKind(entries: readonly Entry[]): ReadonlyMap<TraceKind, readonly number[]> {
  const index = new Map<TraceKind, number[]>();
  entries.forEach(({ row }, at) => {
    for (const kind of Object.keys(row.done) as TraceKind[]) {
      const list = index.get(kind);
      if (list === undefined) index.set(kind, [at]);
      else list.push(at);
    }
  });
  return index;
}

/** The target for the slowest hand that was used: nobody is hurried by the input they have. */
function targetMs(
  row: StepRow,
  now: Situation,
  used: ReadonlySet<Modality>,
  lambda: number,
): number {
  let slowest = 0;
  for (const by of used.size > 0 ? used : [now.input?.by ?? "keys"]) {
    let sum = 0;
    eachPart(row, now, (acts, times) => {
      sum += parMs(acts, by) * times;
    });
    slowest = Math.max(slowest, sum);
  }
  return Math.round(slowest * lambda);
}

function actsOf(row: StepRow, now: Situation): number {
  let sum = 0;
  eachPart(row, now, (acts, times) => {
    sum += countActs(acts) * times;
  });
  return sum;
}

function eachPart(
  { acts, perGood, perDigit, perCopy }: StepRow,
  { lesson, totalMinor }: Situation,
  take: (acts: StepRow["acts"], times: number) => void,
): void {
  take(acts, 1);
  if (perGood !== undefined) take(perGood, lesson.goods);
  if (perCopy !== undefined) take(perCopy, lesson.copies);
  if (perDigit === undefined) return;
  take(perDigit, (totalMinor > 0 ? String(totalMinor).length : AMOUNT_DIGITS) - 1);
}
