/**
 * A part of the view that is made anew only when something it is made of was replaced, so that
 * equal identity means equal content.
 */
export function part<const D extends readonly unknown[], V>(
  from: () => D,
  make: (...sources: D) => V,
): () => V {
  let sources: D | undefined;
  let value: V;
  return () => {
    const now = from();
    const before = sources;
    if (before === undefined || !same(now, before)) {
      sources = now;
      value = make(...now);
    }
    return value;
  };
}

function same(left: readonly unknown[], right: readonly unknown[]): boolean {
  for (let at = 0; at < left.length; at += 1) {
    if (left[at] !== right[at]) return false;
  }
  return true;
}
