import type { Channel, Taken } from "./channel.ts";
import type { Flow, Wait } from "./flow.ts";
import type { Scheduler, Timer } from "./scheduler.ts";

/**
 * One powered thing of the world: its flows and timers live and die together.
 * A cut discards them without running any of their code, as a power failure would.
 */
export type Node = {
  readonly name: string;
  readonly alive: () => boolean;
  readonly nowMs: () => number;
  /** Runs `flow` until its first wait at once, and on from there as its waits end. */
  readonly start: (flow: Flow<unknown>) => void;
  /** Runs `task` once, `delayMs` from now, unless the node is cut or the timer cancelled before. */
  readonly after: (delayMs: number, task: () => void) => Timer;
  readonly cut: () => void;
};

/** A node with power. */
export function createNode(name: string, scheduler: Scheduler): Node {
  let alive = true;

  const after = (delayMs: number, task: () => void): Timer =>
    scheduler.after(delayMs, () => {
      if (alive) task();
    });

  const resume = (flow: Flow<unknown>, first: unknown): void => {
    let next = flow.next(first);
    while (alive && !next.done) {
      const ready = takeFirst(next.value.channels);
      if (ready === undefined) {
        arm(flow, next.value);
        return;
      }
      next = flow.next(ready);
    }
  };

  const arm = (flow: Flow<unknown>, wait: Wait): void => {
    let timer: Timer | undefined;
    const disarm = (): void => {
      for (const channel of wait.channels) channel.waiter = undefined;
      if (timer !== undefined) timer.cancelled = true;
    };
    const wake = (): void => {
      if (!alive) return;
      const ready = takeFirst(wait.channels);
      if (ready === undefined) return;
      disarm();
      resume(flow, ready);
    };
    for (const channel of wait.channels) channel.waiter = wake;
    if (wait.withinMs === undefined) return;
    timer = after(wait.withinMs, () => {
      disarm();
      resume(flow, undefined);
    });
  };

  return {
    name,
    alive: () => alive,
    nowMs: scheduler.nowMs,
    start: (flow) => resume(flow, undefined),
    after,
    cut: () => {
      alive = false;
    },
  };
}

function takeFirst(channels: readonly Channel<unknown>[]): Taken<unknown> | undefined {
  for (const channel of channels) {
    const taken = channel.take();
    if (taken !== undefined) return taken;
  }
  return undefined;
}
