/** Real time as the transports use it: one that never goes back, and a way to be called later. */
export type Clock = {
  /** Whole milliseconds since some moment. */
  readonly nowMs: () => number;
  /** @returns what calls it off */
  readonly after: (waitMs: number, call: () => void) => () => void;
};

export const REAL_CLOCK: Clock = {
  nowMs: () => Math.floor(performance.now()),
  after: (waitMs, call) => {
    const timer = setTimeout(call, waitMs);
    return () => clearTimeout(timer);
  },
};
