import type { Card } from "./accounts.ts";
import type { IssuerOptions } from "./bank-options.ts";
import type { BankEmit } from "./events.ts";
import { cardholder, type Ledger, standInAccount } from "./ledger.ts";
import type { Usage } from "./limits.ts";
import type { Order } from "./orders.ts";
import { pays, type Transaction } from "./transactions.ts";

/**
 * Approvals in the name of an issuer that cannot be asked, and their way to the issuer afterwards.
 * Until then the money is the acquirer's claim on the issuer.
 */
export type StandIn = {
  /** Whether the issuer's policy lets the acquirer approve this. Only sales can be. */
  readonly allows: (issuer: IssuerOptions, order: Order, day: number) => boolean;
  /** Remembers what has been approved, until the issuer is back. */
  readonly keep: (transaction: Transaction) => void;
  /** Forwards all that was kept for an issuer, in order. */
  readonly forward: (issuer: string, nowMs: number) => void;
  /** Not forwarded yet. */
  readonly kept: () => readonly Transaction[];
  /** What an issuer could not book: it does not hold up the others. */
  readonly parked: () => readonly Transaction[];
};

export function createStandIn(parts: {
  readonly ledger: Ledger;
  readonly cards: ReadonlyMap<string, Card>;
  readonly usage: Usage;
  readonly emit: BankEmit;
}): StandIn {
  const { ledger, cards, usage, emit } = parts;
  const spent = new Map<string, { readonly day: number; readonly amountMinor: number }>();
  let queue: Transaction[] = [];
  const parked: Transaction[] = [];

  const spentMinor = (pan: string, day: number): number => {
    const known = spent.get(pan);
    return known?.day === day ? known.amountMinor : 0;
  };

  const forwardOne = (transaction: Transaction, nowMs: number): void => {
    const account = cards.get(transaction.pan)?.account;
    const exchange = transaction.exchange.key;
    if (account === undefined) {
      parked.push(transaction);
      emit("bank.parked", { exchange, why: "the issuer does not know the card" });
      return;
    }
    const claim = transaction.payer;
    transaction.account = account;
    transaction.payer = cardholder(account.id);
    usage.follow(transaction);
    const { postedMinor } = transaction;
    if (postedMinor === 0) return;
    const lines = [
      { account: transaction.payer, amountMinor: -postedMinor },
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
    keep: (transaction) => {
      if (!pays(transaction) && transaction.kind !== "refund") return;
      queue.push(transaction);
      if (transaction.kind !== "sale") return;
      const amountMinor = spentMinor(transaction.pan, transaction.day) + transaction.amountMinor;
      spent.set(transaction.pan, { day: transaction.day, amountMinor });
    },
    forward: (issuer, nowMs) => {
      const due = queue.filter((transaction) => transaction.issuer === issuer);
      queue = queue.filter((transaction) => transaction.issuer !== issuer);
      for (const transaction of due) forwardOne(transaction, nowMs);
    },
    kept: () => queue,
    parked: () => parked,
  };
}

/** Whether a transaction is still the acquirer's claim. */
export function isClaim(transaction: Transaction): boolean {
  return transaction.payer === standInAccount(transaction.issuer);
}
