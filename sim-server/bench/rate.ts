/** Chosen: long enough that the compiler has settled on a small work, short enough to wait for. */
const WARM_MS = 300;
const ROUND_MS = 250;
const ROUNDS = 7;

/**
 * How often a second each of `works` runs, in turn, round by round: the median of the rounds, so
 * that a machine that slows down slows them alike.
 */
export function rates(works: readonly (() => unknown)[], warmMs = WARM_MS): number[] {
  for (const work of works) spin(work, warmMs);
  const rounds = Array.from({ length: ROUNDS }, () => works.map((work) => spin(work, ROUND_MS)));
  return works.map((_, at) => median(rounds.map((round) => round[at] ?? 0)));
}

/** Calls a second over about `ms`. */
function spin(work: () => unknown, ms: number): number {
  const start = performance.now();
  let calls = 0;
  let now = start;
  while (now < start + ms) {
    for (let batch = 0; batch < 64; batch += 1) {
      kept = work();
    }
    calls += 64;
    now = performance.now();
  }
  return (calls * 1000) / (now - start);
}

/** Results go here, so that no compiler may leave the work out. */
export let kept: unknown;

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of the values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}
