/** A published value that the cryptography must come to, and where it was published. */
export type Vector = {
  /** Unique among all vectors. */
  readonly id: string;
  /** Standard, edition and section, or publication; says so where a value was computed here. */
  readonly source: string;
  readonly expected: string;
};

/** A vector, and the computation that it is held against. */
export type Check = Vector & { readonly compute: () => string };

/** All checks of one standard, or of one family of values. */
export type VectorGroup = { readonly name: string; readonly checks: readonly Check[] };

/** The checks of a table of vectors, each computed from its own inputs. */
export function checksOf<V extends Vector>(
  vectors: readonly V[],
  compute: (vector: V) => string,
): Check[] {
  return vectors.map((vector) => {
    const { id, source, expected } = vector;
    return { id, source, expected, compute: () => compute(vector) };
  });
}
