import type { Scenario } from "../../../scenarios/format/scenario.ts";
import type { TraceEvent, TraceEvents } from "../trace-events.ts";
import { absorb } from "./absorb.ts";
import { advance, isRunning } from "./clock.ts";
import type { Evidence, Waiting } from "./evidence.ts";
import { createKeying } from "./keying.ts";
import { readLesson } from "./lesson-facts.ts";
import { createRuleWatch } from "./rule-watch.ts";
import { isPaid } from "./rules/money-rules.ts";
import { chooseRules } from "./rules/rules.ts";
import { reckon, type ScoreCard } from "./score.ts";
import { begin } from "./situation.ts";
import { createStepTracker, type StepRecord } from "./step-tracker.ts";

/** Folds a trace, event by event, into steps and score; at any moment it can be asked for both. */
export type Scorer = {
  readonly take: (event: TraceEvent) => void;
  readonly steps: () => readonly StepRecord[];
  /** The score of what has happened. What is not done yet costs only once the lesson has ended. */
  readonly card: () => ScoreCard;
  /** The score if the lesson were given up now: what is not done costs. */
  readonly final: () => ScoreCard;
  /** Time that was the cashier's so far, by her own clock. */
  readonly activeMs: () => number;
  /** Whether that time is passing now. */
  readonly running: () => boolean;
};

/** A scorer at the beginning of the lesson's trace. */
export function createScorer(scenario: Scenario): Scorer {
  const now = begin(readLesson(scenario));
  const tracker = createStepTracker(scenario);
  const keying = createKeying();
  const active = chooseRules(scenario.goals);
  const rules = createRuleWatch(active);
  const actionsAsked = active.filter(({ rule }) => rule.byGoal && rule.aspect === "action").length;
  const waits: Waiting[] = [];

  const takeMood = ({ waited = 0 }: TraceEvents["customer.mood"]): void => {
    if (waited > 0 && scenario.coaching.patience && now.began && !now.ended && behind()) {
      waits.push({ lost: waited, atMs: now.clockMs, seq: now.seq });
    }
  };

  // While she is within her targets, it is the world that keeps the customer waiting.
  const behind = (): boolean =>
    tracker
      .records(now)
      .reduce(
        (overMs, { state, activeMs, targetMs }) =>
          state === "todo" ? overMs : overMs + activeMs - targetMs,
        0,
      ) > 0;

  const scoreOf = (ended: boolean): ScoreCard => {
    const { digits, errors } = keying.tally();
    const last = { atMs: now.clockMs, seq: now.seq };
    const evidence: Evidence = {
      steps: tracker.records(now),
      breaches: ended ? [...rules.breaches, ...rules.missing(now, last)] : rules.breaches,
      digits,
      keyingErrors: errors,
      waits,
      actionsAsked,
      ended,
      unpaid: ended && !isPaid(now) ? last : undefined,
    };
    return reckon(scenario, evidence);
  };

  return {
    take: (event) => {
      advance(now, event);
      rules.take(event, now);
      tracker.take(event, now);
      keying.take(event, now);
      if (event.kind === "customer.mood") takeMood(event.data);
      absorb(now, event);
    },
    steps: () => tracker.records(now),
    card: () => scoreOf(now.ended),
    final: () => scoreOf(true),
    activeMs: () => now.activeMs,
    running: () => isRunning(now),
  };
}

/** The score of a whole trace. A trace that breaks off is scored as a lesson given up there. */
export function scoreTrace(events: Iterable<TraceEvent>, scenario: Scenario): ScoreCard {
  const scorer = createScorer(scenario);
  for (const event of events) scorer.take(event);
  return scorer.final();
}
