import { type Deal, holds } from "./deals.ts";

/** Money that pre-authorisations keep back. It is still the cardholder's: no ledger line says it. */
export type Holds = {
  /** Brings what is held for `deal` to what should be. */
  readonly follow: (deal: Deal) => void;
  /** What an account's holds sum to on a business day; those whose time is over end now. */
  readonly heldMinor: (account: string, day: number) => number;
  readonly of: (account: string) => readonly Deal[];
};

/** @param holdDays business days that a hold lasts after its own */
export function createHolds(holdDays: number): Holds {
  const byAccount = new Map<string, Set<Deal>>();

  const heldOn = (account: string): Set<Deal> => {
    const known = byAccount.get(account) ?? new Set<Deal>();
    byAccount.set(account, known);
    return known;
  };

  return {
    follow: (deal) => {
      const held = holds(deal);
      if (deal.account === undefined || held === deal.done.held) return;
      deal.done.held = held;
      if (held) heldOn(deal.account.id).add(deal);
      else heldOn(deal.account.id).delete(deal);
    },
    heldMinor: (account, day) => {
      let sumMinor = 0;
      for (const deal of heldOn(account)) {
        if (day > deal.day + holdDays) {
          deal.expired = true;
          deal.done.held = false;
          heldOn(account).delete(deal);
        } else sumMinor += deal.amountMinor;
      }
      return sumMinor;
    },
    of: (account) => [...(byAccount.get(account) ?? [])],
  };
}

/** Whether a pre-authorisation's time is over on that business day. */
export function expiredOn(deal: Deal, day: number, holdDays: number): boolean {
  return day > deal.day + holdDays;
}
