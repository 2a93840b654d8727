import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Emit } from "../trace-events.ts";
import type { Storage } from "../world/flash.ts";
import type { Flow } from "../world/flow.ts";
import { type JournalFault, readJournal, sealRecord } from "./journal-chain.ts";
import { type Facts, foldRecord, NO_FACTS } from "./journal-facts.ts";
import type { JournalRecord, RecordOf } from "./journal-record.ts";
import { KINDS, kindNamed } from "./kinds.ts";
import { DECLINED_OFFLINE } from "./response-codes.ts";
import type { Stan } from "./stan.ts";

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

/** DE 39 of a reversal. @source UnionPay POS terminal specification, reversal reasons */
export const REVERSAL_REASON = {
  noAnswer: "98",
  badMac: "A0",
  other: "06",
} as const;

/** One of the reasons that a bank knows. */
export type ReversalReason = (typeof REVERSAL_REASON)[keyof typeof REVERSAL_REASON];

/**
 * Opens the journal in `storage`.
 *
 * @param lastStan the trace number that a terminal has used last which was at work before its first record
 * @returns the journal, or the fault on which the terminal must stop for good
 */
export function openJournal(
  storage: Storage,
  emit: Emit,
  lastStan?: Stan,
): Result<Journal, JournalFault> {
  const read = readJournal(storage.records);
  if (!read.ok) return err(read.error);
  let { chain } = read.value;
  let facts = read.value.records.reduce(foldRecord, { ...NO_FACTS, stan: lastStan });

  function* write(record: JournalRecord): Flow<void> {
    const sealed = sealRecord(record, chain);
    const next = foldRecord(facts, record);
    yield* storage.append(sealed.bytes);
    yield* storage.sync();
    chain = sealed.chain;
    facts = next;
    emit("journal.written", {
      record: record.kind,
      stan: "stan" in record ? record.stan : "",
    });
  }

  function* recover(): Flow<void> {
    const { torn } = read.ok ? read.value : { torn: 0 };
    if (torn > 0) yield* write({ kind: "cut", count: String(torn) });
    const { open, obligation } = facts;
    if (open === undefined || obligation !== undefined) return;
    yield* write(closing(open));
  }

  return ok({ facts: () => facts, write, recover });
}

/** Whether the request left, and what came of it, nobody knows: it is undone, or asked again. */
function closing({ stan, transaction }: RecordOf<"intent">): JournalRecord {
  const kind = kindNamed(transaction);
  // Nobody but the card has heard of it, and nobody was told that it is approved.
  if (kind === "offline-sale") return { kind: "declined", stan, responseCode: DECLINED_OFFLINE };
  return KINDS[kind].reversible ? owe(stan, REVERSAL_REASON.noAnswer) : { kind: "pending", stan };
}

/** The record that a sale must be undone. */
export function owe(stan: string, reason: ReversalReason, approvalCode = ""): JournalRecord {
  return { kind: "reversal", stan, reason, approvalCode };
}
