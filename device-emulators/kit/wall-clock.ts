/** Date and time as a wall clock in China shows them: `YYYYMMDD` and `hhmmss`. */
export type WallTime = { readonly date: string; readonly time: string };

const DAY_MS = 86_400_000;
/** +08:00, everywhere and all year. */
const CHINA_OFFSET_MS = 28_800_000;
/** Days in 400 years of the Gregorian calendar. */
const ERA_DAYS = 146_097;
/** From 0000-03-01, where the years below begin, to 1970-01-01. */
const EPOCH_DAYS = 719_468;

/** The wall clock at `epochMs` milliseconds after 1970-01-01 UTC. */
export function wallTime(epochMs: number): WallTime {
  const localMs = epochMs + CHINA_OFFSET_MS;
  const days = Math.floor(localMs / DAY_MS);
  const seconds = Math.floor((localMs - days * DAY_MS) / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = Math.floor(minutes / 60) * 10_000 + (minutes % 60) * 100 + (seconds % 60);
  return { date: dateOf(days), time: String(time).padStart(6, "0") };
}

/** Counts years from 1 March, so that the leap day is a year's last day. */
function dateOf(sinceEpoch: number): string {
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
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return String(year * 10_000 + month * 100 + day);
}
