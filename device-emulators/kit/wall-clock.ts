/** Date and time as a wall clock in China shows them: `YYYYMMDD` and `hhmmss`. */
export type WallTime = { readonly date: string; readonly time: string };

const DAY_MS = 86_400_000;
/** +08:00, everywhere and all year. */
const CHINA_OFFSET_MS = 28_800_000;
const DAYS_IN_4_YEARS = 1_461;
/** 1 January 1970 to 1 March 2000, from where every fourth year up to 2099 has a leap day. */
const DAYS_TO_MARCH_2000 = 11_017;
/** Days before each month of a year that begins in March, so that its leap day comes last. */
const DAYS_BEFORE = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];

/**
 * The wall clock at `epochMs` milliseconds after 1970-01-01 UTC.
 *
 * @param epochMs from March 2000 to the end of 2099
 */
export function wallTime(epochMs: number): WallTime {
  const localMs = epochMs + CHINA_OFFSET_MS;
  const days = Math.floor(localMs / DAY_MS);
  const seconds = Math.floor((localMs - days * DAY_MS) / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = Math.floor(minutes / 60) * 10_000 + (minutes % 60) * 100 + (seconds % 60);
  return { date: dateOf(days - DAYS_TO_MARCH_2000), time: String(time).padStart(6, "0") };
}

function dateOf(sinceMarch2000: number): string {
  const period = Math.floor(sinceMarch2000 / DAYS_IN_4_YEARS);
  const dayOfPeriod = sinceMarch2000 - period * DAYS_IN_4_YEARS;
  const yearOfPeriod = Math.min(3, Math.floor(dayOfPeriod / 365));
  const dayOfYear = dayOfPeriod - yearOfPeriod * 365;
  let place = 11;
  while ((DAYS_BEFORE[place] ?? 0) > dayOfYear) place -= 1;
  const month = place < 10 ? place + 3 : place - 9;
  const year = 2000 + period * 4 + yearOfPeriod + (month < 3 ? 1 : 0);
  const day = dayOfYear - (DAYS_BEFORE[place] ?? 0) + 1;
  return String(year * 10_000 + month * 100 + day);
}
