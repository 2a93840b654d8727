import { invariant } from "../../device-emulators/kit/errors.ts";
import { measureAlone } from "./alone.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import type { LedgerMark } from "./ledger-sales.ts";

/** A sale may cost so many times what it cost on an empty ledger. */
const GROWTH_MAX = 1.2;

export const LEDGER_GROWTH: Benchmark = {
  name: "ledger-growth",
  measures: "what a sale costs the bank, frame in to frame out, up to a million ledger entries",
  run: async () => {
    const marks = await measureAlone("ledger");
    const [first, last] = [marks[0], marks.at(-1)];
    invariant(first !== undefined && last !== undefined, "the ledger was looked at");
    return [...marks.map(atMark), growth(first, last), weight(last)];
  },
};

function atMark({ entries, saleUs, echoUs }: LedgerMark): Figure {
  return {
    name: `ledger-growth-${entries}`,
    value: saleUs,
    unit: `us/sale at ${entries} entries`,
    baseline: "the same frame read, checked, written and sealed",
    baselineValue: echoUs,
    target: undefined,
  };
}

/** Each beside what the machine could do at that moment, as a machine has slower moments. */
function growth(first: LedgerMark, last: LedgerMark): Figure {
  return {
    name: "ledger-growth",
    value: last.saleUs / last.echoUs,
    unit: `times the bare frame at ${last.entries} entries`,
    baseline: `the same at ${first.entries} entries`,
    baselineValue: first.saleUs / first.echoUs,
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
