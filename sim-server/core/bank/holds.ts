import { holds, type Transaction } from "./transactions.ts";

/** Money that pre-authorisations keep back. It is still the cardholder's: no ledger line says it. */
export type Holds = {
  /** Brings what is held for `transaction` to what should be. */
  readonly follow: (transaction: Transaction) => void;
  /** What an account's holds sum to on a business day; those whose time is over end now. */
  readonly heldMinor: (account: string, day: number) => number;
  readonly of: (account: string) => readonly Transaction[];
};

type Held = {
  readonly transactions: Set<Transaction>;
  sumMinor: number;
  /** No hold is of an earlier business day; there may be none of this one any more. */
  firstDay: number;
};

/**
 * An account's sum costs the same however many holds there are, but on a day on which some end.
 *
 * @param holdDays business days that a hold lasts after its own
 */
export function createHolds(holdDays: number): Holds {
  const byAccount = new Map<string, Held>();

  const heldOn = (account: string): Held => {
    const known = byAccount.get(account);
    if (known !== undefined) return known;
    const none: Held = { transactions: new Set(), sumMinor: 0, firstDay: Number.POSITIVE_INFINITY };
    byAccount.set(account, none);
    return none;
  };

  return {
    follow: (transaction) => {
      const holding = holds(transaction);
      if (transaction.account === undefined || holding === transaction.held) return;
      transaction.held = holding;
      const held = heldOn(transaction.account.id);
      if (holding) place(held, transaction);
      else release(held, transaction);
    },
    heldMinor: (account, day) => {
      const held = heldOn(account);
      if (day > held.firstDay + holdDays) endThoseBefore(held, day - holdDays);
      return held.sumMinor;
    },
    of: (account) => [...(byAccount.get(account)?.transactions ?? [])],
  };
}

function place(held: Held, transaction: Transaction): void {
  held.transactions.add(transaction);
  held.sumMinor += transaction.amountMinor;
  held.firstDay = Math.min(held.firstDay, transaction.day);
}

function release(held: Held, transaction: Transaction): void {
  if (held.transactions.delete(transaction)) held.sumMinor -= transaction.amountMinor;
}

function endThoseBefore(held: Held, day: number): void {
  held.firstDay = Number.POSITIVE_INFINITY;
  for (const transaction of held.transactions) {
    if (transaction.day >= day) {
      held.firstDay = Math.min(held.firstDay, transaction.day);
      continue;
    }
    transaction.expired = true;
    transaction.held = false;
    release(held, transaction);
  }
}

/** Whether a pre-authorisation's time is over on that business day. */
export function expiredOn(transaction: Transaction, day: number, holdDays: number): boolean {
  return day > transaction.day + holdDays;
}
