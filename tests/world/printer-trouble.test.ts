import { describe, expect, test } from "vitest";
import { approvedIn } from "../kit/books-witness.ts";
import { TRANSACTIONS, work } from "../kit/jobs.ts";
import { workShift } from "../kit/shift.ts";
import { CASHIER, tend } from "../kit/shop-hands.ts";
import { readSlips } from "../kit/slip-reading.ts";
import type { Rig } from "../kit/terminal-rig.ts";

/** What may happen to a printer. */
const MISFORTUNES: readonly (readonly [string, (rig: Rig) => void])[] = [
  ...[0, 5, 20, 50, 90, 130].map(
    (mm) => [`${mm} mm of paper left`, (rig: Rig) => rig.printer.limitPaper(mm)] as const,
  ),
  ["the cover open from the start", (rig) => rig.printer.flipOpen()],
  ...[1, 12, 30].map(
    (line) =>
      [`the cover opening at line ${line}`, atLine(line, (rig) => rig.printer.flipOpen())] as const,
  ),
  ...[1, 12, 30].map(
    (line) =>
      [`the power going at line ${line}`, atLine(line, (rig) => rig.terminal.cut())] as const,
  ),
];

/** Does something once, when so many lines more are on paper. */
function atLine(line: number, act: (rig: Rig) => void): (rig: Rig) => void {
  return (rig) => {
    let printed = 0;
    rig.listeners.push(({ kind }) => {
      if (kind !== "printer.printed") return;
      printed += 1;
      // Not while the printer is at work on the line.
      if (printed === line) rig.world.scheduler.after(0, () => act(rig));
    });
  };
}

const slipsOf = (rig: Rig) => readSlips(rig.of("printer.printed").map(({ text }) => text));

/** Those with one slip pair: whose printing is cut off begins nothing more. */
const SINGLE = TRANSACTIONS.filter(({ gains = 1 }) => gains === 1);

describe.each(SINGLE)("a printer's trouble decides nothing about a $name", (job) => {
  const quiet = workShift(job);

  test.each(MISFORTUNES)("%s", (_name, meddle) => {
    const { rig, complaints, writes } = workShift(job, { meddle });
    expect(complaints).toEqual([]);
    expect(writes.job).toBe(quiet.writes.job + (rig.of("terminal.powered").length > 1 ? 4 : 0));
    expect(approvedIn(rig).map(({ approval }) => approval.stan).length).toBe(
      approvedIn(quiet.rig).length,
    );
    expect(rig.transactions()).toBe(quiet.rig.transactions());
    expect(rig.outcomes()).toBe(quiet.rig.outcomes());
  });

  test("its slip, given up for want of paper, is printed later and marked", () => {
    const { rig } = workShift(job, { meddle: (shop) => shop.printer.limitPaper(0) });
    const { stan } =
      approvedIn(rig).find(({ intent }) => intent.transaction === job.makes)?.intent ?? {};
    rig.press("enter", "6", "1");
    expect(tend(rig, CASHIER)).toBe(true);
    const last = slipsOf(rig).slice(-2);
    expect(last.map(({ duplicate, complete }) => duplicate && complete)).toEqual([true, true]);
    expect(slipsOf(rig).filter((slip) => slip.stan === stan && slip.complete).length).toBe(2);
  });
});

describe("a slip", () => {
  test.each(TRANSACTIONS)("of a $name is complete, twice, and says it is the original", (job) => {
    const { rig } = workShift(job);
    work(rig, job.before[0] ?? job);
    const made = slipsOf(rig).filter(({ kind }) => kind === job.makes);
    expect(made.slice(0, 2).map(({ copy }) => copy)).toEqual(["merchant", "cardholder"]);
    expect(made.every(({ complete, duplicate }) => complete && !duplicate)).toBe(true);
  });
});
