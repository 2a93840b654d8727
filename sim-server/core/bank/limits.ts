import type { Limits } from "./bank-options.ts";
import type { Deal } from "./deals.ts";
import { stands } from "./deals.ts";
import type { Finding } from "./response-codes.ts";

/** What accounts have spent on their latest business day. */
export type Usage = {
  /** Why this much more on that day would be too much. */
  readonly check: (
    account: string,
    limits: Limits,
    want: { readonly amountMinor: number; readonly day: number },
  ) => Finding | undefined;
  /** Counts `deal` while it stands, and no longer. */
  readonly follow: (deal: Deal) => void;
};

type Spent = { day: number; amountMinor: number; count: number };

const COUNTED: ReadonlySet<Deal["kind"]> = new Set<Deal["kind"]>(["sale", "pre-auth"]);

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
    follow: (deal) => {
      const used = stands(deal);
      if (!COUNTED.has(deal.kind) || deal.account === undefined || used === deal.done.used) return;
      deal.done.used = used;
      const spent = spentOn(deal.account.id, deal.day);
      // What is undone after its day gives nothing back: that day's allowance is over.
      if (spent.day !== deal.day) return;
      spent.amountMinor += used ? deal.amountMinor : -deal.amountMinor;
      spent.count += used ? 1 : -1;
    },
  };
}
