import { fromLatin1, toLatin1 } from "../../../device-emulators/kit/bytes.ts";
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
 * An answer that was given, as it is kept for good: one record of what nearly all of them say. Fields
 * by their numbers would take up room for all numbers below theirs.
 */
export type KeptAnswer = {
  readonly finding: Answer["finding"];
  /** DE 2, 12, 13, 15, 32, 37, 38, 39, 44 and 63. */
  readonly pan: string | undefined;
  readonly time: string | undefined;
  readonly date: string | undefined;
  readonly settled: string | undefined;
  readonly acquirer: string | undefined;
  readonly rrn: string | undefined;
  readonly approvalCode: string | undefined;
  readonly code: string | undefined;
  readonly institutions: string | undefined;
  readonly scheme: Uint8Array | undefined;
  /** Other data elements and what they hold, by turns. */
  readonly others: readonly (number | string | Pressed)[];
};

const RECORDED: ReadonlySet<number> = new Set([2, 12, 13, 15, 32, 37, 38, 39, 44, 63]);
const UNRECORDED = Array.from({ length: 63 }, (_, at) => at + 2).filter((de) => !RECORDED.has(de));
const NO_OTHERS: KeptAnswer["others"] = [];

/** What is kept of an answer; elements that are not there are left out. */
export function keepAnswer({ finding, fields }: Answer): KeptAnswer {
  const others: (number | string | Pressed)[] = [];
  for (const de of UNRECORDED) {
    const value = (fields as Fields)[de];
    if (value !== undefined) others.push(de, typeof value === "string" ? value : pressed(value));
  }
  return {
    finding,
    pan: fields[2],
    time: fields[12],
    date: fields[13],
    settled: fields[15],
    acquirer: fields[32],
    rrn: fields[37],
    approvalCode: fields[38],
    code: fields[39],
    institutions: fields[44],
    scheme: fields[63],
    // A copy of an array is exactly as long as it must be.
    others: others.length === 0 ? NO_OTHERS : others.slice(),
  };
}

/** Bytes as text, one character each: as an array they would take ten times the room. */
type Pressed = { readonly bytes: string };

function pressed(bytes: Uint8Array): Pressed {
  return { bytes: toLatin1(bytes) };
}

function unpressed(value: string | Pressed | number | undefined): string | Uint8Array {
  return typeof value === "object" ? fromLatin1(value.bytes) : String(value);
}

/** The answer that was kept. */
export function recallAnswer(kept: KeptAnswer): Answer {
  const recorded = {
    2: kept.pan,
    12: kept.time,
    13: kept.date,
    15: kept.settled,
    32: kept.acquirer,
    37: kept.rrn,
    38: kept.approvalCode,
    39: kept.code,
    44: kept.institutions,
    63: kept.scheme,
  };
  const fields: Record<number, unknown> = {};
  for (const [de, value] of Object.entries(recorded)) {
    if (value !== undefined) fields[Number(de)] = value;
  }
  const { finding, others } = kept;
  for (let at = 0; at < others.length; at += 2)
    fields[Number(others[at])] = unpressed(others[at + 1]);
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
  asked: Asked | undefined;
  card: Card | undefined;
  answer: KeptAnswer | undefined;
  /** What the bank agreed to. */
  transaction: Transaction | undefined;
  /** A reversal came: before its request, after it, or without one. */
  reversal: Answer | undefined;
  /** DF31: what the card made of the issuer's scripts, as hex. */
  scriptResult: string | undefined;
};

export type ExchangeName = {
  readonly terminal: string;
  readonly batch: string;
  readonly stan: string;
};

export type Exchanges = {
  readonly find: (name: ExchangeName) => Exchange | undefined;
  /** `terminal/batch/stan`, whether or not there is such an exchange; empty without a name. */
  readonly keyOf: (name: ExchangeName | undefined) => string;
  /** The exchange of that name, begun now if there was none. */
  readonly open: (name: ExchangeName) => Exchange;
  /** Those of one STAN of one terminal, in the order in which its batches began. */
  readonly ofStan: (name: Pick<ExchangeName, "terminal" | "stan">) => readonly Exchange[];
  /** The one of them whose batch began last. */
  readonly lastOfStan: (name: Pick<ExchangeName, "terminal" | "stan">) => Exchange | undefined;
  /** A terminal's exchanges, latest first. */
  readonly latest: (terminal: string, count: number) => readonly Exchange[];
  /** Those of one batch of one terminal, in order. */
  readonly ofBatch: (name: Pick<ExchangeName, "terminal" | "batch">) => readonly Exchange[];
  /** Every terminal's, in order. */
  readonly all: () => Iterable<Exchange>;
};

/** None yet. Finding one costs the same however many there are. */
export function createExchanges(): Exchanges {
  const inOrder: Exchange[] = [];
  const terminals = new Map<string, Map<string, Batch>>();
  const find: Exchanges["find"] = ({ terminal, batch, stan }) =>
    terminals.get(terminal)?.get(batch)?.exchanges.get(stan);
  return {
    find,
    // The exchange's own text, where there is one: one text less is made and kept.
    keyOf: (name) => {
      if (name === undefined) return "";
      return find(name)?.key ?? `${name.terminal}/${name.batch}/${name.stan}`;
    },
    open: ({ terminal, batch, stan }) => {
      const { of, exchanges } = openBatch(terminals, terminal, batch);
      const known = exchanges.get(stan);
      if (known !== undefined) return known;
      const opened = begin(of, stan);
      exchanges.set(stan, opened);
      inOrder.push(opened);
      return opened;
    },
    ofStan: ({ terminal, stan }) =>
      [...(terminals.get(terminal)?.values() ?? [])].flatMap(
        ({ exchanges }) => exchanges.get(stan) ?? [],
      ),
    lastOfStan: ({ terminal, stan }) => {
      let last: Exchange | undefined;
      terminals.get(terminal)?.forEach(({ exchanges }) => {
        last = exchanges.get(stan) ?? last;
      });
      return last;
    },
    latest: (terminal, count) => {
      const found: Exchange[] = [];
      for (let at = inOrder.length - 1; at >= 0 && found.length < count; at -= 1) {
        const exchange = inOrder[at];
        if (exchange?.terminal === terminal) found.push(exchange);
      }
      return found;
    },
    ofBatch: ({ terminal, batch }) => [
      ...(terminals.get(terminal)?.get(batch)?.exchanges.values() ?? []),
    ],
    all: () => inOrder,
  };
}

/** One batch of one terminal: its exchanges by STAN, in order. */
type Batch = {
  readonly of: { readonly terminal: string; readonly batch: string; readonly prefix: string };
  readonly exchanges: Map<string, Exchange>;
};

/** In tables of their own, as many small ones grow without the whole bank having to wait. */
function openBatch(
  terminals: Map<string, Map<string, Batch>>,
  terminal: string,
  batch: string,
): Batch {
  const batches = terminals.get(terminal) ?? new Map<string, Batch>();
  const known = batches.get(batch);
  if (known !== undefined) return known;
  const of = { terminal, batch, prefix: `${terminal}/${batch}/` };
  const opened: Batch = { of, exchanges: new Map() };
  terminals.set(terminal, batches);
  batches.set(batch, opened);
  return opened;
}

/** The names are the batch's own: those of the message would be kept as often as there are messages. */
function begin({ terminal, batch, prefix }: Batch["of"], stan: string): Exchange {
  return {
    key: prefix + stan,
    terminal,
    batch,
    stan,
    asked: undefined,
    card: undefined,
    answer: undefined,
    transaction: undefined,
    reversal: undefined,
    scriptResult: undefined,
  };
}
