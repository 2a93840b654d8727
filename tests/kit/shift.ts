import type { BankOptions } from "../../sim-server/core/bank/bank-options.ts";
import { type Job, SALE, SETTLEMENT, work } from "./jobs.ts";
import { journalFacts } from "./journal-reading.ts";
import { type Order, troubledLine } from "./line-trouble.ts";
import { type Witness, watchMoney } from "./money-witness.ts";
import { CASHIER, tend } from "./shop-hands.ts";
import { buildRig, type Rig, type RigOptions } from "./terminal-rig.ts";

/**
 * A moment at which the power goes: just before the `write`th operation on flash, or just after it.
 * Of a record that was on its way `keeps` bytes have got through: none, some, or all.
 */
export type Crash = {
  readonly write: number;
  readonly when: "before" | "after";
  readonly keeps: number;
};

/** What goes wrong while a job is done. */
export type Mishap = {
  readonly crashes?: readonly Crash[];
  readonly line?: readonly Order[];
  /** Done to the shop when the job is about to begin. */
  readonly meddle?: (rig: Rig) => void;
  readonly rig?: RigOptions;
};

export type Aftermath = {
  readonly rig: Rig;
  readonly witness: Witness;
  /** Operations on flash: before the job, up to the end of it, and up to closing time. */
  readonly writes: { readonly before: number; readonly job: number; readonly all: number };
  /** Bytes of the record that each sync of the shift made durable. */
  readonly synced: ReadonlyMap<number, number>;
  /** How often the power went, and how often the line did something. */
  readonly crashed: number;
  readonly struck: number;
  readonly complaints: readonly string[];
};

/** Chosen: whatever was sent has arrived by then, however late. */
const LATE_MS = 120_000;
const TRIES_MAX = 6;

/** What there is to download. */
export const DOWNLOADS: NonNullable<BankOptions["downloads"]> = {
  keys: ["10", "11"].map((index) => ({
    ...{ rid: "A000000333", index, expiry: "20301231" },
    ...{ modulus: index.repeat(96), exponent: "03" },
  })),
  applications: ["A000000333010101", "A000000333010102"].map((aid) => ({
    aid,
    values: { DF01: "00", "9F09": "0030", "9F1B": "00002710" },
  })),
};

/**
 * A shift: the work before a job, the job with what goes wrong, then all is well again, one more
 * sale is made, and the batch is settled.
 */
export function workShift(job: Job, mishap: Mishap = {}): Aftermath {
  const line = troubledLine();
  const bank = (plain: BankOptions): BankOptions => {
    const withDownloads = { ...plain, downloads: DOWNLOADS };
    const theirs = job.shop?.bank?.(withDownloads) ?? withDownloads;
    return mishap.rig?.bank?.(theirs) ?? theirs;
  };
  const rig = buildRig({
    ...line.ends,
    ...job.shop,
    ...mishap.rig,
    config: { ...job.shop?.config, ...mishap.rig?.config },
    bank,
  });
  const { flash, bank: theirs, listeners, host } = rig;
  const witness = watchMoney({
    ...{ flash, bank: theirs, heard: host.heard, results: rig.results, account: "account" },
    listen: (listener) => listeners.push(listener),
  });
  const complaints: string[] = [];
  const must = (done: boolean, what: string): void => {
    if (!done) complaints.push(`${what}: ${rig.terminal.screen().screen} is up for ever`);
  };
  must(tend(rig, CASHIER), "opening");
  for (const earlier of job.before) must(work(rig, earlier), earlier.name);
  const before = flash.operations();
  const kept = transactionsOf(rig);
  const plug = pullPlugAt(rig, mishap.crashes ?? []);
  line.order(...(mishap.line ?? []));
  mishap.meddle?.(rig);
  must(work(rig, job), job.name);
  const jobEnd = flash.operations();
  const struck = line.heal();
  rig.run(LATE_MS);
  must(tend(rig, job.answers === SALE.answers ? CASHIER : job.answers(rig)), "coming to rest");
  const gained = transactionsOf(rig) - kept;
  if (gained > (job.gains ?? 1)) complaints.push(`${job.name} was done ${gained} times`);
  close(rig, job, must);
  return {
    ...{ rig, witness, synced: plug.synced, crashed: plug.crashed(), struck },
    writes: { before, job: jobEnd, all: flash.operations() },
    complaints: [...complaints, ...witness.complaints()],
  };
}

/** One more sale, which must succeed, and the end of the day, which must balance. */
function close(rig: Rig, job: Job, must: (done: boolean, what: string) => void): void {
  if (administers(rig)) rig.press("enter", "9");
  must(tend(rig, CASHIER), "the cashier's return");
  if (journalFacts(rig.flash).settlement !== undefined) must(work(rig, SETTLEMENT), "settlement");
  // An account may be empty by then: the bank has said so.
  const sold = () => rig.outcomes().split(/approved|declined 51/).length;
  const before = sold();
  for (let tries = 0; sold() === before && tries < TRIES_MAX; tries += 1) {
    must(work(rig, SALE), "the next sale");
  }
  must(sold() > before, "the next sale");
  const unsettled = () => {
    const { transactions, settlement } = journalFacts(rig.flash);
    return transactions.length > 0 || settlement !== undefined;
  };
  for (let tries = 0; unsettled() && tries < TRIES_MAX; tries += 1) {
    must(work(rig, SETTLEMENT), "settlement");
  }
  must(!unsettled(), "settlement");
  must(
    rig.of("terminal.settled").every(({ verdict }) => verdict === "balanced" || job.unbalanced),
    "a balanced settlement",
  );
}

/** Whether the administrator is logged on: only that menu has no sale. */
function administers(rig: Rig): boolean {
  rig.press("enter");
  const menu = rig.terminal.screen().screen;
  rig.press("cancel");
  return menu === "administration-menu";
}

function transactionsOf(rig: Rig): number {
  const { transactions, lastSettlement } = journalFacts(rig.flash);
  return transactions.length + (lastSettlement?.transactions.length ?? 0);
}

function pullPlugAt(rig: Rig, crashes: readonly Crash[]) {
  const { flash, terminal } = rig;
  const synced = new Map<number, number>();
  let count = 0;
  let durable = flash.durable().length;
  flash.onOperation = (write, moment) => {
    if (moment === "before") durable = flash.durable().length;
    else if (flash.durable().length > durable) {
      synced.set(write, flash.durable().at(-1)?.length ?? 0);
    }
    const crash = crashes.find((one) => one.write === write && one.when === moment);
    if (crash === undefined) return;
    count += 1;
    flash.lose(crash.keeps);
    terminal.cut();
  };
  return { synced, crashed: () => count };
}
