import type { Machine } from "../kit/step.ts";
import type { Clock } from "./clock.ts";

type Tick = { readonly type: "tick" };

/** A pure machine that lives in real time. */
export type Running<S, I> = {
  readonly send: (input: I) => void;
  readonly state: () => S;
  /** No time passes for it any more. */
  readonly stop: () => void;
};

/**
 * Keeps a machine's state, performs its effects in order, and sends it a `tick` at the time it
 * names. What is sent while effects are performed waits until they are done.
 */
export function runInTime<S, I extends object, E>(
  machine: Machine<S, I | Tick, E>,
  initial: S,
  clock: Clock,
  perform: (effect: E) => void,
): Running<S, I> {
  const inbox: (I | Tick)[] = [];
  let state = initial;
  let busy = false;
  let stopped = false;
  let callOff = (): void => undefined;

  const run = (input: I | Tick): void => {
    const nowMs = clock.nowMs();
    const step = machine(state, input, nowMs);
    state = step.state;
    callOff();
    if (step.wakeAtMs !== undefined && !stopped) {
      callOff = clock.after(Math.max(0, step.wakeAtMs - nowMs), () => send({ type: "tick" }));
    }
    for (const effect of step.effects) perform(effect);
  };

  const send = (input: I | Tick): void => {
    inbox.push(input);
    if (busy) return;
    busy = true;
    try {
      for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) run(next);
    } finally {
      busy = false;
    }
  };

  return {
    send,
    state: () => state,
    stop: () => {
      stopped = true;
      callOff();
    },
  };
}
