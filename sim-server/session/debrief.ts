import { wallTime } from "../../device-emulators/kit/wall-clock.ts";
import type { Scenario } from "../../scenarios/format/scenario.ts";
import type { Debrief } from "../contract/index.ts";
import type { TraceEvent, TraceEvents } from "../core/trace-events.ts";
import { type Explanation, explainTrace } from "../core/training/explain.ts";

/** What is known of a finished session. */
export type FinishedSession = {
  readonly session: string;
  readonly cashier: string;
  readonly scenario: Scenario;
  /** Lines of its trace. */
  readonly trace: readonly string[];
  /** The lesson after it, if there is one. */
  readonly next: string | undefined;
};

/** A finished session, explained for its cashier. Times count from the lesson's beginning. */
export function debriefOf(finished: FinishedSession): Debrief {
  const { session, cashier, scenario, next } = finished;
  const events = finished.trace.map(readLine);
  const told = explainTrace(events, scenario);
  const { card } = told;
  const came = events.find((event) => event.kind === "customer.came")?.data;
  const { id, chapter, lesson, title, coaching } = scenario;
  return {
    session,
    cashier,
    lesson: { id, chapter, lesson, title },
    date: dateOf(scenario.startMs),
    ...(coaching.score ? { total: card.total, grade: card.grade } : {}),
    passed: card.passed,
    durationMs: told.endedMs - told.beganMs,
    parts: [...card.parts],
    ...timesOf(told),
    comparison: [...told.comparison],
    slip: [...told.slip],
    ...(asksElsewhere(events) ? { otherBank: true } : {}),
    customer: customerOf(came, told),
    ...(next === undefined ? {} : { next }),
  };
}

function timesOf({ beganMs, card, good, steps, moods }: Explanation) {
  return {
    losses: card.losses.map(({ rule, part, points, atMs, title, why }) => ({
      rule,
      part,
      points,
      atMs: atMs - beganMs,
      title,
      why,
    })),
    good: good.map(({ atMs, title }) => ({ atMs: atMs - beganMs, title })),
    steps: steps
      .filter(({ state }) => state === "done")
      .map(({ step, title, startMs, endMs, activeMs, targetMs }) => ({
        step,
        title,
        startMs: startMs - beganMs,
        endMs: endMs - beganMs,
        activeMs,
        parMs: targetMs,
      })),
    moods: moods.map((point) => ({ ...point, atMs: point.atMs - beganMs })),
  };
}

function customerOf(came: TraceEvents["customer.came"] | undefined, { moods }: Explanation) {
  const { name = "", face = "" } = came ?? {};
  return { name, face, mood: moods.at(-1)?.mood ?? "calm" };
}

function asksElsewhere(events: readonly TraceEvent[]): boolean {
  return events.some(({ kind, data }) => kind === "session.opened" && data.acquirer !== undefined);
}

/** `YYYY/MM/DD hh:mm` in the shop. */
function dateOf(startMs: number): string {
  const { date, time } = wallTime(startMs);
  return `${date.slice(0, 4)}/${date.slice(4, 6)}/${date.slice(6)} ${time.slice(0, 2)}:${time.slice(2, 4)}`;
}

/** A stored line as the event it says; the program wrote it itself. */
function readLine(line: string): TraceEvent {
  const { seq, atMs, node, kind, cause, ...data } = JSON.parse(line);
  return { seq, atMs, node, kind, cause, data } as TraceEvent;
}
