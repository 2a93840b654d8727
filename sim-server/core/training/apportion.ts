/**
 * Whole points out of thousandths: each item gets its whole part, and what is left of their rounded
 * sum goes one by one to the largest remainders, the earlier first. Beyond `limit` nothing counts.
 *
 * @returns points in the order of the items, of sum `round(sum / 1000)` and at most `limit`
 */
export function apportion(thousandths: readonly number[], limit: number): readonly number[] {
  let left = limit * 1000;
  const taken = thousandths.map((each) => {
    const part = Math.min(Math.max(0, each), left);
    left -= part;
    return part;
  });
  const points = taken.map((each) => Math.floor(each / 1000));
  const whole = points.reduce((sum, each) => sum + each, 0);
  const rest = Math.round((limit * 1000 - left) / 1000) - whole;
  const byRemainder = taken
    .map((each, at) => ({ at, remainder: each % 1000 }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, rest)) points[at] = (points[at] ?? 0) + 1;
  return points;
}
