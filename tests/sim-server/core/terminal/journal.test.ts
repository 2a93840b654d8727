import { describe, expect, test } from "vitest";
import { openJournal, owe } from "../../../../sim-server/core/terminal/journal.ts";
import { readJournal, sealRecord } from "../../../../sim-server/core/terminal/journal-chain.ts";
import type {
  JournalRecord,
  RecordOf,
} from "../../../../sim-server/core/terminal/journal-record.ts";
import type { Storage } from "../../../../sim-server/core/world/flash.ts";
import { atOnce, finish } from "../../../kit/card-link.ts";

const INTENT: RecordOf<"intent"> = {
  kind: "intent",
  stan: "000002",
  batch: "000016",
  amount: "000000008640",
  date: "20250618",
  operator: "01",
  sealedPan: "00",
  maskedPan: "621234******1265",
  expiry: "3012",
  panSequence: "001",
  entryMode: "051",
  iccData: "9500",
  aid: "A000000333010101",
  arqc: "1122334455667788",
  atc: "0001",
};
const APPROVED: RecordOf<"approved"> = {
  kind: "approved",
  stan: "000002",
  responseCode: "00",
  rrn: "061809410002",
  approvalCode: "084554",
  date: "0618",
  time: "094127",
  issuer: "01020000",
  tc: "8877665544332211",
  tvr: "8000048000",
  tsi: "6800",
};
const TOLD: JournalRecord = { kind: "told", stan: "000002" };
const DECLINED: JournalRecord = { kind: "declined", stan: "000002", responseCode: "51" };
const OWED = owe("000002", "98");
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
  ])("%s", (_name, records, expected) => {
    const { journal, storage } = afterwards(...records);
    finish(journal.recover());
    finish(opened(storageOf(storage.stored)).recover());
    const read = readJournal(storage.stored);
    expect(read.ok && read.value.records.map(({ kind }) => kind).join(" ")).toBe(expected);
  });

  test("a torn record is owned up to, and what follows can be read", () => {
    const sealed = sealRecord({ kind: "sign-on", stan: "000001" }, 0);
    const stored = [sealed.bytes, sealRecord(INTENT, sealed.chain).bytes.subarray(0, 20)];
    const storage = storageOf(stored);
    const journal = opened(storage);
    finish(journal.recover());
    finish(journal.write(INTENT));
    const read = readJournal(stored);
    expect(read.ok && read.value.records.map(({ kind }) => kind).join(" ")).toBe(
      "sign-on cut intent",
    );
  });

  test("a record that was changed is a fault", () => {
    const sealed = sealRecord({ kind: "sign-on", stan: "000001" }, 0);
    const next = sealRecord({ kind: "sign-on", stan: "000002" }, sealed.chain);
    const changed = sealed.bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte));
    expect(openJournal(storageOf([changed, next.bytes]), () => undefined)).toEqual({
      ok: false,
      error: { code: "bad-record", at: 0 },
    });
  });
});
