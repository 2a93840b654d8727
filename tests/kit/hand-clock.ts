import type { Clock } from "../../device-emulators/transports/clock.ts";

/** Time that stands until it is moved on; what falls due on the way is called at its own time. */
export type HandClock = Clock & { readonly pass: (ms: number) => void };

export function createHandClock(): HandClock {
  const due = new Map<() => void, number>();
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    after: (waitMs, call) => {
      const alarm = (): void => call();
      due.set(alarm, nowMs + waitMs);
      return () => void due.delete(alarm);
    },
    pass: (ms) => {
      const untilMs = nowMs + ms;
      for (;;) {
        const [first] = [...due].sort(([, left], [, right]) => left - right);
        if (first === undefined || first[1] > untilMs) break;
        due.delete(first[0]);
        nowMs = first[1];
        first[0]();
      }
      nowMs = untilMs;
    },
  };
}
