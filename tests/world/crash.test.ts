import { describe, expect, test } from "vitest";
import { JOBS } from "../kit/jobs.ts";
import { crashesInTrouble, crashesOf, crashesTwice, sample } from "../kit/mishap-cases.ts";
import { createTally, runAll, verdict } from "../kit/tally.ts";

/** Chosen: so much of each product as is played; the seed shifts which. */
const SEED = 1;
const TWICE_STRIDE = 23;
const TROUBLE_STRIDE = 37;

describe("the power goes once, at every operation on flash and in every way", () => {
  const tally = createTally();

  for (const job of JOBS) {
    const before = tally.runs;
    runAll(tally, job, crashesOf(job));
    const runs = tally.runs - before;
    const writes = job.makes === "balance" || job.name.endsWith("parameters") ? 2 : 4;

    test(`${job.name}: ${runs} crashes`, () => {
      expect(tally.complaints.filter((complaint) => complaint.startsWith(job.name))).toEqual([]);
      // One before each append, six about each sync.
      expect(runs).toBeGreaterThanOrEqual((writes / 2) * 7);
    });
  }

  test("in all, everything was reached that makes a crash dangerous", () => {
    const reached = { "torn tail": 100, "reversal owed": 40, "request pending": 10 };
    expect(verdict(tally, { ...reached, "advice repeated": 10, "settlement repeated": 5 })).toEqual(
      [],
    );
  });
});

describe("the power goes again while the terminal recovers", () => {
  const tally = createTally();
  for (const job of JOBS) runAll(tally, job, sample(crashesTwice(job), TWICE_STRIDE, SEED));

  test(`${tally.runs} crashes after a crash, of every job: all is as it must be`, () => {
    const reached = { "crash in recovery": 800, "torn tail": 500, "reversal owed": 200 };
    expect(verdict(tally, { ...reached, "reversal repeated": 3, "advice repeated": 40 })).toEqual(
      [],
    );
  });
});

describe("the power goes while the line is in trouble", () => {
  const tally = createTally();
  for (const job of JOBS) runAll(tally, job, sample(crashesInTrouble(job), TROUBLE_STRIDE, SEED));

  test(`${tally.runs} crashes, each with a trouble: all is as it must be`, () => {
    const reached = { crash: 900, "trouble on the line": 900, "reversal owed": 300 };
    const late = { "late answer": 200, overtaking: 30, "wrong MAC": 30, "torn tail": 300 };
    const again = { "reversal repeated": 50, "advice repeated": 80, "settlement repeated": 20 };
    expect(verdict(tally, { ...reached, ...late, ...again })).toEqual([]);
  });
});
