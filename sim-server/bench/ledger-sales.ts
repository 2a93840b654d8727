import { heldBytes } from "./heap.ts";
import { type KeyedSales, openKeyedSales } from "./keyed-sales.ts";
import { median } from "./rate.ts";

/** What a sale costs a bank that has so many entries in its ledger, and what they weigh. */
export type LedgerMark = {
  readonly entries: number;
  readonly saleUs: number;
  /** The same sale, in turn with it, at a bank that has hardly any. */
  readonly youngUs: number;
  readonly bytesAnEntry: number;
  /** What an entry's own facts weigh in an array, with nothing to find or repeat them by. */
  readonly bareBytes: number;
};

/** What a ledger is compared with. */
export const YOUNG_ENTRIES = 1_000;
const MARKS = [10_000, 100_000, 1_000_000];
/** Chosen: enough that the compiler has settled. */
const WARM_SALES = 30_000;
/** Chosen: few enough that a ledger of a thousand entries is still one of about a thousand. */
const ROUND_SALES = 50;
const ROUNDS = 31;

/** Books sales one after another, and looks at the marks how long they take. */
export function growLedger(): readonly LedgerMark[] {
  sellUntil(openKeyedSales(), WARM_SALES);
  const bareBytes = weighBareEntries();
  const emptyBytes = heldBytes();
  const sales = openKeyedSales();
  return MARKS.map((entries) => {
    sellUntil(sales, entries);
    const kept = sales.bank.books.postings().length;
    const bytesAnEntry = (heldBytes() - emptyBytes) / kept;
    return { entries, ...compare(sales, openYoung()), bytesAnEntry, bareBytes };
  });
}

/** In turn, as a machine has slower moments. */
function compare(old: KeyedSales, young: KeyedSales): { saleUs: number; youngUs: number } {
  const rounds = Array.from({ length: ROUNDS }, () => [timeRound(old), timeRound(young)] as const);
  return {
    saleUs: median(rounds.map(([saleUs]) => saleUs)),
    youngUs: median(rounds.map(([, youngUs]) => youngUs)),
  };
}

function openYoung(): KeyedSales {
  const sales = openKeyedSales();
  sellUntil(sales, YOUNG_ENTRIES);
  return sales;
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

/** Microseconds a sale; frames are made before, so that their making is not measured. */
function timeRound({ bank, next }: KeyedSales): number {
  const frames = Array.from({ length: ROUND_SALES }, next);
  const startMs = performance.now();
  for (const { frame, nowMs } of frames) bank.receive(frame, nowMs);
  return ((performance.now() - startMs) * 1_000) / ROUND_SALES;
}
