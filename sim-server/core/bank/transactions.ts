import type { Account } from "./accounts.ts";
import type { Exchange } from "./exchanges.ts";
import type { OrderKind } from "./kinds.ts";
import type { Finding } from "./response-codes.ts";

/**
 * What the bank agreed to in one exchange. What it does to money, holds, limits and totals follows
 * from whether it stands, so that no order of voids and reversals can leave anything behind.
 */
export type Transaction = {
  readonly exchange: Exchange;
  readonly kind: OrderKind;
  readonly merchant: string;
  /** Of the card, or the code's digits where there was no card. */
  readonly pan: string;
  /** None where the acquirer agreed in the name of an issuer it could not ask. */
  account: Account | undefined;
  readonly issuer: string;
  readonly foreign: boolean;
  readonly amountMinor: number;
  readonly rrn: string;
  readonly approvalCode: string;
  /** MMDD that stands on its slip. */
  readonly date: string;
  /** World time of the decision. */
  readonly agreedMs: number;
  /** Business day. */
  readonly day: number;
  /** Of the ledger. */
  payer: string;
  /** Waiting for the payer's telephone; closed when the payer refused or was too late. */
  state: "agreed" | "waiting" | "closed";
  /** Why it was closed. */
  closing: Finding | undefined;
  readonly original: Transaction | undefined;
  undoneBy: Transaction | undefined;
  completedBy: Transaction | undefined;
  refunds: readonly Transaction[];
  /** A pre-authorisation whose time is over. */
  expired: boolean;
  /** What has been done of what follows from it: on the ledger, as a hold, in totals and limits. */
  postedMinor: number;
  held: boolean;
  counted: boolean;
  used: boolean;
};

/** Whether it is in force: agreed, not reversed, not voided, and no later completion in its place. */
export function stands(transaction: Transaction): boolean {
  if (transaction.state !== "agreed" || transaction.exchange.reversal !== undefined) return false;
  if (transaction.undoneBy !== undefined && stands(transaction.undoneBy)) return false;
  return !completes(transaction) || transaction.original?.completedBy === transaction;
}

/** What its refunds in force have given back. */
export function refundedMinor(transaction: Transaction): number {
  let sumMinor = 0;
  for (const refund of transaction.refunds) if (stands(refund)) sumMinor += refund.amountMinor;
  return sumMinor;
}

export function completes({ kind }: Transaction): boolean {
  return kind === "completion" || kind === "completion-advice";
}

/** Whether it sells something, with the bank's word or without. */
export function sells({ kind }: Transaction): boolean {
  return kind === "sale" || kind === "offline-sale";
}

/** What a merchant was paid for: a sale or a completion. */
export function pays(transaction: Transaction): boolean {
  return sells(transaction) || completes(transaction);
}

/** Whether it holds money on the cardholder's account. */
export function holds(transaction: Transaction): boolean {
  if (transaction.kind !== "pre-auth" || transaction.expired || !stands(transaction)) return false;
  return transaction.completedBy === undefined || !stands(transaction.completedBy);
}

/** Finds what later messages refer to. */
export type Transactions = {
  readonly add: (transaction: Transaction) => void;
  /** By DE 37. */
  readonly ofRrn: (rrn: string) => Transaction | undefined;
  /** A pre-authorisation by what its slip says. */
  readonly ofApproval: (pan: string, approvalCode: string, date: string) => Transaction | undefined;
};

/** The first digits of a reference number that say its hour: MMDDhh. */
const HOUR_DIGITS = 6;

/** None yet. */
export function createTransactions(): Transactions {
  const byHour = openDrawers(({ rrn }) => rrn);
  const byCard = openDrawers(({ approvalCode, date }) => `${approvalCode}/${date}`);
  return {
    add: (transaction) => {
      byHour.add(transaction.rrn.slice(0, HOUR_DIGITS), transaction);
      if (transaction.kind === "pre-auth") byCard.add(transaction.pan, transaction);
    },
    ofRrn: (rrn) => byHour.find(rrn.slice(0, HOUR_DIGITS), rrn),
    ofApproval: (pan, approvalCode, date) => byCard.find(pan, `${approvalCode}/${date}`),
  };
}

type Drawer = { fresh: Transaction[]; readonly named: Map<string, Transaction> };

/**
 * Transactions in many small drawers. What is in one is sorted by name when somebody looks into it,
 * as few are ever looked for. Of one name the latest counts.
 */
function openDrawers(nameOf: (transaction: Transaction) => string) {
  const drawers = new Map<string, Drawer>();
  return {
    add: (label: string, transaction: Transaction): void => {
      const drawer = drawers.get(label);
      if (drawer === undefined) drawers.set(label, { fresh: [transaction], named: new Map() });
      else drawer.fresh.push(transaction);
    },
    find: (label: string, name: string): Transaction | undefined => {
      const drawer = drawers.get(label);
      if (drawer === undefined) return undefined;
      for (const transaction of drawer.fresh) drawer.named.set(nameOf(transaction), transaction);
      drawer.fresh = [];
      return drawer.named.get(name);
    },
  };
}
