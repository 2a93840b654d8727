import type { Scheduler } from "./scheduler.ts";

/**
 * A cable: bytes sent into one end come out of the other, later, in order, and in the pieces
 * they were sent in, unless something disturbs them.
 */
export type Line = {
  readonly name: string;
  readonly a: LineEnd;
  readonly b: LineEnd;
  /** Whether bytes get through. While down they vanish, and neither end is told. */
  up: boolean;
  /** What a fault makes of a piece on its way; none set, it arrives as it is. */
  disturb: Disturbance | undefined;
  /** Takes each piece in the line's place, and hands what comes of it to `carry`. */
  divert: ((way: Way, bytes: Uint8Array) => void) | undefined;
  /** Carries a piece that nothing more is made of. */
  readonly carry: (way: Way, bytes: Uint8Array) => void;
};

/** One end of a cable. */
export type LineEnd = {
  readonly send: (bytes: Uint8Array) => void;
  /** Where bytes from the other end arrive; whoever holds this end sets it. */
  onReceive: (bytes: Uint8Array) => void;
};

/** From which end to which. */
export type Way = "a-to-b" | "b-to-a";

/**
 * The pieces that arrive instead of `bytes`, each with the delay it has on top of the line's;
 * undefined where nothing happens to them.
 */
export type Disturbance = (
  way: Way,
  bytes: Uint8Array,
) => readonly { readonly bytes: Uint8Array; readonly laterMs: number }[] | undefined;

/** How long a cable takes, and how much fits through it. */
export type LineOptions = {
  readonly name: string;
  readonly delayMs: number;
  /** Bytes per second, where the line is slow enough to matter. */
  readonly bandwidth?: number;
};

/** A cable that is up and undisturbed. */
export function createLine(scheduler: Scheduler, options: LineOptions): Line {
  const line: Line = {
    name: options.name,
    up: true,
    disturb: undefined,
    divert: undefined,
    carry: (way, bytes) => deliver(way, bytes, 0),
    a: { send: (bytes) => send("a-to-b", bytes), onReceive: () => undefined },
    b: { send: (bytes) => send("b-to-a", bytes), onReceive: () => undefined },
  };
  const freeAtMs = { "a-to-b": 0, "b-to-a": 0 };

  const send = (way: Way, bytes: Uint8Array): void => {
    if (!line.up) return;
    const pieces = line.disturb?.(way, bytes);
    if (pieces === undefined) pass(way, bytes, 0);
    else for (const piece of pieces) pass(way, piece.bytes, piece.laterMs);
  };

  const pass = (way: Way, bytes: Uint8Array, laterMs: number): void => {
    const { divert } = line;
    if (divert === undefined) deliver(way, bytes, laterMs);
    else if (laterMs === 0) divert(way, bytes);
    else scheduler.after(laterMs, () => divert(way, bytes));
  };

  const deliver = (way: Way, bytes: Uint8Array, laterMs: number): void => {
    const end = way === "a-to-b" ? line.b : line.a;
    const onTheWireMs =
      options.bandwidth === undefined ? 0 : Math.ceil((bytes.length * 1000) / options.bandwidth);
    const startMs = Math.max(scheduler.nowMs(), freeAtMs[way]);
    freeAtMs[way] = startMs + onTheWireMs;
    const arrivesMs = startMs + onTheWireMs + options.delayMs + laterMs;
    scheduler.after(arrivesMs - scheduler.nowMs(), () => {
      if (line.up) end.onReceive(bytes);
    });
  };
  return line;
}
