import type { Scheduler } from "./scheduler.ts";

/**
 * What happened in a world, one JSON line an event, streamed to a sink and never held.
 * Keys stand in the order seq, atMs, node, kind, cause, then the event's own.
 */
export type Trace = {
  /** Appends an event and makes it the cause of what follows from it. */
  readonly emit: (node: string, kind: string, data: object) => void;
  /** Sixteen hex digits over every line so far. Two traces of one hash are one trace. */
  readonly hash: () => string;
  readonly length: () => number;
};

/** One event as the sink receives it: what was said, and the line that says it. */
export type TraceRecord = {
  readonly seq: number;
  readonly atMs: number;
  readonly node: string;
  readonly kind: string;
  readonly cause: number;
  readonly data: object;
  readonly line: string;
};

/** Takes each event the moment it is said. */
export type TraceSink = (record: TraceRecord) => void;

/** A trace on which nothing has been said. */
export function createTrace(scheduler: Scheduler, sink: TraceSink): Trace {
  let seq = 0;
  let high = 0x811c9dc5;
  let low = 0x9dc5811c;

  const absorb = (line: string): void => {
    let [h, l] = [high, low];
    for (let at = 0; at < line.length; at += 1) {
      const code = line.charCodeAt(at);
      h = Math.imul(h ^ code, 0x01000193);
      l = Math.imul(l ^ code, 0x85ebca6b);
      l ^= l >>> 13;
    }
    high = h;
    low = l;
  };

  return {
    emit: (node, kind, data) => {
      seq += 1;
      const { cause } = scheduler;
      const atMs = scheduler.nowMs();
      const head = `{"seq":${seq},"atMs":${atMs},"node":"${node}","kind":"${kind}","cause":${cause}`;
      const body = JSON.stringify(data);
      const line = body === "{}" ? `${head}}` : `${head},${body.slice(1)}`;
      absorb(line);
      scheduler.cause = seq;
      sink({ seq, atMs, node, kind, cause, data, line });
    },
    hash: () => hex(high) + hex(low),
    length: () => seq,
  };
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
