import { describe, expect, test } from "vitest";
import { JOBS } from "../../../../kit/jobs.ts";
import { journalRecords } from "../../../../kit/journal-reading.ts";
import { TROUBLES } from "../../../../kit/line-trouble.ts";
import { type Aftermath, DOWNLOADS, workShift } from "../../../../kit/shift.ts";

const ROWS = [
  ["download of CA keys", "ca-key", DOWNLOADS.keys?.length],
  ["download of applications", "application", DOWNLOADS.applications?.length],
] as const;

/** What was fetched, as the journal keeps it. */
function fetched({ rig }: Aftermath, kind: "ca-key" | "application"): readonly string[] {
  return journalRecords(rig.flash).flatMap((record) =>
    record.kind === kind ? [record.values] : [],
  );
}

describe.each(ROWS)("a %s", (name, kind, count) => {
  const [job] = JOBS.filter((one) => one.name === name);
  if (job === undefined) throw new Error(`nobody does a ${name}`);

  test("fetches each one, and each once", () => {
    const all = fetched(workShift(job), kind);
    expect([all.length, new Set(all).size]).toEqual([count, count]);
  });

  test.each(TROUBLES)("never keeps one in the place of another: $name", (trouble) => {
    const all = fetched(workShift(job, { line: [{ mti: "0800", trouble, times: 1 }] }), kind);
    expect(new Set(all).size).toBe(all.length);
  });
});
