import type { Job } from "./jobs.ts";
import type { Case } from "./mishap-cases.ts";
import { type Aftermath, workShift } from "./shift.ts";

/** Chosen: enough to see what is wrong. */
const COMPLAINTS_SHOWN = 12;

/** A campaign's runs: how many, how often what was to be reached was, and what was wrong. */
export type Tally = {
  runs: number;
  readonly reached: Map<string, number>;
  readonly complaints: string[];
};

export function createTally(): Tally {
  return { runs: 0, reached: new Map(), complaints: [] };
}

/** One run more. @param where what went wrong in it, in words */
export function count(tally: Tally, where: string, aftermath: Aftermath): void {
  tally.runs += 1;
  for (const what of reachedBy(aftermath)) {
    tally.reached.set(what, (tally.reached.get(what) ?? 0) + 1);
  }
  tally.complaints.push(...aftermath.complaints.map((complaint) => `${where}: ${complaint}`));
}

/** The job with each of these, counted. */
export function runAll(tally: Tally, job: Job, mishaps: Iterable<Case>): void {
  for (const { where, mishap } of mishaps) {
    count(tally, `${job.name}; ${where}`, workShift(job, mishap));
  }
}

/** What a run has reached of that which must be reached now and then. */
function reachedBy({ rig, crashed, struck }: Aftermath): readonly string[] {
  const { requests, heard } = rig.host;
  const sent = rig.sent();
  const ignored = rig.of("iso.ignored");
  const records = rig.of("journal.written").map(({ record }) => record);
  const asked = (mti: string) => requests.filter((request) => request.mti === mti);
  const overtaken = heard.some(
    ({ request, answer }, at) =>
      request.mti !== "0400" &&
      answer?.fields[39] === "22" &&
      heard
        .slice(0, at)
        .some((one) => one.request.mti === "0400" && one.request.fields[11] === request.fields[11]),
  );
  return [
    ...(crashed > 0 ? ["crash"] : []),
    ...(crashed > 1 ? ["crash in recovery"] : []),
    ...(struck > 0 ? ["trouble on the line"] : []),
    ...(records.includes("cut") ? ["torn tail"] : []),
    ...(records.includes("reversal") ? ["reversal owed"] : []),
    ...(records.includes("pending") ? ["request pending"] : []),
    ...(/0400 0400/.test(sent) ? ["reversal repeated"] : []),
    ...(asked("0220").length > 1 ? ["advice repeated"] : []),
    ...(asked("0500").length > 2 ? ["settlement repeated"] : []),
    ...(ignored.some(({ why }) => why === "nothing asked") ? ["late answer"] : []),
    ...(ignored.some(({ why }) => why !== "nothing asked") ? ["answer that does not match"] : []),
    ...(asked("0400").some(({ fields }) => fields[39] === "A0") ? ["wrong MAC"] : []),
    ...(overtaken ? ["overtaking"] : []),
  ];
}

/** What was reached less often than it must be, and what was complained of. */
export function verdict(
  tally: Tally,
  reached: Readonly<Record<string, number>>,
): readonly string[] {
  return [
    ...tally.complaints.slice(0, COMPLAINTS_SHOWN),
    ...Object.entries(reached).flatMap(([what, least]) => {
      const times = tally.reached.get(what) ?? 0;
      return times >= least ? [] : [`${what} was reached ${times} times, not ${least}`];
    }),
  ];
}
