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

/**
 * An answer that was given, as it is kept for good: data elements and what they hold, by turns. Fields
 * by their numbers take up room for all numbers below theirs.
 */
export type KeptAnswer = {
  readonly finding: Answer["finding"];
  readonly said: readonly unknown[];
};

/** What is kept of an answer; elements that are not there are left out. */
export function keepAnswer({ finding, fields }: Answer): KeptAnswer {
  const said: unknown[] = [];
  for (const [de, value] of Object.entries(fields)) {
    if (value !== undefined) said.push(Number(de), value);
  }
  // A copy of an array is exactly as long as it must be.
  return { finding, said: said.slice() };
}

/** The answer that was kept. */
export function recallAnswer({ finding, said }: KeptAnswer): Answer {
  const fields: Record<number, unknown> = {};
  for (let at = 0; at < said.length; at += 2) fields[Number(said[at])] = said[at + 1];
  return { finding, fields: fields as UnionPayFields };
}

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
  answer?: KeptAnswer;
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
  /** Those of one STAN of one terminal, in the order in which its batches began. */
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
  const batchesOf = new Map<string, string[]>();
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
      if (append(byBatch, `${terminal}/${batch}`, opened)) append(batchesOf, terminal, batch);
      return opened;
    },
    ofStan: ({ terminal, stan }) =>
      (batchesOf.get(terminal) ?? []).flatMap(
        (batch) => byKey.get(keyOf({ terminal, batch, stan })) ?? [],
      ),
    latest: (terminal, count) => (byTerminal.get(terminal) ?? []).slice(-count).reverse(),
    ofBatch: ({ terminal, batch }) => byBatch.get(`${terminal}/${batch}`) ?? [],
    all: () => byKey.values(),
  };
}

/** @returns whether it is the first of its list */
function append<T>(lists: Map<string, T[]>, name: string, item: T): boolean {
  const list = lists.get(name);
  if (list !== undefined) {
    list.push(item);
    return false;
  }
  lists.set(name, [item]);
  return true;
}

function keyOf({ terminal, batch, stan }: ExchangeName): string {
  return `${terminal}/${batch}/${stan}`;
}
