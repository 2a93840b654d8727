import type { RecordedTransaction } from "./journal-facts.ts";
import { KINDS, kindNamed, type TransactionKind } from "./kinds.ts";

type Sum = { readonly count: number; readonly amountMinor: number };

/** What a batch comes to: what the merchant is owed, what is taken from that, and each kind. */
export type Totals = {
  readonly debit: Sum;
  readonly credit: Sum;
  readonly byKind: ReadonlyMap<TransactionKind, Sum>;
};

const NOTHING: Sum = { count: 0, amountMinor: 0 };

/**
 * Adds a batch up. A transaction that was voided still counts, and so does its void, as both stand in
 * the bank's books; authorisations move no money and count on neither side.
 *
 * @source UnionPay POS terminal specification, settlement totals
 */
export function addUp(transactions: readonly RecordedTransaction[]): Totals {
  const byKind = new Map<TransactionKind, Sum>();
  let [debit, credit] = [NOTHING, NOTHING];
  for (const { intent, approval } of transactions) {
    const kind = kindNamed(intent.transaction);
    const amountMinor = Number(approval.amount);
    byKind.set(kind, plus(byKind.get(kind) ?? NOTHING, amountMinor));
    const { side } = KINDS[kind];
    if (side === "debit") debit = plus(debit, amountMinor);
    if (side === "credit") credit = plus(credit, amountMinor);
  }
  return { debit, credit, byKind };
}

function plus({ count, amountMinor }: Sum, moreMinor: number): Sum {
  return { count: count + 1, amountMinor: amountMinor + moreMinor };
}
