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

export const cardholder = namesOf("cardholder");
export const merchant = namesOf("merchant");
/** What an issuer owes for approvals in its name that it has not been told of. */
export const standInAccount = (issuer: string): string => `stand-in:${issuer}`;

/** One text for each account, as every entry keeps two of them. */
function namesOf(kind: string): (id: string) => string {
  const names = new Map<string, string>();
  return (id) => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const name = `${kind}:${id}`;
    names.set(id, name);
    return name;
  };
}

const NONE: readonly Posting[] = [];

/** An empty ledger. An entry costs the same however many there are. */
export function createLedger(): Ledger {
  const book: Posting[] = [];
  /** Nearly every exchange has one, and a list of one would be kept for each. */
  const byExchange = new Map<string, Posting | readonly Posting[]>();
  const balances = new Map<string, number>();
  const of = (exchange: string): readonly Posting[] => {
    const page = byExchange.get(exchange);
    if (page === undefined) return NONE;
    return "seq" in page ? [page] : page;
  };

  return {
    post: ({ kind, exchange, atMs, lines }) => {
      const page = of(exchange);
      invariant(
        page.every((each) => each.kind !== kind),
        "an exchange is booked once, and undone once",
      );
      invariant(balanced(lines), "an entry's lines are whole minor units and sum to 0");
      for (const { account, amountMinor } of lines) {
        balances.set(account, (balances.get(account) ?? 0) + amountMinor);
      }
      // Of an array that was filled one by one, the copy alone is no longer than it must be.
      const posting = { kind, exchange, atMs, lines: lines.slice(), seq: book.length + 1 };
      book.push(posting);
      byExchange.set(exchange, page.length === 0 ? posting : [...page, posting]);
      return posting;
    },
    balanceMinor: (account) => balances.get(account) ?? 0,
    postings: () => book,
    of,
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
