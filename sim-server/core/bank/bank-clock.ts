/** The bank's wall clock at one moment, as its messages write it. */
export type Wall = {
  /** hhmmss (DE 12). */
  readonly time: string;
  /** MMDD (DE 13, 15). */
  readonly date: string;
  /** YYMM, to compare with a card's expiry. */
  readonly yearMonth: string;
};

const DAY_MS = 86_400_000;
/** China keeps +08:00 everywhere, all year. */
const OFFSET_MS = 8 * 3_600_000;
/** Days in 400 years of the Gregorian calendar. */
const ERA_DAYS = 146_097;
/** From 0000-03-01, where the years below begin, to 1970-01-01. */
const EPOCH_DAYS = 719_468;

/** What the wall clock in China shows `sinceEpochMs` after 1970-01-01 UTC. */
export function wallAt(sinceEpochMs: number): Wall {
  const localMs = sinceEpochMs + OFFSET_MS;
  const days = Math.floor(localMs / DAY_MS);
  const seconds = Math.floor((localMs - days * DAY_MS) / 1_000);
  const { year, month, day } = civilFromDays(days);
  const time = Math.floor(seconds / 3_600) * 10_000 + (Math.floor(seconds / 60) % 60) * 100;
  return {
    time: String(time + (seconds % 60)).padStart(6, "0"),
    date: String(month * 100 + day).padStart(4, "0"),
    yearMonth: String((year % 100) * 100 + month).padStart(4, "0"),
  };
}

/** Counts years from 1 March, so that the leap day is a year's last day. */
function civilFromDays(sinceEpoch: number): { year: number; month: number; day: number } {
  const days = sinceEpoch + EPOCH_DAYS;
  const era = Math.floor(days / ERA_DAYS);
  const dayOfEra = days - era * ERA_DAYS;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}
