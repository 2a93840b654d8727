/**
 * The one place real time enters: it lets the worlds of live sessions follow the wall clock.
 * A single timer serves them all, set for whatever is due first.
 */
export type Pacer = {
  readonly add: (world: PacedWorld) => PacedClock;
  readonly stop: () => void;
};

/** A world as the pacer sees it. */
export type PacedWorld = {
  readonly nowMs: () => number;
  readonly nextDueMs: () => number | undefined;
  /** Called when world time has come to `toMs`: something is due at or before it. */
  readonly due: (toMs: number) => void;
};

export type PacedClock = {
  /** World time now; it stands still while the clock does. */
  readonly nowMs: () => number;
  readonly run: () => void;
  readonly stand: () => void;
  readonly running: () => boolean;
  /** World time is `toMs` from now on: nobody was there for whom it would have had to pass. */
  readonly skip: (toMs: number) => void;
  /** To be called when what is due next may have changed by other means. */
  readonly changed: () => void;
  readonly remove: () => void;
};

type Entry = {
  readonly world: PacedWorld;
  /** Real and world time when the clock last started; undefined while it stands. */
  since: { readonly realMs: number; readonly worldMs: number } | undefined;
  standsAtMs: number;
};

/** @param options.speed world milliseconds in one real one */
export function createPacer(options: {
  readonly speed: number;
  readonly realNowMs: () => number;
  /** Told of a world that broke: it stands from then on, and the others go on. */
  readonly failed: (error: unknown) => void;
}): Pacer {
  const entries = new Set<Entry>();
  let timer: NodeJS.Timeout | undefined;

  const worldNowMs = ({ since, standsAtMs }: Entry): number =>
    since === undefined
      ? standsAtMs
      : since.worldMs + Math.floor((options.realNowMs() - since.realMs) * options.speed);

  const fire = (): void => {
    for (const entry of entries) {
      const nowMs = worldNowMs(entry);
      const dueMs = entry.since === undefined ? undefined : entry.world.nextDueMs();
      if (dueMs !== undefined && dueMs <= nowMs) call(entry, nowMs);
    }
    arm();
  };

  const call = (entry: Entry, nowMs: number): void => {
    try {
      entry.world.due(nowMs);
    } catch (error) {
      entry.standsAtMs = nowMs;
      entry.since = undefined;
      options.failed(error);
    }
  };

  const arm = (): void => {
    clearTimeout(timer);
    let waitMs = Number.POSITIVE_INFINITY;
    for (const entry of entries) {
      const dueMs = entry.since === undefined ? undefined : entry.world.nextDueMs();
      if (dueMs === undefined) continue;
      waitMs = Math.min(waitMs, Math.max(0, (dueMs - worldNowMs(entry)) / options.speed));
    }
    if (waitMs !== Number.POSITIVE_INFINITY) timer = setTimeout(fire, Math.ceil(waitMs));
  };

  return {
    add: (world) => {
      const entry: Entry = { world, since: undefined, standsAtMs: world.nowMs() };
      entries.add(entry);
      return {
        nowMs: () => worldNowMs(entry),
        running: () => entry.since !== undefined,
        run: () => {
          if (entry.since !== undefined) return;
          entry.since = { realMs: options.realNowMs(), worldMs: entry.standsAtMs };
          arm();
        },
        stand: () => {
          entry.standsAtMs = worldNowMs(entry);
          entry.since = undefined;
          arm();
        },
        skip: (toMs) => {
          if (entry.since === undefined) entry.standsAtMs = toMs;
          else entry.since = { realMs: options.realNowMs(), worldMs: toMs };
          arm();
        },
        changed: arm,
        remove: () => {
          entries.delete(entry);
          arm();
        },
      };
    },
    stop: () => {
      clearTimeout(timer);
      entries.clear();
    },
  };
}
