import { heldBytes } from "./heap.ts";
import { type KeyedSales, openKeyedSales } from "./keyed-sales.ts";
import { median } from "./rate.ts";

/** What a sale costs a bank that has so many entries in its ledger, and what they weigh. */
export type LedgerMark = {
  readonly entries: number;
  readonly saleUs: number;
  /** The same frame by one that reads, checks, writes and seals, and remembers nothing. */
  readonly echoUs: number;
  readonly bytesAnEntry: number;
  /** What an entry's own facts weigh in an array, with nothing to find or repeat them by. */
  readonly bareBytes: number;
};

const MARKS = [1_000, 10_000, 100_000, 1_000_000];
/** Chosen: enough that the compiler has settled. */
const WARM_SALES = 30_000;
/** Chosen: few enough that a ledger of a thousand entries is still one of about a thousand. */
const ROUND_SALES = 50;
const ROUNDS = 31;

/** Books sales one after another, and looks at the marks how long they take. */
export function growLedger(): readonly LedgerMark[] {
  const warm = openKeyedSales();
  sellUntil(warm, WARM_SALES);
  for (let round = 0; round < WARM_SALES / ROUND_SALES; round += 1) timeRound(warm);
  const bareBytes = weighBareEntries();
  const emptyBytes = heldBytes();
  const sales = openKeyedSales();
  return MARKS.map((entries) => {
    sellUntil(sales, entries);
    const rounds = Array.from({ length: ROUNDS }, () => timeRound(sales));
    const kept = sales.bank.books.postings().length;
    return {
      entries,
      saleUs: median(rounds.map(({ saleUs }) => saleUs)),
      echoUs: median(rounds.map(({ echoUs }) => echoUs)),
      bytesAnEntry: (heldBytes() - emptyBytes) / kept,
      bareBytes,
    };
  });
}

const BARE_ENTRIES = 100_000;

function weighBareEntries(): number {
  const beforeBytes = heldBytes();
  const entries = Array.from({ length: BARE_ENTRIES }, (_, at) => ({
    seq: at,
    atMs: at,
    exchange: `10023017/000001/${at}`,
    lines: [
      { account: "shopper", amountMinor: -at },
      { account: "shop", amountMinor: at },
    ],
  }));
  return (heldBytes() - beforeBytes) / entries.length;
}

function sellUntil({ bank, next }: KeyedSales, entries: number): void {
  while (bank.books.postings().length < entries) {
    const { frame, nowMs } = next();
    bank.receive(frame, nowMs);
  }
}

/** Frames are made before, so that their making is not measured. */
function timeRound({ bank, next, echo }: KeyedSales): { saleUs: number; echoUs: number } {
  const frames = Array.from({ length: ROUND_SALES }, next);
  const startMs = performance.now();
  for (const { frame, nowMs } of frames) bank.receive(frame, nowMs);
  const soldMs = performance.now();
  for (const { frame } of frames) echo(frame);
  const endMs = performance.now();
  const each = (ms: number): number => (ms * 1_000) / ROUND_SALES;
  return { saleUs: each(soldMs - startMs), echoUs: each(endMs - soldMs) };
}
