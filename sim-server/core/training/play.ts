import type { Answer, Scenario } from "../../../scenarios/format/scenario.ts";
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
};

/** Chosen: longer than any customer stays once she has all she came for. */
const LEAVING_MS = 60_000;

/** Plays an answer from opening to the customer's leaving, as fast as it goes. */
export function playAnswer({ scenario, answer, seed, sink, robot: options }: PlayOptions): Play {
  const scorer = createScorer(scenario);
  const watch = watchExpectations(scenario);
  const counter = createCounter({
    scenario,
    seed,
    sink: (record) => {
      scorer.take(record as TraceEvent);
      watch.take(record as TraceEvent);
      sink?.(record);
    },
  });
  const stuck = driveRobot(counter, answer, options);
  if (stuck === undefined) waitForEnd(counter);
  return {
    card: scorer.final(),
    unmet: watch.complaints(),
    stuck,
    ended: counter.ended(),
    worldMs: counter.nowMs(),
    traceHash: counter.traceHash(),
  };
}

/** Plays an answer on a counter up to its last intention. @returns why the robot is stuck, if it is */
export function driveRobot(
  counter: Counter,
  answer: Answer,
  options?: RobotOptions,
): string | undefined {
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
        counter.advance(nowMs + move.waitMs);
        break;
      case "watch":
        counter.advance(Math.min(counter.nextDueMs() ?? move.untilMs, move.untilMs));
        break;
      case "done":
        return undefined;
      case "stuck":
        return move.why;
    }
  }
}

function waitForEnd(counter: Counter): void {
  const untilMs = counter.nowMs() + LEAVING_MS;
  while (!counter.ended()) {
    const dueMs = counter.nextDueMs();
    if (dueMs === undefined || dueMs > untilMs) return;
    counter.advance(dueMs);
  }
}
