import type { Limits } from "./bank-options.ts";
import type { Finding } from "./response-codes.ts";
import type { Transaction } from "./transactions.ts";
import { stands } from "./transactions.ts";

/** What accounts have spent on their latest business day. */
export type Usage = {
  /** Why this much more on that day would be too much. */
  readonly check: (
    account: string,
    limits: Limits,
    want: { readonly amountMinor: number; readonly day: number },
  ) => Finding | undefined;
  /** Counts `transaction` while it stands, and no longer. */
  readonly follow: (transaction: Transaction) => void;
};

type Spent = { day: number; amountMinor: number; count: number };

const COUNTED: ReadonlySet<Transaction["kind"]> = new Set<Transaction["kind"]>([
  "sale",
  "offline-sale",
  "pre-auth",
]);

export function createUsage(): Usage {
  const byAccount = new Map<string, Spent>();

  const spentOn = (account: string, day: number): Spent => {
    const known = byAccount.get(account);
    if (known !== undefined && known.day >= day) return known;
    const spent: Spent = { day, amountMinor: 0, count: 0 };
    byAccount.set(account, spent);
    return spent;
  };

  return {
    check: (account, { singleMinor, dailyMinor, dailyCount }, { amountMinor, day }) => {
      if (singleMinor !== undefined && amountMinor > singleMinor) return "amount-above-limit";
      const spent = spentOn(account, day);
      if (dailyMinor !== undefined && spent.amountMinor + amountMinor > dailyMinor) {
        return "amount-above-limit";
      }
      return dailyCount !== undefined && spent.count >= dailyCount
        ? "count-above-limit"
        : undefined;
    },
    follow: (transaction) => {
      const used = stands(transaction);
      if (
        !COUNTED.has(transaction.kind) ||
        transaction.account === undefined ||
        used === transaction.used
      )
        return;
      transaction.used = used;
      const spent = spentOn(transaction.account.id, transaction.day);
      // What is undone after its day gives nothing back: that day's allowance is over.
      if (spent.day !== transaction.day) return;
      spent.amountMinor += used ? transaction.amountMinor : -transaction.amountMinor;
      spent.count += used ? 1 : -1;
    },
  };
}
