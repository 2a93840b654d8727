import { describe, expect, test } from "vitest";
import { JOBS } from "../kit/jobs.ts";
import { TROUBLES } from "../kit/line-trouble.ts";
import { workShift } from "../kit/shift.ts";

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

/** A few seconds before midnight by the shop's clock, so that every job passes it. */
const EVES = [
  ["an ordinary day", Date.UTC(2025, 5, 19)],
  ["New Year", Date.UTC(2026, 0, 1)],
  ["the leap day", Date.UTC(2028, 1, 29)],
  ["the day after the leap day", Date.UTC(2028, 2, 1)],
] as const;

/** What the terminal's clock is ahead of the bank's. */
const SKEWS = [0, DAY_MS, -DAY_MS, 61_000, -61_000];

const AS_ALWAYS = TROUBLES.filter(({ name }) =>
  ["reply lost", "reply with a wrong MAC", "request slower than the limit"].includes(name),
);

describe.each(JOBS)("$name", (job) => {
  const [mti = ""] = job.asks;
  const troubles = [undefined, ...AS_ALWAYS];
  const play = (trouble: (typeof troubles)[number], bankMs?: number, terminalMs?: number) =>
    workShift(job, {
      line: trouble === undefined ? [] : [{ mti, trouble, times: 1 }],
      rig: {
        ...(terminalMs !== undefined && { config: { startMs: terminalMs } }),
        ...(bankMs !== undefined && { bank: (plain) => ({ ...plain, startMs: bankMs }) }),
      },
    });
  const quiet = troubles.map((trouble) => play(trouble));

  test.each(EVES)("over midnight to %s, clocks apart or not, is what it always is", (...eve) => {
    const bankMs = eve[1] - CHINA_MS - 8_000;
    for (const skewMs of SKEWS) {
      for (const [at, trouble] of troubles.entries()) {
        const { rig, complaints } = play(trouble, bankMs, bankMs + skewMs);
        expect(complaints).toEqual([]);
        expect(rig.sent()).toBe(quiet[at]?.rig.sent());
        expect(rig.journal()).toBe(quiet[at]?.rig.journal());
        expect(rig.transactions()).toBe(quiet[at]?.rig.transactions());
      }
    }
  });
});
