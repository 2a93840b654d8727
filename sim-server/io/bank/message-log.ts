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
  const ring: Logged[] = [];
  const followers = new Set<(logged: Logged) => void>();
  let last = 0;
  let first = 1;

  return {
    add: (entry) => {
      last += 1;
      // The entry itself becomes the record: one object less for every message.
      const logged = Object.assign(entry, { seq: last, atEpochMs: nowEpochMs() }) as Logged;
      ring[last % LOGGED_MAX] = logged;
      if (last - first >= LOGGED_MAX) first += 1;
      for (const told of followers) told(logged);
    },
    since: (after, limit) => {
      const found: Logged[] = [];
      const from = Math.max(after + 1, first);
      for (let seq = from; seq <= last && found.length < limit; seq += 1) {
        const logged = ring[seq % LOGGED_MAX];
        if (logged?.seq === seq) found.push(logged);
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
      ring.length = 0;
    },
  };
}
