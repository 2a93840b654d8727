import { describe, expect, test } from "vitest";
import { openJournal } from "../../sim-server/core/terminal/journal.ts";
import { createFlash, type Flash } from "../../sim-server/core/world/flash.ts";
import { sleep } from "../../sim-server/core/world/flow.ts";
import { JOBS, REFUND, SALE, SETTLEMENT, work } from "../kit/jobs.ts";
import { crashesOf } from "../kit/mishap-cases.ts";
import { workShift } from "../kit/shift.ts";
import { CASHIER, tend } from "../kit/shop-hands.ts";
import { buildRig, type Rig } from "../kit/terminal-rig.ts";

/** The records of a day with everything in it. */
function dayOfWork(): readonly Uint8Array[] {
  const rig = buildRig();
  tend(rig, CASHIER);
  for (const job of [SALE, REFUND, ...SETTLEMENT.before, SETTLEMENT, SALE]) work(rig, job);
  return rig.flash.durable();
}

/** A terminal switched on with these records in its flash. */
function switchedOn(records: readonly Uint8Array[]): Rig {
  const empty = createFlash();
  const flash: Flash = { ...empty, open: (node) => ({ ...empty.open(node), records }) };
  const rig = buildRig({ flash });
  rig.terminal.start();
  rig.run(2_000);
  return rig;
}

const RECORDS = dayOfWork();
const flipped = (record: Uint8Array, at: number): Uint8Array =>
  record.map((byte, place) => (place === at ? byte ^ 0x10 : byte));

type Damage = (at: number, record: Uint8Array) => readonly Uint8Array[];

/** What may become of one record, the others as they were. */
const DAMAGES: readonly (readonly [string, Damage])[] = [
  ...[0, 3, 9, -5, -1].map((place): readonly [string, Damage] => [
    `a bit turned at byte ${place}`,
    (at, record) => RECORDS.with(at, flipped(record, place < 0 ? record.length + place : place)),
  ]),
  ["lost", (at) => RECORDS.toSpliced(at, 1)],
  ["cut short", (at, record) => RECORDS.with(at, record.slice(0, -1))],
  [
    "behind a piece that nothing owns up to",
    (at, record) => RECORDS.toSpliced(at, 0, record.slice(1)),
  ],
  ["there twice", (at, record) => RECORDS.toSpliced(at, 0, record)],
  [
    "in the other's place",
    (at, record) => RECORDS.toSpliced(at, 2, RECORDS[at + 1] ?? record, record),
  ],
];

describe("a record with others behind it", () => {
  test.each(DAMAGES)("%s: the terminal stops for good, and nothing is sent", (_name, damage) => {
    for (const [at, record] of RECORDS.slice(0, -1).entries()) {
      const rig = switchedOn(damage(at, record));
      expect(rig.terminal.screen().screen, `record ${at}`).toBe("error");
      rig.press("enter", "1");
      rig.run(60_000);
      expect(rig.terminal.screen().screen, `record ${at}`).toBe("error");
      expect(rig.sent()).toBe("");
    }
    expect(RECORDS.length).toBeGreaterThan(25);
  });
});

test("records as they were written start it", () => {
  expect(switchedOn(RECORDS).terminal.screen().screen).toBe("operator");
});

describe("recovery done twice is recovery done once", () => {
  test.each(JOBS)("after a crash at any write of a $name", (job) => {
    for (const { where, mishap } of crashesOf(job)) {
      const left: (readonly Uint8Array[])[] = [];
      const meddle = (rig: Rig): void => {
        rig.listeners.push(({ kind, data }) => {
          if (kind === "terminal.powered" && !data.on) left.push(rig.flash.durable());
        });
      };
      workShift(job, { ...mishap, meddle });
      const [crashed = []] = left;
      const once = recovered(crashed);
      expect(recovered(once), where).toEqual(once);
      expect(left.length, where).toBe(1);
    }
  });
});

/** What is durable after recovery, from what was durable before it. */
function recovered(before: readonly Uint8Array[]): readonly Uint8Array[] {
  const after = [...before];
  const append = (record: Uint8Array) => {
    after.push(record);
    return sleep(0);
  };
  const journal = openJournal({ records: before, append, sync: () => sleep(0) }, () => undefined);
  if (!journal.ok) throw new Error(journal.error.code);
  const recovery = journal.value.recover();
  while (!recovery.next().done);
  return after;
}
