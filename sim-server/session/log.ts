import type { ActInput, Input } from "../core/counter/act.ts";

/** An input as the log keeps it: with the trace's hash at the moment before it was applied. */
export type InputRow = Input & { readonly hash: string };

/** The row of an act. */
export type ActRow = ActInput & { readonly hash: string };

/** Where re-simulating a log left the path it took when it was played. */
export type Divergence = { readonly seq: number; readonly wanted: string; readonly found: string };
