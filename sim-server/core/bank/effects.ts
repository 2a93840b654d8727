import type { Batches } from "./batch-totals.ts";
import type { BankEmit } from "./events.ts";
import type { Holds } from "./holds.ts";
import { type EntryKind, type Ledger, type LedgerLine, merchant } from "./ledger.ts";
import type { Usage } from "./limits.ts";
import { pays, refundedMinor, stands, type Transaction } from "./transactions.ts";

/** Makes the books say what follows from the transactions that stand. */
export type Effects = {
  /**
   * Called whenever `cause` has come, has been undone, or has been reversed. At most one entry is
   * booked, in the name of its exchange.
   */
  readonly follow: (cause: Transaction, kind: EntryKind, nowMs: number) => void;
};

export function createEffects(parts: {
  readonly ledger: Ledger;
  readonly holds: Holds;
  readonly usage: Usage;
  readonly batches: Batches;
  readonly emit: BankEmit;
}): Effects {
  const { ledger, holds, usage, batches, emit } = parts;

  const tellHold = (transaction: Transaction, before: boolean): void => {
    if (before === transaction.held) return;
    const { exchange, amountMinor, account } = transaction;
    emit("bank.hold", {
      exchange: exchange.key,
      account: account?.id ?? "",
      amountMinor,
      state: transaction.held ? "placed" : "released",
    });
  };

  const follow: Effects["follow"] = (cause, kind, nowMs) => {
    const moved: Moved[] = [];
    for (const transaction of concerned(cause)) {
      const before = transaction.held;
      move(transaction, moved);
      holds.follow(transaction);
      usage.follow(transaction);
      batches.follow(transaction);
      tellHold(transaction, before);
    }
    const lines: readonly LedgerLine[] = moved.filter(({ amountMinor }) => amountMinor !== 0);
    if (lines.length === 0) return;
    const exchange = cause.exchange.key;
    const { seq } = ledger.post({ kind, exchange, atMs: nowMs, lines });
    emit(kind === "reversal" ? "bank.reversed" : "bank.posted", {
      entry: seq,
      exchange,
      postings: lines,
    });
  };

  return { follow };
}

type Moved = { readonly account: string; amountMinor: number };

/** A transaction, and those before it whose standing depends on it. */
function concerned(transaction: Transaction): readonly Transaction[] {
  const chain: Transaction[] = [];
  for (let at: Transaction | undefined = transaction; at !== undefined; at = at.original)
    chain.push(at);
  return chain;
}

function move(transaction: Transaction, moved: Moved[]): void {
  const changeMinor = owedMinor(transaction) - transaction.postedMinor;
  if (changeMinor === 0) return;
  transaction.postedMinor += changeMinor;
  change(moved, transaction.payer, -changeMinor);
  change(moved, merchant(transaction.merchant), changeMinor);
}

function change(moved: Moved[], account: string, changeMinor: number): void {
  const known = moved.find((each) => each.account === account);
  if (known === undefined) moved.push({ account, amountMinor: changeMinor });
  else known.amountMinor += changeMinor;
}

/** What should have gone from the payer to the merchant for this transaction alone. */
function owedMinor(transaction: Transaction): number {
  if (transaction.kind === "refund") return stands(transaction) ? -transaction.amountMinor : 0;
  if (!pays(transaction)) return 0;
  // What was given back by refunds is not given back again when the payment itself is undone.
  return stands(transaction) ? transaction.amountMinor : refundedMinor(transaction);
}
