/** A message that came or went, or a connection that did something worth telling. */
export type Logged = {
  /** Counted from 1, never again. */
  readonly seq: number;
  /** Milliseconds since 1970 UTC. */
  readonly atEpochMs: number;
  /** Counted from 1, in order of acceptance. */
  readonly connection: number;
} & (
  | {
      readonly direction: "in";
      readonly frame: Uint8Array;
      /** Its number among the frames that the bank has received, by which it explains it. */
      readonly number: number;
    }
  | { readonly direction: "out"; readonly frame: Uint8Array; readonly number: number }
  | { readonly direction: "none"; readonly happened: Happening; readonly detail: string }
);

/** What connections do besides bringing messages. */
export type Happening =
  | "connected"
  | "closed"
  | "broken-frame"
  | "too-slow"
  | "idle"
  | "not-reading"
  | "late";

/** Without what the log itself adds. */
export type Entry = Logged extends infer Each
  ? Each extends Logged
    ? Omit<Each, "seq" | "atEpochMs">
    : never
  : never;

/** The latest messages, and those who follow them. It holds test cards' bytes: show none of it raw. */
export type MessageLog = {
  readonly add: (entry: Entry) => void;
  /** Those after number `after` that are still known, at most `limit`, the oldest first. */
  readonly since: (after: number, limit: number) => readonly Logged[];
  /** The latest number given. */
  readonly last: () => number;
  /** @returns how to stop following */
  readonly follow: (told: (logged: Logged) => void) => () => void;
  readonly clear: () => void;
};

/** Chosen: as many as a person scrolls through, or a test looks back at. */
export const LOGGED_MAX = 5_000;

export function createMessageLog(nowEpochMs: () => number): MessageLog {
  const shelf = createShelf();
  const followers = new Set<(logged: Logged) => void>();
  let last = 0;
  let first = 1;

  return {
    add: (entry) => {
      last += 1;
      if (last - first >= LOGGED_MAX) first += 1;
      shelf.put(last % LOGGED_MAX, entry, nowEpochMs());
      if (followers.size === 0) return;
      const logged = shelf.look(last % LOGGED_MAX, last);
      for (const told of followers) told(logged);
    },
    since: (after, limit) => {
      const found: Logged[] = [];
      const from = Math.max(after + 1, first);
      for (let seq = from; seq <= last && found.length < limit; seq += 1) {
        found.push(shelf.look(seq % LOGGED_MAX, seq));
      }
      return found;
    },
    last: () => last,
    follow: (told) => {
      followers.add(told);
      return () => void followers.delete(told);
    },
    clear: () => {
      first = last + 1;
      shelf.clear();
    },
  };
}

/** What is known of each place of the log. */
type Shelf = {
  readonly put: (place: number, entry: Entry, atEpochMs: number) => void;
  readonly look: (place: number, seq: number) => Logged;
  readonly clear: () => void;
};

/** Chosen: holds hundreds of frames, and is soon let go of once the last of them is forgotten. */
const SLAB_BYTES = 32_768;

/**
 * Numbers and bytes side by side in columns: an object for every message would live just long
 * enough to cost the collector most of its time, and nearly none is ever looked at.
 */
function createShelf(): Shelf {
  const times = new Float64Array(LOGGED_MAX);
  const connections = new Float64Array(LOGGED_MAX);
  const numbers = new Float64Array(LOGGED_MAX);
  const starts = new Uint32Array(LOGGED_MAX);
  const ends = new Uint32Array(LOGGED_MAX);
  const entries: (Extract<Entry, { direction: "none" }> | "in" | "out")[] = [];
  const slabs: Uint8Array[] = [];
  let slab = new Uint8Array(SLAB_BYTES);
  let used = 0;

  /** A copy: whoever gave the bytes may use their buffer again, or would have it kept whole. */
  const keep = (place: number, frame: Uint8Array): void => {
    if (used + frame.length > slab.length) {
      slab = new Uint8Array(Math.max(SLAB_BYTES, frame.length));
      used = 0;
    }
    slab.set(frame, used);
    slabs[place] = slab;
    starts[place] = used;
    used += frame.length;
    ends[place] = used;
  };

  return {
    put: (place, entry, atEpochMs) => {
      times[place] = atEpochMs;
      connections[place] = entry.connection;
      if (entry.direction === "none") {
        entries[place] = entry;
        return;
      }
      entries[place] = entry.direction;
      numbers[place] = entry.number;
      keep(place, entry.frame);
    },
    look: (place, seq) => {
      const atEpochMs = times[place] ?? 0;
      const connection = connections[place] ?? 0;
      const entry = entries[place] ?? "in";
      if (typeof entry !== "string") return { ...entry, seq, atEpochMs };
      const frame = (slabs[place] ?? slab).slice(starts[place], ends[place]);
      return { direction: entry, frame, number: numbers[place] ?? 0, connection, seq, atEpochMs };
    },
    clear: () => {
      entries.length = 0;
      slabs.length = 0;
    },
  };
}
