import type { Machine } from "../../device-emulators/kit/step.ts";

/** Plays timed inputs through a machine. `effects` is what it asked for, `state` where it ended. */
export function play<S, I, E>(
  machine: Machine<S, I, E>,
  initial: S,
  script: readonly (readonly [atMs: number, input: I])[],
): { readonly state: S; readonly effects: readonly E[] } {
  let state = initial;
  const effects: E[] = [];
  for (const [atMs, input] of script) {
    const step = machine(state, input, atMs);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}
