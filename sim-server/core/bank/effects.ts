import type { Batches } from "./batch-totals.ts";
import { type Deal, pays, refundedMinor, stands } from "./deals.ts";
import type { BankEmit } from "./events.ts";
import type { Holds } from "./holds.ts";
import { type EntryKind, type Ledger, type LedgerLine, merchant } from "./ledger.ts";
import type { Usage } from "./limits.ts";

/** Makes the books say what follows from the deals that stand. */
export type Effects = {
  /**
   * Called whenever `cause` has come, has been undone, or has been reversed. At most one entry is
   * booked, in the name of its exchange.
   */
  readonly follow: (cause: Deal, kind: EntryKind, nowMs: number) => void;
};

export function createEffects(parts: {
  readonly ledger: Ledger;
  readonly holds: Holds;
  readonly usage: Usage;
  readonly batches: Batches;
  readonly emit: BankEmit;
}): Effects {
  const { ledger, holds, usage, batches, emit } = parts;

  const tellHold = (deal: Deal, before: boolean): void => {
    if (before === deal.done.held) return;
    const { exchange, amountMinor, account } = deal;
    emit("bank.hold", {
      exchange: exchange.key,
      account: account?.id ?? "",
      amountMinor,
      state: deal.done.held ? "placed" : "released",
    });
  };

  const follow: Effects["follow"] = (cause, kind, nowMs) => {
    const moved = new Map<string, number>();
    for (const deal of concerned(cause)) {
      const before = deal.done.held;
      move(deal, moved);
      holds.follow(deal);
      usage.follow(deal);
      batches.follow(deal);
      tellHold(deal, before);
    }
    const lines: LedgerLine[] = [];
    for (const [account, amountMinor] of moved) {
      if (amountMinor !== 0) lines.push({ account, amountMinor });
    }
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

/** A deal, and those before it whose standing depends on it. */
function concerned(deal: Deal): readonly Deal[] {
  const chain: Deal[] = [];
  for (let at: Deal | undefined = deal; at !== undefined; at = at.original) chain.push(at);
  return chain;
}

function move(deal: Deal, moved: Map<string, number>): void {
  const changeMinor = owedMinor(deal) - deal.done.postedMinor;
  if (changeMinor === 0) return;
  deal.done.postedMinor += changeMinor;
  const shop = merchant(deal.merchant);
  moved.set(deal.payer, (moved.get(deal.payer) ?? 0) - changeMinor);
  moved.set(shop, (moved.get(shop) ?? 0) + changeMinor);
}

/** What should have gone from the payer to the merchant for this deal alone. */
function owedMinor(deal: Deal): number {
  if (deal.kind === "refund") return stands(deal) ? -deal.amountMinor : 0;
  if (!pays(deal)) return 0;
  // What was given back by refunds is not given back again when the payment itself is undone.
  return stands(deal) ? deal.amountMinor : refundedMinor(deal);
}
