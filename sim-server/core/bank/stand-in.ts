import type { Card } from "./accounts.ts";
import type { IssuerOptions } from "./bank-options.ts";
import { type Deal, pays } from "./deals.ts";
import type { BankEmit } from "./events.ts";
import { cardholder, type Ledger, standInAccount } from "./ledger.ts";
import type { Usage } from "./limits.ts";
import type { Order } from "./orders.ts";

/**
 * Approvals in the name of an issuer that cannot be asked, and their way to the issuer afterwards.
 * Until then the money is the acquirer's claim on the issuer.
 */
export type StandIn = {
  /** Whether the issuer's policy lets the acquirer approve this. Only sales can be. */
  readonly allows: (issuer: IssuerOptions, order: Order, day: number) => boolean;
  /** Remembers what has been approved, until the issuer is back. */
  readonly keep: (deal: Deal) => void;
  /** Forwards all that was kept for an issuer, in order. */
  readonly forward: (issuer: string, nowMs: number) => void;
  /** Not forwarded yet. */
  readonly kept: () => readonly Deal[];
  /** What an issuer could not book: it does not hold up the others. */
  readonly parked: () => readonly Deal[];
};

export function createStandIn(parts: {
  readonly ledger: Ledger;
  readonly cards: ReadonlyMap<string, Card>;
  readonly usage: Usage;
  readonly emit: BankEmit;
}): StandIn {
  const { ledger, cards, usage, emit } = parts;
  const spent = new Map<string, { readonly day: number; readonly amountMinor: number }>();
  let queue: Deal[] = [];
  const parked: Deal[] = [];

  const spentMinor = (pan: string, day: number): number => {
    const known = spent.get(pan);
    return known?.day === day ? known.amountMinor : 0;
  };

  const forwardOne = (deal: Deal, nowMs: number): void => {
    const account = cards.get(deal.pan)?.account;
    const exchange = deal.exchange.key;
    if (account === undefined) {
      parked.push(deal);
      emit("bank.parked", { exchange, why: "the issuer does not know the card" });
      return;
    }
    const claim = deal.payer;
    deal.account = account;
    deal.payer = cardholder(account.id);
    usage.follow(deal);
    const { postedMinor } = deal.done;
    if (postedMinor === 0) return;
    const lines = [
      { account: deal.payer, amountMinor: -postedMinor },
      { account: claim, amountMinor: postedMinor },
    ];
    const { seq } = ledger.post({ kind: "forwarding", exchange, atMs: nowMs, lines });
    emit("bank.forwarded", { entry: seq, exchange, postings: lines });
  };

  return {
    allows: ({ standIn }, { kind, pan, amountMinor }, day) => {
      if (standIn === undefined || kind !== "sale" || amountMinor > standIn.singleMinor)
        return false;
      return spentMinor(pan, day) + amountMinor <= standIn.dailyMinor;
    },
    keep: (deal) => {
      if (!pays(deal) && deal.kind !== "refund") return;
      queue.push(deal);
      if (deal.kind !== "sale") return;
      const amountMinor = spentMinor(deal.pan, deal.day) + deal.amountMinor;
      spent.set(deal.pan, { day: deal.day, amountMinor });
    },
    forward: (issuer, nowMs) => {
      const due = queue.filter((deal) => deal.issuer === issuer);
      queue = queue.filter((deal) => deal.issuer !== issuer);
      for (const deal of due) forwardOne(deal, nowMs);
    },
    kept: () => queue,
    parked: () => parked,
  };
}

/** Whether a deal is still the acquirer's claim. */
export function isClaim(deal: Deal): boolean {
  return deal.payer === standInAccount(deal.issuer);
}
