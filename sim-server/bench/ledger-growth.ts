import { invariant } from "../../device-emulators/kit/errors.ts";
import { measureAlone } from "./alone.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { type LedgerMark, YOUNG_ENTRIES } from "./ledger-sales.ts";

/** A sale may cost so many times what it costs a bank that has hardly an entry. */
const GROWTH_MAX = 1.2;

export const LEDGER_GROWTH: Benchmark = {
  name: "ledger-growth",
  measures: "what a sale costs the bank, frame in to frame out, up to a million ledger entries",
  run: async () => {
    const marks = await measureAlone("ledger");
    const last = marks.at(-1);
    invariant(last !== undefined, "the ledger was looked at");
    return [...marks.map(atMark), weight(last)];
  },
};

function atMark({ entries, saleUs, youngUs }: LedgerMark): Figure {
  return {
    name: `ledger-growth-${entries}`,
    value: saleUs,
    unit: `us/sale at ${entries} entries`,
    baseline: `in turn with it, at a bank of ${YOUNG_ENTRIES} entries`,
    baselineValue: youngUs,
    target: { of: "ratio", atMost: GROWTH_MAX },
  };
}

function weight({ bytesAnEntry, bareBytes, entries }: LedgerMark): Figure {
  return {
    name: "ledger-growth-memory",
    value: bytesAnEntry,
    unit: `bytes for an entry at ${entries} entries`,
    baseline: "two lines, a name and a time in an array",
    baselineValue: bareBytes,
    target: undefined,
  };
}
