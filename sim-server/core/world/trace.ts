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
  const digest = Int32Array.of(HIGH_SEED, LOW_SEED);
  const middles = new Map<string, Map<string, Middle>>();

  return {
    emit: (node, kind, data) => {
      seq += 1;
      const { cause } = scheduler;
      const atMs = scheduler.nowMs();
      const middle = middleOf(middles, node, kind);
      const often = (data as Often)[SAID];
      const body = often === undefined ? JSON.stringify(data) : often.json;
      const head = `{"seq":${seq},"atMs":${atMs}${middle.text}${cause}`;
      const line = body === "{}" ? `${head}}` : `${head},${body.slice(1)}`;
      mix(digest, atMs, cause);
      mix(digest, middle.high, middle.low);
      if (often === undefined) {
        const { high, low } = digestOf(body);
        mix(digest, high, low);
      } else {
        mix(digest, often.high, often.low);
      }
      scheduler.cause = seq;
      sink({ seq, atMs, node, kind, cause, data, line });
    },
    hash: () => hex(digest[0] ?? 0) + hex(digest[1] ?? 0),
    length: () => seq,
  };
}

/** What stands in a line between its time and its cause, and its digest. */
type Middle = Words & { readonly text: string };

/** A world has few nodes and kinds. */
function middleOf(middles: Map<string, Map<string, Middle>>, node: string, kind: string): Middle {
  let ofNode = middles.get(node);
  if (ofNode === undefined) {
    ofNode = new Map();
    middles.set(node, ofNode);
  }
  let middle = ofNode.get(kind);
  if (middle === undefined) {
    const text = `,"node":"${node}","kind":"${kind}","cause":`;
    middle = { text, ...digestOf(text) };
    ofNode.set(kind, middle);
  }
  return middle;
}

/** Where data that is said again and again keeps its JSON and the digest of it; nobody else sees it. */
const SAID = Symbol("said");

type Often = { readonly [SAID]?: Words & { readonly json: string } };

/** The same data, frozen, and made into JSON once however often an event says it. */
export function saidOften<T extends object>(data: T): T {
  const json = JSON.stringify(data);
  Object.defineProperty(data, SAID, { value: { json, ...digestOf(json) } });
  return Object.freeze(data);
}

/** Two words of 32 bits that stand for a text. */
type Words = { readonly high: number; readonly low: number };

const HIGH_SEED = 0x811c9dc5 | 0;
const LOW_SEED = 0x9dc5811c | 0;
const HIGH_PRIME = 0x01000193;
const LOW_PRIME = 0x85ebca6b;

/** Each step can be undone, so that where two digests differ they stay different. */
function mix(digest: Int32Array, first: number, second: number): void {
  const high = Math.imul((digest[0] ?? 0) ^ first, HIGH_PRIME);
  const low = Math.imul((digest[1] ?? 0) ^ second, LOW_PRIME) ^ (high >>> 15);
  digest[0] = high ^ (low >>> 13) ^ (high >>> 15);
  digest[1] = low;
}

/** How long a text is, so that two texts are never taken for two others, and four characters a step. */
function digestOf(text: string): Words {
  const { length } = text;
  let high = HIGH_SEED ^ length;
  let low = LOW_SEED;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    const first = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    const second = text.charCodeAt(at + 2) | (text.charCodeAt(at + 3) << 16);
    high = Math.imul(high ^ first, HIGH_PRIME);
    low = Math.imul(low ^ second, LOW_PRIME) ^ (high >>> 15);
    high ^= (low >>> 13) ^ (high >>> 15);
  }
  for (let at = whole; at < length; at += 1) {
    high = Math.imul(high ^ text.charCodeAt(at), HIGH_PRIME);
    low = Math.imul(low, LOW_PRIME) ^ (high >>> 15);
    high ^= (low >>> 13) ^ (high >>> 15);
  }
  return { high, low };
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
