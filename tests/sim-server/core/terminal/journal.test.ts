import { describe, expect, test } from "vitest";
import { openJournal, owe } from "../../../../sim-server/core/terminal/journal.ts";
import { readJournal, sealRecord } from "../../../../sim-server/core/terminal/journal-chain.ts";
import type { JournalRecord } from "../../../../sim-server/core/terminal/journal-record.ts";
import type { Storage } from "../../../../sim-server/core/world/flash.ts";
import { atOnce, finish } from "../../../kit/card-link.ts";
import { approvalOf, intentOf } from "../../../kit/intent.ts";

const INTENT = intentOf();
const APPROVED = approvalOf();
const TOLD: JournalRecord = { kind: "told", stan: "000002" };
const DECLINED: JournalRecord = { kind: "declined", stan: "000002", responseCode: "51" };
const OWED = owe("000002", "98");
const REFUND = intentOf({ transaction: "refund" });
const PENDING: JournalRecord = { kind: "pending", stan: "000002" };
const INTERVENED: JournalRecord = { kind: "intervened", stan: "000002", operator: "01" };
const VOID = intentOf({ stan: "000003", transaction: "void", originalStan: "000002" });
const VOIDED = approvalOf({ stan: "000003" });
const ASKED: JournalRecord = {
  kind: "settlement-asked",
  ...{ stan: "000009", batch: "000016", totals: "", date: "20250618", time: "220000" },
};
const ANSWERED: JournalRecord = { kind: "settlement-answered", stan: "000009", totals: "" };
const CLOSED: JournalRecord = { kind: "batch-closed", batch: "000017" };
const REVERSED: JournalRecord = { kind: "reversed", stan: "000002", responseCode: "00" };

function storageOf(stored: Uint8Array[]): Storage & { readonly stored: Uint8Array[] } {
  return {
    stored,
    records: [...stored],
    append: (record) => {
      stored.push(record);
      return atOnce(undefined);
    },
    sync: () => atOnce(undefined),
  };
}

function opened(storage: Storage) {
  const journal = openJournal(storage, () => undefined);
  if (!journal.ok) throw new Error(journal.error.code);
  return journal.value;
}

/** A journal that was written, closed, and is opened again. */
function afterwards(...records: readonly JournalRecord[]) {
  const stored: Uint8Array[] = [];
  const journal = opened(storageOf(stored));
  for (const record of records) finish(journal.write(record));
  const storage = storageOf(stored);
  return { journal: opened(storage), storage };
}

/** What is open, owed, was approved last, and is unknown to the till, by trace number. */
function draw({ journal }: ReturnType<typeof afterwards>): string {
  const { open, obligation, lastApproved, untold, stan } = journal.facts();
  const approved = lastApproved?.approval.stan;
  const last = `approved ${approved} untold ${untold?.approval.stan}`;
  return `${stan} open ${open?.stan} owed ${obligation?.reason} ${last}`;
}

/** What the batch holds, what is kept to be asked again, and how far its closing has come. */
function drawBatch({ journal }: ReturnType<typeof afterwards>): string {
  const { transactions, pending, settlement } = journal.facts();
  const rows = [
    ...transactions.map(({ intent, voided }) => intent.stan + (voided ? " voided" : "")),
    ...pending.map(({ stan }) => `${stan} pending`),
  ].join(", ");
  return settlement === undefined ? rows : `${rows} closing, sent ${settlement.uploaded}`;
}

