/** Chosen: the lines of a few slips. */
const KEPT_MAX = 256;

/**
 * `make`, which must be a pure function, but what it made of keys met lately is kept. When there are too
 * many all are forgotten: what is wanted often is soon there again, and nothing has to be counted.
 */
export function lately<K, V extends object | string>(
  make: (key: K) => V,
  max = KEPT_MAX,
): (key: K) => V {
  const kept = new Map<K, V>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (kept.size >= max) kept.clear();
    kept.set(key, made);
    return made;
  };
}
