import { createAgenda } from "../../../device-emulators/kit/agenda.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";

/** Virtual time in whole milliseconds, and what is due when. Ties run in order of scheduling. */
export type Scheduler = {
  readonly nowMs: () => number;
  /** Runs `task` once, `delayMs` from now, unless the returned timer is cancelled before. */
  readonly after: (delayMs: number, task: () => void) => Timer;
  /** When the next task is due, or undefined when nothing is. */
  readonly nextDueMs: () => number | undefined;
  /**
   * The trace event that led to what runs now; a task runs under the cause it was scheduled under.
   */
  cause: number;
  /** Runs everything due up to and at `toMs`, in order, and leaves the clock there. */
  readonly advance: (toMs: number) => void;
};

/** A task that is due; cancelled, it never runs. */
export type Timer = { cancelled: boolean; readonly task: () => void; readonly cause: number };

/** More tasks than this at one instant means that two parts answer each other for ever. */
const TASKS_AT_ONE_INSTANT_MAX = 100_000;

/** A scheduler whose clock stands at 0. */
export function createScheduler(): Scheduler {
  const agenda = createAgenda<Timer>();
  let nowMs = 0;

  const nextDueMs = (): number | undefined => {
    while (agenda.next()?.what.cancelled === true) agenda.take();
    return agenda.next()?.atMs;
  };

  const scheduler: Scheduler = {
    cause: 0,
    nowMs: () => nowMs,
    after: (delayMs, task) => {
      invariant(Number.isSafeInteger(delayMs) && delayMs >= 0, "a delay is whole milliseconds");
      const timer: Timer = { cancelled: false, task, cause: scheduler.cause };
      agenda.add(nowMs + delayMs, timer);
      return timer;
    },
    nextDueMs,
    advance: (toMs) => {
      invariant(toMs >= nowMs, "time does not run backwards");
      let atThisInstant = 0;
      for (
        let next = agenda.next();
        next !== undefined && next.atMs <= toMs;
        next = agenda.next()
      ) {
        agenda.take();
        const { atMs, what: timer } = next;
        if (timer.cancelled) continue;
        atThisInstant = atMs === nowMs ? atThisInstant + 1 : 0;
        invariant(atThisInstant < TASKS_AT_ONE_INSTANT_MAX, "every instant comes to an end");
        nowMs = atMs;
        scheduler.cause = timer.cause;
        timer.task();
      }
      scheduler.cause = 0;
      nowMs = toMs;
    },
  };
  return scheduler;
}
