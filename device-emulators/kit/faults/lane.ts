import { concat } from "../bytes.ts";
import type { Passing } from "./passing.ts";

/** One direction of a connection: what is on its way, and when each of it arrives. */
export type Lane = {
  readonly queue: readonly Entry[];
  /** When the last of it arrives: nothing overtakes. */
  readonly lastAtMs: number;
  /** The receiver takes nothing now. */
  readonly paused: boolean;
  /** No bytes come any more. */
  readonly ended: boolean;
};

type Arriving = Exclude<Passing, { type: "wait" }>;
type Entry = { readonly atMs: number; readonly what: Arriving };

export const EMPTY_LANE: Lane = {
  queue: [],
  lastAtMs: Number.NEGATIVE_INFINITY,
  paused: false,
  ended: false,
};

/** Arrives in one go. Chosen: a receiver that says stop is given at most so much more. */
const ONE_GO_BYTES = 16_384;

/** Puts something at the end; behind the end of the bytes, only the close has a place. */
export function put(lane: Lane, passing: Passing, nowMs: number): Lane {
  const lastAtMs = Math.max(lane.lastAtMs, nowMs);
  if (lane.ended && passing.type !== "close") return lane;
  if (passing.type === "wait") return { ...lane, lastAtMs: lastAtMs + passing.ms };
  if (passing.type !== "bytes") {
    const ended = passing.type !== "strike";
    return { ...lane, lastAtMs, ended, queue: [...lane.queue, { atMs: lastAtMs, what: passing }] };
  }
  if (passing.bytes.length === 0) return lane;
  const last = lane.queue.at(-1);
  if (passing.joinMs !== undefined && last?.what.type === "bytes") {
    const joined = { ...last.what, bytes: concat([last.what.bytes, passing.bytes]) };
    return { ...lane, queue: [...lane.queue.slice(0, -1), { ...last, what: joined }] };
  }
  const soonestMs = lane.lastAtMs + (passing.gapMs ?? 0);
  const atMs = Math.max(soonestMs, nowMs + (passing.joinMs ?? 0));
  return { ...lane, lastAtMs: atMs, queue: [...lane.queue, { atMs, what: passing }] };
}

/** Takes what has arrived, not too much of it at once. */
export function take(
  lane: Lane,
  nowMs: number,
): { readonly lane: Lane; readonly arrived: readonly Arriving[] } {
  const arrived: Arriving[] = [];
  let bytes = 0;
  for (const { atMs, what } of lane.paused ? [] : lane.queue) {
    if (atMs > nowMs || bytes >= ONE_GO_BYTES) break;
    arrived.push(what);
    if (what.type === "bytes") bytes += what.bytes.length;
  }
  return arrived.length === 0
    ? { lane, arrived }
    : { lane: { ...lane, queue: lane.queue.slice(arrived.length) }, arrived };
}

/** When the next of it arrives. */
export function nextAtMs({ paused, queue }: Lane): number | undefined {
  return paused ? undefined : queue[0]?.atMs;
}

export function heldBytes({ queue }: Lane): number {
  return queue.reduce((sum, { what }) => sum + (what.type === "bytes" ? what.bytes.length : 0), 0);
}
