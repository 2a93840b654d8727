import type { Fields } from "../iso8583/dialect.ts";
import type { UnionPayFields } from "../iso8583/dialects/unionpay.ts";
import type { Card } from "./accounts.ts";
import type { OrderKind } from "./kinds.ts";
import type { Finding } from "./response-codes.ts";
import type { Transaction } from "./transactions.ts";

/**
 * An answer as it was decided: what it adds to the request that it echoes. Its MAC is not in it, as
 * keys may have changed when it is given again.
 */
export type Answer = {
  /** `ruled` where a rule, and no check, chose the code. */
  readonly finding: Finding | "ruled";
  readonly fields: UnionPayFields;
  /** What UnionPay has no data element for. */
  readonly more?: Fields;
};

/** What a request asked for; the same STAN for anything else is refused. */
export type Asked = {
  readonly kind: OrderKind;
  readonly pan: string;
  readonly amountMinor: number;
  /** The payment code or K-code that it came with. */
  readonly code: string;
};

/**
 * Everything the bank knows of one STAN of one batch of one terminal. It is kept for good, so that
 * nothing is done twice however often, and in whatever order, request and reversal come.
 */
export type Exchange = {
  readonly key: string;
  readonly terminal: string;
  readonly batch: string;
  readonly stan: string;
  asked?: Asked;
  card?: Card;
  answer?: Answer;
  /** What the bank agreed to. */
  transaction?: Transaction;
  /** A reversal came: before its request, after it, or without one. */
  reversal?: Answer;
  /** DF31: what the card made of the issuer's scripts, as hex. */
  scriptResult?: string;
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
  /** Those of one STAN of one terminal, in any batch, in order. */
  readonly ofStan: (name: Pick<ExchangeName, "terminal" | "stan">) => readonly Exchange[];
  /** A terminal's exchanges, latest first. */
  readonly latest: (terminal: string, count: number) => readonly Exchange[];
  /** Those of one batch of one terminal, in order. */
  readonly ofBatch: (name: Pick<ExchangeName, "terminal" | "batch">) => readonly Exchange[];
  /** Every terminal's, in order. */
  readonly all: () => Iterable<Exchange>;
};

/** None yet. Finding one costs the same however many there are. */
export function createExchanges(): Exchanges {
  const byKey = new Map<string, Exchange>();
  const byTerminal = new Map<string, Exchange[]>();
  const byBatch = new Map<string, Exchange[]>();
  const byStan = new Map<string, Exchange[]>();
  return {
    find: (name) => byKey.get(keyOf(name)),
    open: (name) => {
      const key = keyOf(name);
      const known = byKey.get(key);
      if (known !== undefined) return known;
      const { terminal, batch, stan } = name;
      const opened: Exchange = { key, terminal, batch, stan };
      byKey.set(key, opened);
      append(byTerminal, terminal, opened);
      append(byBatch, `${terminal}/${batch}`, opened);
      append(byStan, `${terminal}/${stan}`, opened);
      return opened;
    },
    ofStan: ({ terminal, stan }) => byStan.get(`${terminal}/${stan}`) ?? [],
    latest: (terminal, count) => (byTerminal.get(terminal) ?? []).slice(-count).reverse(),
    ofBatch: ({ terminal, batch }) => byBatch.get(`${terminal}/${batch}`) ?? [],
    all: () => byKey.values(),
  };
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [item]);
  else list.push(item);
}

function keyOf({ terminal, batch, stan }: ExchangeName): string {
  return `${terminal}/${batch}/${stan}`;
}
