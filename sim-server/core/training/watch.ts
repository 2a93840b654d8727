import type { TraceEvents, TraceKind } from "../trace-events.ts";
import type { Situation } from "./situation.ts";

/** What of the trace a step or a rule watches for: a predicate for each kind of event it cares about. */
export type Watch<More extends readonly unknown[] = []> = {
  readonly [K in TraceKind]?: (data: TraceEvents[K], now: Situation, ...more: More) => boolean;
};

/** Whether `event` is what `watch` waits for, in the situation just before it. */
export function sees<K extends TraceKind, More extends readonly unknown[]>(
  watch: Watch<More>,
  event: { readonly kind: K; readonly data: TraceEvents[K] },
  now: Situation,
  ...more: More
): boolean {
  const holds = watch[event.kind];
  return holds?.(event.data, now, ...more) ?? false;
}
