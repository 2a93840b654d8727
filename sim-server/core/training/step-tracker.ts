import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Scenario, Text } from "../../../scenarios/format/scenario.ts";
import type { Modality } from "../counter/act.ts";
import type { TraceEvent, TraceEvents, TraceKind } from "../trace-events.ts";
import { LAMBDA } from "./par.ts";
import type { Situation } from "./situation.ts";
import { actsOf, targetMs } from "./step-target.ts";
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

/** A fold over a trace that keeps how far each step is. */
export type StepTracker = {
  /** Takes the next event; `now` is the situation just before it, its clock moved on. */
  readonly take: (event: TraceEvent, now: Situation) => void;
  readonly records: (now: Situation) => readonly StepRecord[];
};

const NONE: readonly StepId[] = [];

type Entry = {
  readonly step: StepId;
  readonly row: StepRow;
  readonly tip: Text;
  /** Where the same step was listed before. */
  readonly earlier: number | undefined;
  /** Active time of acts that it claimed. */
  claimedMs: number;
  done: StepRecord | undefined;
};

/**
 * Follows which of the lesson's steps are done. A step may be done before its turn; time that no
 * other step claims is the next one's that gets done. A step listed again waits for the one listed
 * before it, so that the second card is not taken for checked because the first was checked twice.
 */
export function createStepTracker(scenario: Scenario): StepTracker {
  const entries = listEntries(scenario);
  const watching = indexByKind(entries);
  const lambda = LAMBDA[scenario.level];
  const used = new Set<Modality>();
  let lastMs: number | undefined;
  let countedMs = 0;

  const record = (entry: Entry, state: StepRecord["state"], now: Situation): StepRecord => {
    const { step, row, tip, claimedMs } = entry;
    return {
      step,
      title: STEP_TEXT[step].title,
      tip,
      state,
      startMs: lastMs ?? now.clockMs,
      endMs: now.clockMs,
      activeMs: claimedMs + (state === "todo" ? 0 : now.activeMs - countedMs),
      targetMs: targetMs(row, now, used, lambda),
      acts: actsOf(row, now),
      seq: now.seq,
    };
  };

  const finish = (entry: Entry, now: Situation): void => {
    entry.done = record(entry, "done", now);
    lastMs = now.clockMs;
    countedMs = now.activeMs;
    used.clear();
  };

  const due = (entry: Entry, at: number): boolean => {
    if (entry.done !== undefined) return false;
    if (entry.earlier === undefined) return true;
    return entries[entry.earlier]?.done !== undefined && entries[at - 1]?.done !== undefined;
  };

  const claim = ({ act }: TraceEvents["input"], now: Situation): void => {
    const owner = entries.find(
      (entry, at) => entry.row.claims?.(act, now) === true && due(entry, at),
    );
    if (owner === undefined) return;
    owner.claimedMs += now.activeMs - countedMs;
    countedMs = now.activeMs;
  };

  const settle = (event: TraceEvent, now: Situation): void => {
    const watchers = watching.get(event.kind);
    if (watchers === undefined) return;
    let done = NONE;
    for (const at of watchers) {
      const entry = entries[at];
      if (entry === undefined || done.includes(entry.step) || !due(entry, at)) continue;
      if (!sees(entry.row.done, event, now)) continue;
      done = [...done, entry.step];
      finish(entry, now);
    }
  };

  return {
    take: (event, now) => {
      if (event.kind === "lesson.began") lastMs = event.atMs;
      if (!now.began || now.ended) return;
      if (event.kind === "input") {
        used.add(event.data.by);
        claim(event.data, now);
      }
      settle(event, now);
    },
    records: (now) => {
      const current = now.ended ? -1 : entries.findIndex((entry) => entry.done === undefined);
      return entries.map(
        (entry, at) => entry.done ?? record(entry, at === current ? "now" : "todo", now),
      );
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
    return {
      step,
      row: STEPS[step],
      tip: tip ?? STEP_TEXT[step].tip,
      earlier,
      claimedMs: 0,
      done: undefined,
    };
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
