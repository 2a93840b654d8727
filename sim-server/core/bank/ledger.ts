import { invariant } from "../../../device-emulators/kit/errors.ts";

/** Money into an account (above 0) or out of it (below 0). */
export type LedgerLine = { readonly account: string; readonly amountMinor: number };

export type Entry = {
  readonly kind: "opening" | "sale" | "reversal";
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
  /** In order of booking. */
  readonly postings: () => readonly Posting[];
  readonly balances: () => ReadonlyMap<string, number>;
};

/** The other side of the money that accounts hold when the bank opens. */
export const OPENING = "opening";

export const cardholder = (id: string): string => `cardholder:${id}`;
export const merchant = (id: string): string => `merchant:${id}`;

export function createLedger(): Ledger {
  const book: Posting[] = [];
  const booked = new Set<string>();
  const balances = new Map<string, number>();
  return {
    post: (entry) => {
      const name = `${entry.kind} ${entry.exchange}`;
      invariant(!booked.has(name), "an exchange is booked once, and undone once");
      invariant(balanced(entry.lines), "an entry's lines are whole minor units and sum to 0");
      booked.add(name);
      for (const { account, amountMinor } of entry.lines) {
        balances.set(account, (balances.get(account) ?? 0) + amountMinor);
      }
      const posting = { ...entry, seq: book.length + 1 };
      book.push(posting);
      return posting;
    },
    balanceMinor: (account) => balances.get(account) ?? 0,
    postings: () => book,
    balances: () => balances,
  };
}

/** The lines that undo a posting's. */
export function undo(posting: Posting): readonly LedgerLine[] {
  return posting.lines.map(({ account, amountMinor }) => ({ account, amountMinor: -amountMinor }));
}

function balanced(lines: readonly LedgerLine[]): boolean {
  let sumMinor = 0;
  for (const { amountMinor } of lines) {
    if (!Number.isSafeInteger(amountMinor)) return false;
    sumMinor += amountMinor;
  }
  return sumMinor === 0;
}
