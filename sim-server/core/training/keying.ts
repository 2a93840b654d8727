import type { TraceEvent } from "../trace-events.ts";
import { isDigit, keysAmount } from "./absorb.ts";
import type { Situation } from "./situation.ts";

/** A digit of the amount that was wrong, and whether it was put right before it did harm. */
export type KeyingError = { readonly fixed: boolean; readonly atMs: number; readonly seq: number };

/** A fold over a trace; `now` is the situation just before the event, its clock moved on. */
export type Keying = {
  readonly take: (event: TraceEvent, now: Situation) => void;
  /** Digits keyed, and the errors among them; one not yet put right counts as left. */
  readonly tally: () => { readonly digits: number; readonly errors: readonly KeyingError[] };
};

/**
 * Counts digits and errors of keying amounts, from what the fingers did: a digit that a sticking key
 * added is not the cashier's, and clearing it costs nothing.
 */
export function createKeying(): Keying {
  let digits = 0;
  const fixed: KeyingError[] = [];
  let open: KeyingError[] = [];

  const takeKey = (event: TraceEvent & { kind: "input" }, now: Situation): void => {
    const { act, refused } = event.data;
    if (refused !== undefined || act.type !== "key" || act.device !== "terminal") return;
    if (!keysAmount(now.screen)) return;
    if (isDigit(act.key)) digits += 1;
    const removed = removedErrors(act.key, now);
    for (let count = 0; count < removed; count += 1) fixed.push(errorAt(now, true));
  };

  const takeAmount = (event: TraceEvent & { kind: "terminal.amount" }, now: Situation): void => {
    if (event.data.amountMinor === now.totalMinor) {
      for (const error of open) fixed.push({ ...error, fixed: true });
      open = [];
      return;
    }
    const wrong = differences(now.keyed, String(now.totalMinor));
    open = Array.from({ length: wrong }, () => errorAt(now, false));
  };

  return {
    take: (event, now) => {
      if (!now.began || now.ended) return;
      if (event.kind === "input") takeKey(event, now);
      if (event.kind === "terminal.amount") takeAmount(event, now);
    },
    tally: () => ({ digits, errors: [...fixed, ...open] }),
  };
}

function errorAt(now: Situation, fixed: boolean): KeyingError {
  return { fixed, atMs: now.clockMs, seq: now.seq };
}

function removedErrors(key: string, { keyed, totalMinor }: Situation): number {
  const due = String(totalMinor);
  if (key === "cancel") return Math.max(0, keyed.length - commonPrefix(keyed, due));
  return key === "clear" && keyed !== "" && !due.startsWith(keyed) ? 1 : 0;
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** Places at which two amounts differ, a missing or an extra digit being one. */
function differences(keyed: string, due: string): number {
  let count = Math.abs(keyed.length - due.length);
  for (let at = 0; at < Math.min(keyed.length, due.length); at += 1) {
    if (keyed[at] !== due[at]) count += 1;
  }
  return Math.min(count, keyed.length);
}
