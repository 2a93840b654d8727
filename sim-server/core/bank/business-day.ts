import { wallTime } from "../../../device-emulators/kit/wall-clock.ts";
import type { BankSettings } from "./bank-options.ts";

/** The day that a transaction is booked on. It ends at the cut-over, not at midnight. */
export type BusinessDay = {
  /** Days since 1970, to count with. */
  readonly index: number;
  /** MMDD (DE 15). */
  readonly date: string;
  /** The books are being closed at this very moment: nothing is decided. */
  readonly closing: boolean;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const CHINA_OFFSET_MS = 28_800_000;

/** The business day at `epochMs` milliseconds after 1970-01-01 UTC. */
export function businessDay(
  epochMs: number,
  { at, windowMs }: BankSettings["cutOver"],
): BusinessDay {
  const cutMs = (Number(at.slice(0, 2)) * 60 + Number(at.slice(2))) * MINUTE_MS;
  const sinceCutMs = (epochMs + CHINA_OFFSET_MS + DAY_MS - cutMs) % DAY_MS;
  // What comes after the cut belongs to the next calendar day, but for a cut at midnight itself.
  const aheadMs = cutMs === 0 ? 0 : DAY_MS - cutMs;
  return {
    index: Math.floor((epochMs + CHINA_OFFSET_MS + aheadMs) / DAY_MS),
    date: wallTime(epochMs + aheadMs).date.slice(4),
    closing: sinceCutMs < windowMs,
  };
}
