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
  const digest: Digest = Uint32Array.of(0x811c9dc5, 0x9dc5811c);
  const middles = new Map<string, Map<string, string>>();

  return {
    emit: (node, kind, data) => {
      seq += 1;
      const { cause } = scheduler;
      const atMs = scheduler.nowMs();
      const body = (data as Often)[JSON_OF] ?? JSON.stringify(data);
      const head = `{"seq":${seq},"atMs":${atMs}${middleOf(middles, node, kind)}${cause}`;
      const line = body === "{}" ? `${head}}` : `${head},${body.slice(1)}`;
      mixWord(digest, atMs);
      mixWord(digest, cause);
      mixText(digest, node);
      mixText(digest, kind);
      mixText(digest, body);
      scheduler.cause = seq;
      sink({ seq, atMs, node, kind, cause, data, line });
    },
    hash: () => hex(digest[0] ?? 0) + hex(digest[1] ?? 0),
    length: () => seq,
  };
}

/** What stands in a line between its time and its cause; a world has few nodes and kinds. */
function middleOf(middles: Map<string, Map<string, string>>, node: string, kind: string): string {
  let ofNode = middles.get(node);
  if (ofNode === undefined) {
    ofNode = new Map();
    middles.set(node, ofNode);
  }
  let middle = ofNode.get(kind);
  if (middle === undefined) {
    middle = `,"node":"${node}","kind":"${kind}","cause":`;
    ofNode.set(kind, middle);
  }
  return middle;
}

/** Where data that is said again and again keeps its JSON; nobody else sees it. */
const JSON_OF = Symbol("JSON");

type Often = { readonly [JSON_OF]?: string };

/** The same data, frozen, and made into JSON once however often an event says it. */
export function saidOften<T extends object>(data: T): T {
  Object.defineProperty(data, JSON_OF, { value: JSON.stringify(data) });
  return Object.freeze(data);
}

/**
 * Two running hashes of 32 bits, each mixed with a word at a time. Of a line its parts are mixed in
 * rather than its characters: they tell the same in half the words.
 */
type Digest = Uint32Array;

function mixWord(digest: Digest, word: number): void {
  const high = Math.imul((digest[0] ?? 0) ^ word, 0x01000193);
  const low = Math.imul((digest[1] ?? 0) ^ word, 0x85ebca6b);
  digest[0] = high ^ (high >>> 15);
  digest[1] = low ^ (low >>> 13);
}

/** Mixes in how long a text is, so that two texts are never taken for two others, and its characters. */
function mixText(digest: Digest, text: string): void {
  const { length } = text;
  mixWord(digest, length);
  let high = digest[0] ?? 0;
  let low = digest[1] ?? 0;
  const pairs = length & ~1;
  for (let at = 0; at < pairs; at += 2) {
    const word = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
    high = Math.imul(high ^ word, 0x01000193);
    high ^= high >>> 15;
    low = Math.imul(low ^ word, 0x85ebca6b);
    low ^= low >>> 13;
  }
  digest[0] = high;
  digest[1] = low;
  if (pairs < length) mixWord(digest, text.charCodeAt(pairs));
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
