import type { UnionPayMessage } from "../iso8583/dialects/unionpay.ts";
import type { Card } from "./accounts.ts";
import type { Posting } from "./ledger.ts";
import type { Finding } from "./response-codes.ts";

/** An answer as it was given, without its MAC: keys may have changed when it is given again. */
export type Answer = { readonly finding: Finding; readonly message: UnionPayMessage };

/**
 * Everything the bank knows of one STAN of one batch of one terminal. It is kept for good, so that
 * nothing is done twice however often, and in whatever order, request and reversal come.
 */
export type Exchange = {
  readonly key: string;
  readonly terminal: string;
  readonly stan: string;
  /** What the request asked for; the same STAN for anything else is refused. */
  asked?: { readonly pan: string; readonly amountMinor: number; readonly card?: Card };
  answer?: Answer;
  /** The money it moved, if it did. */
  posting?: Posting;
  /** A reversal came: before its request, after it, or without one. */
  reversal?: Answer;
};

export type ExchangeName = {
  readonly terminal: string;
  readonly batch: string;
  readonly stan: string;
};

export type Exchanges = {
  readonly find: (name: ExchangeName) => Exchange | undefined;
  /** The exchange of that name, begun now if there was none. */
  readonly open: (name: ExchangeName) => Exchange;
  /** A terminal's exchanges, latest first. */
  readonly latest: (terminal: string, count: number) => readonly Exchange[];
  readonly all: () => Iterable<Exchange>;
};

export function createExchanges(): Exchanges {
  const exchanges = new Map<string, Exchange>();
  return {
    find: (name) => exchanges.get(keyOf(name)),
    open: (name) => {
      const key = keyOf(name);
      const known = exchanges.get(key);
      if (known !== undefined) return known;
      const opened: Exchange = { key, terminal: name.terminal, stan: name.stan };
      exchanges.set(key, opened);
      return opened;
    },
    latest: (terminal, count) =>
      [...exchanges.values()]
        .filter((exchange) => exchange.terminal === terminal)
        .slice(-count)
        .reverse(),
    all: () => exchanges.values(),
  };
}

function keyOf({ terminal, batch, stan }: ExchangeName): string {
  return `${terminal}/${batch}/${stan}`;
}
