import type { TraceEvent, TraceKind } from "../trace-events.ts";
import type { Breach } from "./evidence.ts";
import type { ActiveRule } from "./rules/rules.ts";
import type { Moment, Situation } from "./situation.ts";
import { sees } from "./watch.ts";

/** A fold over a trace that keeps which rules were broken, and when. */
export type RuleWatch = {
  /** Takes the next event; `now` is the situation just before it, its clock moved on. */
  readonly take: (event: TraceEvent, now: Situation) => void;
  readonly breaches: readonly Breach[];
  /** What the end of the lesson finds undone. */
  readonly missing: (end: Situation, at: Moment) => readonly Breach[];
};

/** Holds every rule of a lesson against its trace. */
export function createRuleWatch(active: readonly ActiveRule[]): RuleWatch {
  const watching = indexByKind(active);
  const breaches: Breach[] = [];
  const broken = new Set<string>();

  const hold = ({ rule, params }: ActiveRule, event: TraceEvent, now: Situation): void => {
    if (rule.repeats !== true && broken.has(rule.id)) return;
    if (rule.broken === undefined || !sees(rule.broken, event, now, params)) return;
    broken.add(rule.id);
    breaches.push({ rule, ...(rule.moment?.(now) ?? { atMs: now.clockMs, seq: event.seq }) });
  };

  return {
    take: (event, now) => {
      if (!now.began || now.ended) return;
      const watchers = watching.get(event.kind);
      if (watchers === undefined) return;
      for (const each of watchers) hold(each, event, now);
    },
    breaches,
    missing: (end, at) =>
      active
        .filter(({ rule, params }) => !broken.has(rule.id) && rule.missing?.(end, params) === true)
        .map(({ rule }) => ({ rule, ...(rule.moment?.(end) ?? at) })),
  };
}

function indexByKind(active: readonly ActiveRule[]): ReadonlyMap<TraceKind, readonly ActiveRule[]> {
  const index = new Map<TraceKind, ActiveRule[]>();
  for (const each of active) {
    for (const kind of Object.keys(each.rule.broken ?? {}) as TraceKind[]) {
      const list = index.get(kind);
      if (list === undefined) index.set(kind, [each]);
      else list.push(each);
    }
  }
  return index;
}