describe("the journal's facts", () => {
  test.each<[string, readonly JournalRecord[], string]>([
    ["nothing", [], "undefined open undefined owed undefined approved undefined untold undefined"],
    ["asked", [INTENT], "000002 open 000002 owed undefined approved undefined untold undefined"],
    [
      "approved",
      [INTENT, APPROVED],
      "000002 open undefined owed undefined approved 000002 untold 000002",
    ],
    [
      "told",
      [INTENT, APPROVED, TOLD],
      "000002 open undefined owed undefined approved 000002 untold undefined",
    ],
    [
      "declined",
      [INTENT, DECLINED],
      "000002 open undefined owed undefined approved undefined untold undefined",
    ],
    ["owed", [INTENT, OWED], "000002 open 000002 owed 98 approved undefined untold undefined"],
    [
      "reversed",
      [INTENT, OWED, REVERSED],
      "000002 open undefined owed undefined approved undefined untold undefined",
    ],
    [
      "asked again after an approval",
      [INTENT, APPROVED, TOLD, { ...INTENT, stan: "000003" }],
      "000003 open 000003 owed undefined approved 000002 untold undefined",
    ],
  ])("%s", (_name, records, expected) => {
    expect(draw(afterwards(...records))).toBe(expected);
  });

  test.each<[string, readonly JournalRecord[], string]>([
    ["nothing", [], ""],
    ["approved", [INTENT, APPROVED], "000002"],
    ["declined", [INTENT, DECLINED], ""],
    ["reversed", [INTENT, OWED, REVERSED], ""],
    ["voided", [INTENT, APPROVED, TOLD, VOID, VOIDED], "000002 voided, 000003"],
    ["refund without an answer", [REFUND, PENDING], "000002 pending"],
    ["refund answered later", [REFUND, PENDING, APPROVED], "000002"],
    ["refund refused later", [REFUND, PENDING, DECLINED], ""],
    ["refund settled by hand", [REFUND, PENDING, INTERVENED], ""],
    ["sale settled by hand", [INTENT, OWED, INTERVENED], ""],
    ["a batch that is being closed", [INTENT, APPROVED, TOLD, ASKED], "000002 closing, sent 0"],
    [
      "a batch whose upload has begun",
      [INTENT, APPROVED, TOLD, ASKED, ANSWERED, { kind: "uploaded", count: "1" }],
      "000002 closing, sent 1",
    ],
    ["a batch that is closed", [INTENT, APPROVED, TOLD, ASKED, ANSWERED, CLOSED], ""],
  ])("the batch: %s", (_name, records, expected) => {
    expect(drawBatch(afterwards(...records))).toBe(expected);
  });

  test("a closed batch can still be printed, and the next one has the next number", () => {
    const { journal } = afterwards(INTENT, APPROVED, TOLD, ASKED, ANSWERED, CLOSED);
    const { batch, lastSettlement, lastApproved } = journal.facts();
    expect([batch, lastSettlement?.asked.batch, lastApproved?.intent.stan]).toEqual([
      "000017",
      "000016",
      "000002",
    ]);
    expect(lastSettlement?.transactions.length).toBe(1);
  });

  test("an operator's last password counts, and one removed has none", () => {
    const { journal } = afterwards(
      { kind: "operator", id: "02", sealedPassword: "AA" },
      { kind: "operator", id: "02", sealedPassword: "BB" },
      { kind: "operator", id: "03", sealedPassword: "CC" },
      { kind: "operator-removed", id: "03" },
    );
    expect([...journal.facts().operators]).toEqual([
      ["02", "BB"],
      ["03", undefined],
    ]);
  });

  test("working keys and batch come back", () => {
    const keys: JournalRecord = { kind: "keys", stan: "000001", batch: "000016", download: "00FF" };
    const { journal } = afterwards(keys);
    expect(journal.facts()).toMatchObject({ batch: "000016", keys });
  });

  test.each<[string, readonly JournalRecord[]]>([
    ["a sale asked while one is open", [INTENT, { ...INTENT, stan: "000003" }]],
    ["a sale asked while the till waits", [INTENT, APPROVED, { ...INTENT, stan: "000003" }]],
    ["a till told before there is an approval", [INTENT, TOLD]],
    ["a till told of another sale", [INTENT, APPROVED, { ...TOLD, stan: "000003" }]],
    ["a till told twice", [INTENT, APPROVED, TOLD, TOLD]],
    ["an approval of another sale", [INTENT, { ...APPROVED, stan: "000003" }]],
    ["an approval of what must be undone", [INTENT, OWED, APPROVED]],
    ["a refusal of what must be undone", [INTENT, OWED, DECLINED]],
    ["a second obligation", [INTENT, OWED, OWED]],
    ["an obligation for nothing", [OWED]],
    ["a reversal of what is not owed", [INTENT, REVERSED]],
    ["a sale left pending, which can be undone", [INTENT, PENDING]],
    ["a batch closed over an open sale", [INTENT, ASKED]],
    ["a batch closed over a request without an answer", [REFUND, PENDING, ASKED]],
    ["an answer to a settlement nobody asked for", [ANSWERED]],
    ["a batch closed without a settlement", [CLOSED]],
    ["an outcome nobody waits for", [INTERVENED]],
  ])("%s is a bug, and nothing of it is written", (_name, records) => {
    const { journal, storage } = afterwards(...records.slice(0, -1));
    const last = records.at(-1);
    if (last === undefined) throw new Error("a row has records");
    expect(() => finish(journal.write(last))).toThrow("invariant broken");
    expect(storage.stored.length).toBe(records.length - 1);
  });
});

describe("recovery", () => {
  test.each<[string, readonly JournalRecord[], string]>([
    ["an open sale is owed a reversal", [INTENT], "intent reversal"],
    ["an owed reversal stays one", [INTENT, OWED], "intent reversal"],
    ["an approved sale stays approved", [INTENT, APPROVED], "intent approved"],
    ["nothing is written where nothing is open", [], ""],
    ["an open refund is kept to be asked again", [REFUND], "intent pending"],
    ["a refund that is kept stays so", [REFUND, PENDING], "intent pending"],
  ])("%s", (_name, records, expected) => {
    const { journal, storage } = afterwards(...records);
    finish(journal.recover());
    finish(opened(storageOf(storage.stored)).recover());
    const read = readJournal(storage.stored);
    expect(read.ok && read.value.records.map(({ kind }) => kind).join(" ")).toBe(expected);
  });

  test("a torn record is owned up to, and what follows can be read", () => {
    const sealed = sealRecord({ kind: "numbered", what: "0800", stan: "000001" }, 0);
    const stored = [sealed.bytes, sealRecord(INTENT, sealed.chain).bytes.subarray(0, 20)];
    const storage = storageOf(stored);
    const journal = opened(storage);
    finish(journal.recover());
    finish(journal.write(INTENT));
    const read = readJournal(stored);
    expect(read.ok && read.value.records.map(({ kind }) => kind).join(" ")).toBe(
      "numbered cut intent",
    );
  });

  test("a record that was changed is a fault", () => {
    const sealed = sealRecord({ kind: "numbered", what: "0800", stan: "000001" }, 0);
    const next = sealRecord({ kind: "numbered", what: "0800", stan: "000002" }, sealed.chain);
    const changed = sealed.bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte));
    expect(openJournal(storageOf([changed, next.bytes]), () => undefined)).toEqual({
      ok: false,
      error: { code: "bad-record", at: 0 },
    });
  });
});
