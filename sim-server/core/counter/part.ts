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
    if (before === undefined || now.some((source, at) => source !== before[at])) {
      sources = now;
      value = make(...now);
    }
    return value;
  };
}
