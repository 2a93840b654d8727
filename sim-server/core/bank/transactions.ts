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

/**
 * None yet. In many tables: a new transaction comes to a small one that was just used, and when one
 * grows, the whole bank does not have to wait.
 */
export function createTransactions(): Transactions {
  const byHour = new Map<string, Map<string, Transaction>>();
  const byCard = new Map<string, Map<string, readonly Transaction[]>>();
  return {
    add: (transaction) => {
      const { rrn, kind, pan, approvalCode } = transaction;
      tableOf(byHour, rrn.slice(0, HOUR_DIGITS)).set(rrn, transaction);
      if (kind !== "pre-auth") return;
      const approved = tableOf(byCard, pan);
      const before = approved.get(approvalCode);
      approved.set(approvalCode, before === undefined ? [transaction] : [...before, transaction]);
    },
    ofRrn: (rrn) => byHour.get(rrn.slice(0, HOUR_DIGITS))?.get(rrn),
    ofApproval: (pan, approvalCode, date) =>
      byCard
        .get(pan)
        ?.get(approvalCode)
        ?.filter((transaction) => transaction.date === date)
        .at(-1),
  };
}

function tableOf<T>(tables: Map<string, Map<string, T>>, name: string): Map<string, T> {
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = new Map<string, T>();
  tables.set(name, table);
  return table;
}
