import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { OrderKind } from "./kinds.ts";

/** Money into an account (above 0) or out of it (below 0). */
export type LedgerLine = { readonly account: string; readonly amountMinor: number };

export type EntryKind =
  | "opening"
  /** What an order did, by its kind. */
  | OrderKind
  | "reversal"
  /** A balance was set by hand. */
  | "adjustment"
  /** What was approved in an issuer's name reaches the cardholder's account. */
  | "forwarding";

export type Entry = {
  readonly kind: EntryKind;
  /** The exchange that caused it: `terminal/batch/stan`; the account's id for an opening. */
  readonly exchange: string;
  readonly atMs: number;
  readonly lines: readonly LedgerLine[];
};

export type Posting = Entry & { readonly seq: number };

/** Double entry: what leaves one account enters others, so all balances add up to nothing. */
export type Ledger = {
  /**
   * Books the entry whole.
   *
   * @throws when its lines do not sum to 0 or it was booked before: both can only be bugs
   */
  readonly post: (entry: Entry) => Posting;
  readonly balanceMinor: (account: string) => number;
  /** In order of booking: the ledger itself, not a copy. */
  readonly postings: () => readonly Posting[];
  /** What one exchange caused, in order. */
  readonly of: (exchange: string) => readonly Posting[];
  readonly balances: () => ReadonlyMap<string, number>;
};

/** The other side of the money that accounts hold when the bank opens. */
export const OPENING = "opening";

export const cardholder = (id: string): string => `cardholder:${id}`;
export const merchant = (id: string): string => `merchant:${id}`;
/** What an issuer owes for approvals in its name that it has not been told of. */
export const standInAccount = (issuer: string): string => `stand-in:${issuer}`;

const NONE: readonly Posting[] = [];

/** An empty ledger. An entry costs the same however many there are. */
export function createLedger(): Ledger {
  const book: Posting[] = [];
  const byExchange = new Map<string, Posting[]>();
  const balances = new Map<string, number>();

  return {
    post: (entry) => {
      const page = byExchange.get(entry.exchange);
      invariant(
        page === undefined || page.every(({ kind }) => kind !== entry.kind),
        "an exchange is booked once, and undone once",
      );
      invariant(balanced(entry.lines), "an entry's lines are whole minor units and sum to 0");
      for (const { account, amountMinor } of entry.lines) {
        balances.set(account, (balances.get(account) ?? 0) + amountMinor);
      }
      // Of an array that was filled one by one, the copy alone is no longer than it must be.
      const posting = { ...entry, lines: entry.lines.slice(), seq: book.length + 1 };
      book.push(posting);
      if (page === undefined) byExchange.set(entry.exchange, [posting]);
      else page.push(posting);
      return posting;
    },
    balanceMinor: (account) => balances.get(account) ?? 0,
    postings: () => book,
    of: (exchange) => byExchange.get(exchange) ?? NONE,
    balances: () => balances,
  };
}

function balanced(lines: readonly LedgerLine[]): boolean {
  let sumMinor = 0;
  for (const { amountMinor } of lines) {
    if (!Number.isSafeInteger(amountMinor)) return false;
    sumMinor += amountMinor;
  }
  return sumMinor === 0;
}
