/**
 * Lets through a burst of `burst` and then `perSecond`; the time comes as an argument.
 * A person at a till makes about ten inputs a second at the very most.
 */
export function createRateLimit(limits: {
  readonly burst: number;
  readonly perSecond: number;
}): (nowMs: number) => boolean {
  let left = limits.burst;
  let lastMs = 0;
  return (nowMs) => {
    left = Math.min(limits.burst, left + ((nowMs - lastMs) * limits.perSecond) / 1000);
    lastMs = nowMs;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
