import type { Answer, Scenario } from "../../../scenarios/format/scenario.ts";
import type { Acquirer } from "../counter/acquirer.ts";
import { type Counter, createCounter } from "../counter/counter.ts";
import type { TraceEvent } from "../trace-events.ts";
import type { TraceSink } from "../world/trace.ts";
import { watchExpectations } from "./expectations.ts";
import { createRobot, type RobotOptions } from "./robot.ts";
import type { ScoreCard } from "./score.ts";
import { createScorer } from "./scorer.ts";

/** How an answer went when a robot played it. */
export type Play = {
  readonly card: ScoreCard;
  /** Where the scenario says what must come of it: what came otherwise, one line each. */
  readonly unmet: readonly string[];
  /** Why the robot could not go on; undefined when it did all it intended. */
  readonly stuck: string | undefined;
  readonly ended: boolean;
  readonly worldMs: number;
  readonly traceHash: string;
};

export type PlayOptions = {
  readonly scenario: Scenario;
  readonly answer: Answer;
  readonly seed: number;
  readonly sink?: TraceSink;
  readonly robot?: RobotOptions;
  /** Someone else's bank; whoever plays there lets in what comes on the line. */
  readonly acquirer?: Acquirer | undefined;
};

/** Chosen: longer than any customer stays once she has all she came for. */
const LEAVING_MS = 60_000;

/** Plays an answer from opening to the customer's leaving, as fast as it goes. */
export function playAnswer(options: PlayOptions): Play {
  const { counter, end } = openPlay(options);
  const stuck = driveRobot(counter, options.answer, options.robot);
  if (stuck === undefined) for (const toMs of timesToEnd(counter)) counter.advance(toMs);
  return end(stuck);
}

/** A counter that is watched, and what was seen in the end. */
export function openPlay({
  scenario,
  seed,
  sink,
  acquirer,
}: Omit<PlayOptions, "answer" | "robot">) {
  const scorer = createScorer(scenario);
  const watch = watchExpectations(scenario);
  const counter = createCounter({
    scenario,
    seed,
    acquirer,
    sink: (record) => {
      scorer.take(record as TraceEvent);
      watch.take(record as TraceEvent);
      sink?.(record);
    },
  });
  return {
    counter,
    end: (stuck: string | undefined): Play => ({
      card: scorer.final(),
      unmet: watch.complaints(),
      stuck,
      ended: counter.ended(),
      worldMs: counter.nowMs(),
      traceHash: counter.traceHash(),
    }),
  };
}

/** Plays an answer on a counter up to its last intention. @returns why the robot is stuck, if it is */
export function driveRobot(
  counter: Counter,
  answer: Answer,
  options?: RobotOptions,
): string | undefined {
  const moves = robotMoves(counter, answer, options);
  for (;;) {
    const next = moves.next();
    if (next.done) return next.value;
    counter.advance(next.value);
  }
}

/**
 * The acts of a robot that plays an answer, each as its time comes. What it gives are the times to
 * which the world may be let go next; it may also be called again before.
 *
 * @returns why the robot is stuck, if it is
 */
export function* robotMoves(
  counter: Counter,
  answer: Answer,
  options?: RobotOptions,
): Generator<number, string | undefined> {
  const robot = createRobot(answer, options);
  let seq = 0;
  for (;;) {
    const nowMs = counter.nowMs();
    const move = robot.next(counter.live, nowMs);
    switch (move.kind) {
      case "act": {
        seq += 1;
        const { act, reactedMs } = move;
        const by = options?.by ?? "robot";
        counter.apply({ seq, id: String(seq), atMs: nowMs, reactedMs, by, act });
        break;
      }
      case "think":
        yield nowMs + move.waitMs;
        break;
      case "watch":
        yield Math.min(counter.nextDueMs() ?? move.untilMs, move.untilMs);
        break;
      case "done":
        return undefined;
      case "stuck":
        return move.why;
    }
  }
}

/** The times to which the world may be let go until the customer has left, or will not leave. */
export function* timesToEnd(counter: Counter): Generator<number, void> {
  const untilMs = counter.nowMs() + LEAVING_MS;
  while (!counter.ended()) {
    const dueMs = counter.nextDueMs();
    if (dueMs === undefined || dueMs > untilMs) return;
    yield dueMs;
  }
}
