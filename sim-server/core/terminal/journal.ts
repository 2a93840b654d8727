import { invariant } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Emit } from "../trace-events.ts";
import type { Storage } from "../world/flash.ts";
import type { Flow } from "../world/flow.ts";
import { type JournalFault, readJournal, sealRecord } from "./journal-chain.ts";
import type { JournalRecord, RecordOf } from "./journal-record.ts";
import { parseStan, type Stan } from "./stan.ts";

/**
 * The terminal's memory: a write-ahead log. What a record says counts from the moment it is durable
 * and not before, so nothing may leave, be shown or be printed until `write` has come back.
 */
export type Journal = {
  readonly facts: () => Facts;
  /** Appends and syncs one record. */
  readonly write: (record: JournalRecord) => Flow<void>;
  /** Closes what a power cut left open; must run before anything else is done. */
  readonly recover: () => Flow<void>;
};

/** What all records together say. */
export type Facts = {
  /** The last trace number used. */
  readonly stan: Stan | undefined;
  readonly batch: string;
  readonly keys: RecordOf<"keys"> | undefined;
  /** The sale whose outcome is not durable yet. */
  readonly open: RecordOf<"intent"> | undefined;
  /** That the open sale must be undone at the bank. */
  readonly obligation: RecordOf<"reversal"> | undefined;
  readonly lastApproved: ApprovedSale | undefined;
  /** The approved sale of which the till was not told yet. */
  readonly untold: ApprovedSale | undefined;
};

/** All that a slip says of a sale. */
export type ApprovedSale = {
  readonly intent: RecordOf<"intent">;
  readonly approval: RecordOf<"approved">;
};

/** DE 39 of a reversal. @source UnionPay POS terminal specification, reversal reasons */
export const REVERSAL_REASON = {
  noAnswer: "98",
  badMac: "A0",
  other: "06",
} as const;

/** One of the reasons that a bank knows. */
export type ReversalReason = (typeof REVERSAL_REASON)[keyof typeof REVERSAL_REASON];

const NO_FACTS: Facts = {
  stan: undefined,
  batch: "000001",
  keys: undefined,
  open: undefined,
  obligation: undefined,
  lastApproved: undefined,
  untold: undefined,
};

/**
 * Opens the journal in `storage`.
 *
 * @returns the journal, or the fault on which the terminal must stop for good
 */
export function openJournal(storage: Storage, emit: Emit): Result<Journal, JournalFault> {
  const read = readJournal(storage.records);
  if (!read.ok) return err(read.error);
  let { chain } = read.value;
  let facts = read.value.records.reduce(fold, NO_FACTS);

  function* write(record: JournalRecord): Flow<void> {
    const sealed = sealRecord(record, chain);
    const next = fold(facts, record);
    yield* storage.append(sealed.bytes);
    yield* storage.sync();
    chain = sealed.chain;
    facts = next;
    emit("journal.written", {
      record: record.kind,
      stan: record.kind === "cut" ? "" : record.stan,
    });
  }

  function* recover(): Flow<void> {
    const { torn } = read.ok ? read.value : { torn: 0 };
    if (torn > 0) yield* write({ kind: "cut", count: String(torn) });
    const { open, obligation } = facts;
    if (open === undefined || obligation !== undefined) return;
    // Whether the request left, and what came of it, nobody knows: it is undone.
    yield* write(owe(open.stan, REVERSAL_REASON.noAnswer));
  }

  return ok({ facts: () => facts, write, recover });
}

/** The record that a sale must be undone. */
export function owe(stan: string, reason: ReversalReason, approvalCode = ""): JournalRecord {
  return { kind: "reversal", stan, reason, approvalCode };
}

/** The facts after one more record. @throws on a record that cannot follow: only a bug writes it */
function fold(facts: Facts, record: JournalRecord): Facts {
  const { open, obligation } = facts;
  switch (record.kind) {
    case "cut":
      return facts;
    case "sign-on":
      return { ...facts, stan: parseStan(record.stan) };
    case "keys":
      return { ...facts, keys: record, batch: record.batch };
    case "intent":
      invariant(open === undefined, "a sale is asked only when no outcome is open");
      invariant(facts.untold === undefined, "a sale is asked only when the till knows the last");
      return { ...facts, stan: parseStan(record.stan), open: record };
    case "approved": {
      invariant(open?.stan === record.stan, "an outcome belongs to the open sale");
      invariant(obligation === undefined, "what must be undone is never approved");
      const sale = { intent: open, approval: record };
      return closed({ ...facts, lastApproved: sale, untold: sale });
    }
    case "told":
      invariant(facts.untold?.approval.stan === record.stan, "a till is told once of a sale");
      return { ...facts, untold: undefined };
    case "declined":
      invariant(open?.stan === record.stan, "an outcome belongs to the open sale");
      invariant(obligation === undefined, "what must be undone ends by its reversal");
      return closed(facts);
    case "reversal":
      invariant(open?.stan === record.stan, "a reversal belongs to the open sale");
      invariant(obligation === undefined, "a sale is owed one reversal");
      return { ...facts, obligation: record };
    case "reversed":
      invariant(obligation?.stan === record.stan, "only what is owed is reversed");
      return closed(facts);
  }
}

function closed(facts: Facts): Facts {
  return { ...facts, open: undefined, obligation: undefined };
}
