import { describe, expect, test } from "vitest";
import { JOBS, TRANSACTIONS } from "../kit/jobs.ts";
import { TROUBLES } from "../kit/line-trouble.ts";
import { sample, troublesOf, troublesTwice } from "../kit/mishap-cases.ts";
import { createTally, runAll, verdict } from "../kit/tally.ts";

/** Chosen: so much of the product as is played; the seed shifts which. */
const SEED = 2;
const STRIDE = 3;

describe("everything that a line can do to a message, to the first or to all of a job", () => {
  const tally = createTally();

  for (const job of JOBS) {
    const before = tally.runs;
    runAll(tally, job, troublesOf(job));
    const runs = tally.runs - before;

    test(`${job.name}: ${runs} troubles`, () => {
      expect(tally.complaints.filter((complaint) => complaint.startsWith(job.name))).toEqual([]);
      expect(runs).toBe(TROUBLES.length * 2 * job.asks.length);
    });
  }

  test("in all, every kind of trouble has done its worst", () => {
    const reached = { "late answer": 100, "answer that does not match": 100, overtaking: 20 };
    const undone = { "reversal owed": 150, "request pending": 40, "wrong MAC": 10 };
    expect(verdict(tally, { ...reached, ...undone })).toEqual([]);
  });
});

describe("trouble with a request, and with what undoes or repeats it", () => {
  const tally = createTally();
  for (const job of TRANSACTIONS) runAll(tally, job, sample(troublesTwice(job), STRIDE, SEED));

  test(`${tally.runs} pairs: reversals and advices end as they must`, () => {
    const reached = { "reversal repeated": 300, "advice repeated": 150, overtaking: 80 };
    expect(verdict(tally, { ...reached, "late answer": 500, "wrong MAC": 30 })).toEqual([]);
  });
});
