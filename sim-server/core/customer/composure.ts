import type { Emit, Mood } from "../trace-events.ts";
import type { Node } from "../world/node.ts";
import type { Timer } from "../world/scheduler.ts";
import {
  ACTIVE_MS,
  addPoints,
  EXPLAINED_MS,
  lookAgainMs,
  moodOf,
  openTemper,
  overdue,
  settle,
  squaresOf,
  type Temper,
} from "./mood.ts";

/** A temper that lives in world time: it tells the trace when the mood changes, and an event moved it. */
export type Composure = {
  readonly satisfaction: () => number;
  readonly mood: () => Mood;
  readonly squares: () => number;
  /** Whether she has waited longer than she puts up with. */
  readonly overdue: () => boolean;
  /** Something is done for her, or said to her. */
  readonly touch: () => void;
  readonly explain: () => void;
  readonly setBusy: (busy: boolean) => void;
  /** She turns to something of her own, or back. */
  readonly setAway: (away: boolean) => void;
  readonly setExternal: (external: boolean) => void;
  /** An event pleased her, or hurt her, by so many points. */
  readonly add: (points: number) => void;
  readonly end: () => void;
};

/** The composure of someone who comes to the counter now. @param changed called when squares change */
export function createComposure(options: {
  readonly node: Node;
  readonly emit: Emit;
  readonly timed: boolean;
  readonly changed: () => void;
}): Composure {
  const { node, emit } = options;
  let temper = openTemper(node.nowMs(), options.timed);
  let alarm: Timer | undefined;
  let alarmMs = Number.POSITIVE_INFINITY;
  let waited = 0;

  const silence = (): void => {
    if (alarm !== undefined) alarm.cancelled = true;
    alarm = undefined;
    alarmMs = Number.POSITIVE_INFINITY;
  };

  /** An alarm that is too early only looks again; so it is moved only when it would be too late. */
  const arm = (): void => {
    const dueMs = lookAgainMs(temper) ?? Number.POSITIVE_INFINITY;
    if (dueMs >= alarmMs) return;
    silence();
    alarmMs = dueMs;
    alarm = node.after(dueMs - node.nowMs(), () => {
      silence();
      change((now) => now);
    });
  };

  const change = (to: (settled: Temper) => Temper): void => {
    const before = temper;
    const settled = settle(before, node.nowMs());
    waited += before.satisfaction - settled.satisfaction;
    temper = to(settled);
    const { satisfaction } = temper;
    const mood = moodOf(temper);
    if (mood !== moodOf(before) || satisfaction !== settled.satisfaction) {
      emit("customer.mood", { mood, satisfaction, ...(waited > 0 ? { waited } : {}) });
      waited = 0;
    }
    if (squaresOf(temper) !== squaresOf(before)) options.changed();
    arm();
  };

  arm();
  return {
    satisfaction: () => settle(temper, node.nowMs()).satisfaction,
    mood: () => moodOf(temper),
    squares: () => squaresOf(temper),
    overdue: () => overdue(settle(temper, node.nowMs())),
    touch: () => change((now) => ({ ...now, activeUntilMs: node.nowMs() + ACTIVE_MS })),
    explain: () => change((now) => ({ ...now, explainedUntilMs: node.nowMs() + EXPLAINED_MS })),
    setBusy: (busy) => change((now) => ({ ...now, busy })),
    setAway: (away) => change((now) => ({ ...now, away })),
    setExternal: (external) => change((now) => ({ ...now, external })),
    add: (points) => change((now) => addPoints(now, points)),
    end: silence,
  };
}
