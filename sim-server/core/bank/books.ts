import type { Account, Card } from "./accounts.ts";
import type { BankOptions } from "./bank-options.ts";
import type { Batches, BatchTotals } from "./batch-totals.ts";
import type { Exchange, ExchangeName, Exchanges } from "./exchanges.ts";
import type { Holds } from "./holds.ts";
import { cardholder, type Ledger, type LedgerLine, merchant, type Posting } from "./ledger.ts";
import type { Difference, Settlement, UploadedItem } from "./settlement.ts";
import type { StandIn } from "./stand-in.ts";

/** What debrief, control and tests may look up; no message can ask these. */
export type Books = {
  readonly balanceMinor: (account: string) => number;
  /** Balance less holds, on the business day of world time `nowMs`. */
  readonly availableMinor: (account: string, nowMs: number) => number;
  readonly holds: (account: string) => readonly Hold[];
  readonly account: (id: string) => Account | undefined;
  readonly accounts: () => readonly Account[];
  /** Every card given out, by number. */
  readonly cards: () => ReadonlyMap<string, Card>;
  /** What one STAN of one terminal moved, in any batch, in order. */
  readonly entriesOf: (name: Pick<ExchangeName, "terminal" | "stan">) => readonly Posting[];
  /** All postings, openings first: the ledger itself, not a copy. */
  readonly postings: () => readonly Posting[];
  /** Postings after number `seq`. */
  readonly postingsSince: (seq: number) => readonly Posting[];
  /** What the acquirer owes each merchant. */
  readonly obligations: () => readonly LedgerLine[];
  /** Reversals accepted whose request never came: `terminal/batch/stan`. */
  readonly unmatchedReversals: () => readonly string[];
  readonly exchange: (name: ExchangeName) => Exchange | undefined;
  /** Every exchange, in order. */
  readonly exchanges: () => Iterable<Exchange>;
  readonly batchTotals: (name: Pick<ExchangeName, "terminal" | "batch">) => BatchTotals;
  readonly uploaded: (name: Pick<ExchangeName, "terminal" | "batch">) => readonly UploadedItem[];
  /** Where uploads and the bank's own record differ. */
  readonly differences: () => readonly Difference[];
  /** Approved in an issuer's name and not forwarded yet, or not bookable there: exchanges. */
  readonly standIn: () => { readonly kept: readonly string[]; readonly parked: readonly string[] };
  /** The sum of all accounts; anything but 0 is a bug. */
  readonly totalMinor: () => number;
  readonly pinTriesLeft: (pan: string) => number | undefined;
};

export type Hold = {
  readonly exchange: string;
  readonly amountMinor: number;
  /** Business day it was placed on. */
  readonly day: number;
};

export function createBooks(
  { merchants }: Pick<BankOptions, "merchants">,
  parts: {
    readonly ledger: Ledger;
    readonly holds: Holds;
    readonly exchanges: Exchanges;
    readonly batches: Batches;
    readonly settlement: Settlement;
    readonly standIn: StandIn;
    readonly accounts: ReadonlyMap<string, Account>;
    readonly cards: ReadonlyMap<string, Card>;
    readonly availableMinor: (account: string, day: number) => number;
    readonly dayAt: (nowMs: number) => number;
  },
): Books {
  const { ledger, holds, exchanges, batches, settlement, standIn, accounts, cards } = parts;
  return {
    balanceMinor: (account) => ledger.balanceMinor(cardholder(account)),
    availableMinor: (account, nowMs) => parts.availableMinor(account, parts.dayAt(nowMs)),
    holds: (account) =>
      holds.of(account).map(({ exchange, amountMinor, day }) => ({
        exchange: exchange.key,
        amountMinor,
        day,
      })),
    account: (id) => accounts.get(id),
    accounts: () => [...accounts.values()],
    cards: () => cards,
    entriesOf: (name) => exchanges.ofStan(name).flatMap(({ key }) => ledger.of(key)),
    postings: ledger.postings,
    postingsSince: (seq) => ledger.postings().slice(seq),
    obligations: () =>
      merchants.map(({ id }) => ({
        account: merchant(id),
        amountMinor: ledger.balanceMinor(merchant(id)),
      })),
    unmatchedReversals: () =>
      [...exchanges.all()]
        .filter(({ asked, reversal }) => asked === undefined && reversal !== undefined)
        .map(({ key }) => key),
    exchange: exchanges.find,
    exchanges: exchanges.all,
    batchTotals: batches.totals,
    uploaded: settlement.uploaded,
    differences: settlement.differences,
    standIn: () => ({
      kept: standIn.kept().map(({ exchange }) => exchange.key),
      parked: standIn.parked().map(({ exchange }) => exchange.key),
    }),
    totalMinor: () => [...ledger.balances().values()].reduce((sum, each) => sum + each, 0),
    pinTriesLeft: (pan) => cards.get(pan)?.pinTriesLeft(),
  };
}
