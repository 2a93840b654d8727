import type { Transaction } from "./transactions.ts";

/** What a merchant is paid (debit) and pays back (credit), with the number of transactions. */
export type Totals = {
  debitMinor: number;
  debitCount: number;
  creditMinor: number;
  creditCount: number;
};

/** Cards from home and from abroad are settled apart. */
export type BatchTotals = { readonly domestic: Totals; readonly foreign: Totals };

/** The side of a settlement that each kind counts on. @source UnionPay, DE 48 of a settlement */
const SIDES: Readonly<Partial<Record<Transaction["kind"], "debit" | "credit">>> = {
  sale: "debit",
  "offline-sale": "debit",
  completion: "debit",
  "completion-advice": "debit",
  void: "credit",
  refund: "credit",
  "completion-void": "credit",
};

/** The totals of every batch of every terminal, kept as the transactions come and go. */
export type Batches = {
  readonly follow: (transaction: Transaction) => void;
  readonly totals: (name: { readonly terminal: string; readonly batch: string }) => BatchTotals;
};

export function createBatches(): Batches {
  const terminals = new Map<string, Map<string, BatchTotals>>();

  const totals: Batches["totals"] = ({ terminal, batch }) => {
    const batches = terminals.get(terminal) ?? new Map<string, BatchTotals>();
    const known = batches.get(batch);
    if (known !== undefined) return known;
    const none = { domestic: nothing(), foreign: nothing() };
    terminals.set(terminal, batches);
    batches.set(batch, none);
    return none;
  };

  const follow = (transaction: Transaction): void => {
    const counted = counts(transaction);
    if (counted === transaction.counted) return;
    transaction.counted = counted;
    const sum = totals(transaction.exchange)[transaction.foreign ? "foreign" : "domestic"];
    const [amountMinor, count] = counted
      ? [transaction.amountMinor, 1]
      : [-transaction.amountMinor, -1];
    if (SIDES[transaction.kind] === "debit") {
      sum.debitMinor += amountMinor;
      sum.debitCount += count;
    } else {
      sum.creditMinor += amountMinor;
      sum.creditCount += count;
    }
  };

  return { follow, totals };
}

/**
 * Whether a settlement counts it: a voided sale counts on its side and its void on the other, what
 * was reversed never happened.
 */
export function counts({ kind, state, exchange, original }: Transaction): boolean {
  if (SIDES[kind] === undefined || state !== "agreed" || exchange.reversal !== undefined) {
    return false;
  }
  // The void of an order that nobody had paid yet undoes no payment.
  return original === undefined || original.state === "agreed";
}

function nothing(): Totals {
  return { debitMinor: 0, debitCount: 0, creditMinor: 0, creditCount: 0 };
}
