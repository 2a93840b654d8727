import type { Account } from "./accounts.ts";
import type { Exchange } from "./exchanges.ts";
import type { OrderKind } from "./kinds.ts";
import type { Finding } from "./response-codes.ts";

/**
 * What the bank agreed to in one exchange. What it does to money, holds, limits and totals follows
 * from whether it stands, so that no order of voids and reversals can leave anything behind.
 */
export type Deal = {
  readonly exchange: Exchange;
  readonly kind: OrderKind;
  readonly merchant: string;
  /** Of the card, or the code's digits where there was no card. */
  readonly pan: string;
  /** None where the acquirer agreed in the name of an issuer it could not ask. */
  account?: Account;
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
  closing?: Finding;
  readonly original?: Deal;
  undoneBy?: Deal;
  completedBy?: Deal;
  readonly refunds: Deal[];
  /** A pre-authorisation whose time is over. */
  expired: boolean;
  /** What has been done of what follows from it. */
  readonly done: { postedMinor: number; held: boolean; counted: boolean; used: boolean };
};

/** Whether it is in force: agreed, not reversed, not voided, and no later completion in its place. */
export function stands(deal: Deal): boolean {
  if (deal.state !== "agreed" || deal.exchange.reversal !== undefined) return false;
  if (deal.undoneBy !== undefined && stands(deal.undoneBy)) return false;
  return !completes(deal) || deal.original?.completedBy === deal;
}

/** What its refunds in force have given back. */
export function refundedMinor(deal: Deal): number {
  let sumMinor = 0;
  for (const refund of deal.refunds) if (stands(refund)) sumMinor += refund.amountMinor;
  return sumMinor;
}

export function completes({ kind }: Deal): boolean {
  return kind === "completion" || kind === "completion-advice";
}

/** What a merchant was paid for: a sale or a completion. */
export function pays(deal: Deal): boolean {
  return deal.kind === "sale" || completes(deal);
}

/** Whether it holds money on the cardholder's account. */
export function holds(deal: Deal): boolean {
  if (deal.kind !== "pre-auth" || deal.expired || !stands(deal)) return false;
  return deal.completedBy === undefined || !stands(deal.completedBy);
}

/** Finds what later messages refer to. */
export type Deals = {
  readonly add: (deal: Deal) => void;
  /** By DE 37. */
  readonly ofRrn: (rrn: string) => Deal | undefined;
  /** A pre-authorisation by what its slip says. */
  readonly ofApproval: (pan: string, approvalCode: string, date: string) => Deal | undefined;
};

export function createDeals(): Deals {
  const byRrn = new Map<string, Deal>();
  const byApproval = new Map<string, Deal>();
  return {
    add: (deal) => {
      byRrn.set(deal.rrn, deal);
      if (deal.kind === "pre-auth") {
        byApproval.set(`${deal.pan}/${deal.approvalCode}/${deal.date}`, deal);
      }
    },
    ofRrn: (rrn) => byRrn.get(rrn),
    ofApproval: (pan, approvalCode, date) => byApproval.get(`${pan}/${approvalCode}/${date}`),
  };
}
