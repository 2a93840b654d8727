import process from "node:process";
import { weighCounters } from "./idle-counters.ts";
import { growLedger } from "./ledger-sales.ts";

const MEASURES = { ledger: growLedger, counters: weighCounters };

/** What can be measured in a process of its own, by name. */
export type Alone = typeof MEASURES;

// Forked by `alone.ts`: measures what it is told, says what it found, and ends.
const name = process.argv[2];
if (name === "ledger" || name === "counters") process.send?.(MEASURES[name]());
process.disconnect?.();
