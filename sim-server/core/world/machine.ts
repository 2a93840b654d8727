import type { Machine } from "../../../device-emulators/kit/step.ts";
import type { Node } from "./node.ts";
import type { Timer } from "./scheduler.ts";

/**
 * Runs a pure machine on a node: keeps its state, performs its effects in order, and sends it a
 * `tick` at the time it names. An input sent while effects are performed waits until they are done.
 */
export function runMachine<S, I extends object, E>(
  node: Node,
  machine: Machine<S, I | { readonly type: "tick" }, E>,
  initial: S,
  perform: (effect: E) => void,
): { readonly send: (input: I) => void; readonly state: () => S } {
  const inbox: (I | { readonly type: "tick" })[] = [];
  let state = initial;
  let busy = false;
  let alarm: Timer | undefined;

  const run = (input: I | { readonly type: "tick" }): void => {
    const step = machine(state, input, node.nowMs());
    state = step.state;
    if (alarm !== undefined) alarm.cancelled = true;
    alarm =
      step.wakeAtMs === undefined
        ? undefined
        : node.after(Math.max(0, step.wakeAtMs - node.nowMs()), wake);
    for (const effect of step.effects) perform(effect);
  };

  const wake = (): void => send({ type: "tick" });

  const send = (input: I | { readonly type: "tick" }): void => {
    if (busy) {
      inbox.push(input);
      return;
    }
    busy = true;
    try {
      run(input);
      for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) run(next);
    } finally {
      busy = false;
    }
  };
  return { send, state: () => state };
}
