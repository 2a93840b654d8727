/**
 * What a pure machine returns: its next state, and the work the shell must do, in order.
 * Whoever runs the machine sends one `tick` at `wakeAtMs`, if it is given.
 */
export type Step<S, E> = {
  readonly state: S;
  readonly effects: readonly E[];
  readonly wakeAtMs?: number;
};

export type Machine<S, I, E> = (state: S, input: I, nowMs: number) => Step<S, E>;
