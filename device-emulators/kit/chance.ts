/**
 * A stream of pseudo-random numbers that depends on nothing but its seed and its name.
 * Streams are drawn apart, so that one more draw in one part does not shift another's.
 */
export type Chance = {
  /** An integer from 0 up to, not including, 2^32. */
  readonly next: () => number;
  /** An integer from 0 up to, not including, `limit` (1 to 2^32). */
  readonly below: (limit: number) => number;
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T;
};

/** The stream called `name` of the run seeded with `seed`. @source sfc32, PractRand 0.94 */
export function chance(seed: number, name: string): Chance {
  let [a, b, c] = [hash(name, seed), hash(name, 0x9e3779b9), seed | 0];
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  const below = (limit: number): number => Math.floor((next() / 0x1_0000_0000) * limit);
  const pick = <T>(choices: readonly [T, ...T[]]): T =>
    choices[below(choices.length)] ?? choices[0];
  return { next, below, pick };
}

/** FNV-1a over the characters, started from `basis`. */
function hash(text: string, basis: number): number {
  let value = (0x811c9dc5 ^ basis) | 0;
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return value;
}
