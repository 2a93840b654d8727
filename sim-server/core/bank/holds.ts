import { holds, type Transaction } from "./transactions.ts";

/** Money that pre-authorisations keep back. It is still the cardholder's: no ledger line says it. */
export type Holds = {
  /** Brings what is held for `transaction` to what should be. */
  readonly follow: (transaction: Transaction) => void;
  /** What an account's holds sum to on a business day; those whose time is over end now. */
  readonly heldMinor: (account: string, day: number) => number;
  readonly of: (account: string) => readonly Transaction[];
};

/** @param holdDays business days that a hold lasts after its own */
export function createHolds(holdDays: number): Holds {
  const byAccount = new Map<string, Set<Transaction>>();

  const heldOn = (account: string): Set<Transaction> => {
    const known = byAccount.get(account) ?? new Set<Transaction>();
    byAccount.set(account, known);
    return known;
  };

  return {
    follow: (transaction) => {
      const held = holds(transaction);
      if (transaction.account === undefined || held === transaction.done.held) return;
      transaction.done.held = held;
      if (held) heldOn(transaction.account.id).add(transaction);
      else heldOn(transaction.account.id).delete(transaction);
    },
    heldMinor: (account, day) => {
      let sumMinor = 0;
      for (const transaction of heldOn(account)) {
        if (day > transaction.day + holdDays) {
          transaction.expired = true;
          transaction.done.held = false;
          heldOn(account).delete(transaction);
        } else sumMinor += transaction.amountMinor;
      }
      return sumMinor;
    },
    of: (account) => [...(byAccount.get(account) ?? [])],
  };
}

/** Whether a pre-authorisation's time is over on that business day. */
export function expiredOn(transaction: Transaction, day: number, holdDays: number): boolean {
  return day > transaction.day + holdDays;
}
