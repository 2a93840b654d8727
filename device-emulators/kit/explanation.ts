import type { DecodeError } from "./errors.ts";

/** What a run of bytes is, for a reader: a node of a tree whose children lie inside it. */
export type Explanation = {
  /** From the start of the input, and how many bytes it takes there. */
  readonly offset: number;
  readonly length: number;
  /** The value in hex, what may be secret in it as `*`; "" where nothing of it may be shown. */
  readonly bytes: string;
  readonly name: string;
  /** What the value says; "" where it says nothing more than its bytes. */
  readonly meaning: string;
  readonly children: readonly Explanation[];
};

/** All that could be explained, and the fault where reading stopped. */
export type Explained = { readonly nodes: readonly Explanation[]; readonly fault?: DecodeError };

/** A node; its meaning, bytes and children may be left out. */
export function explain(
  node: Pick<Explanation, "offset" | "length" | "name"> & Partial<Explanation>,
): Explanation {
  return { bytes: "", meaning: "", children: [], ...node };
}

/** The most nodes of one explanation; chosen, above what any real message has. */
export const NODES_MAX = 4_096;

/** How many more nodes an explanation may get. */
export type Budget = { left: number };

export function fullBudget(): Budget {
  return { left: NODES_MAX };
}
