/**
 * The same things in an order drawn from `seed`: one order for one seed, wherever it is asked for,
 * so that a choice does not wander while it is read and says nothing by its place.
 */
export function shuffled<T>(things: readonly T[], seed: string): T[] {
  const order = [...things];
  let state = fingerprint(seed);
  for (let last = order.length - 1; last > 0; last -= 1) {
    state = mix(state);
    const at = state % (last + 1);
    const held = order[last] as T;
    order[last] = order[at] as T;
    order[at] = held;
  }
  return order;
}

/** FNV-1a, 32 bits. @source Fowler, Noll, Vo: draft-eastlake-fnv, section 5 */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** xorshift32, whose state must not be 0. @source Marsaglia, Xorshift RNGs, 2003, section 4 */
function mix(state: number): number {
  let next = state === 0 ? 1 : state;
  next ^= next << 13;
  next ^= next >>> 17;
  next ^= next << 5;
  return next >>> 0;
}
