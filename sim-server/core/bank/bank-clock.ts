import { wallTime } from "../../../device-emulators/kit/wall-clock.ts";

/** The bank's wall clock at one moment, as its messages write it. */
export type Wall = {
  /** hhmmss (DE 12). */
  readonly time: string;
  /** MMDD (DE 13, 15). */
  readonly date: string;
  /** YYMM, to compare with a card's expiry. */
  readonly yearMonth: string;
};

/** What the wall clock in China shows `sinceEpochMs` after 1970-01-01 UTC. */
export function wallAt(sinceEpochMs: number): Wall {
  const { date, time } = wallTime(sinceEpochMs);
  return { time, date: date.slice(4), yearMonth: date.slice(2, 6) };
}
