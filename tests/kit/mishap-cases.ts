import { crashesIn, sayCrash } from "./crash-points.ts";
import type { Job } from "./jobs.ts";
import { TROUBLES } from "./line-trouble.ts";
import { type Mishap, workShift } from "./shift.ts";

/** More than any job sends. */
const ALL = 9;

/** Something that goes wrong, and its name. */
export type Case = { readonly where: string; readonly mishap: Mishap };

/** Every `stride`th of what there is, from a place on that `seed` chooses. */
export function* sample(cases: Iterable<Case>, stride: number, seed: number): Iterable<Case> {
  let place = seed % stride;
  for (const one of cases) {
    if (place === 0) yield one;
    place = (place + 1) % stride;
  }
}

/** The power goes once, at each operation on flash of the job. */
export function* crashesOf(job: Job, mishap: Mishap = {}): Iterable<Case> {
  const quiet = workShift(job, mishap);
  for (const crash of crashesIn(quiet, quiet.writes.before, quiet.writes.job)) {
    yield { where: sayCrash(crash), mishap: { ...mishap, crashes: [crash] } };
  }
}

/** The power goes in the job, and again at each operation from then to closing time. */
export function* crashesTwice(job: Job): Iterable<Case> {
  for (const { where, mishap } of crashesOf(job)) {
    const once = workShift(job, mishap);
    const [first] = mishap.crashes ?? [];
    if (first === undefined) continue;
    for (const second of crashesIn(once, first.write, once.writes.all)) {
      yield { where: `${where}, then ${sayCrash(second)}`, mishap: { crashes: [first, second] } };
    }
  }
}

/** Each trouble with each message of the job, the first of them or all. */
export function* troublesOf({ asks }: Job, among = TROUBLES): Iterable<Case> {
  for (const mti of asks) {
    for (const trouble of among) {
      for (const times of [1, ALL]) {
        const where = `${times === 1 ? "first" : "every"} ${mti}: ${trouble.name}`;
        yield { where, mishap: { line: [{ mti, trouble, times }] } };
      }
    }
  }
}

/** Each trouble with the first sending, and each with what undoes or repeats it. */
export function* troublesTwice({ asks: [mti = ""] }: Job): Iterable<Case> {
  const next = mti === "0220" ? mti : "0400";
  for (const first of TROUBLES) {
    for (const second of TROUBLES) {
      for (const times of [1, ALL]) {
        const line = [
          { mti, trouble: first, times: 1 },
          { mti: next, trouble: second, times },
        ];
        yield { where: `${first.name}, then ${times} ${next}: ${second.name}`, mishap: { line } };
      }
    }
  }
}

/** The power goes while the line is in trouble, at each operation from the job to closing time. */
export function* crashesInTrouble(job: Job): Iterable<Case> {
  for (const { where, mishap } of troublesOf(job)) {
    const first = workShift(job, mishap);
    for (const crash of crashesIn(first, first.writes.before, first.writes.all)) {
      yield { where: `${where}, ${sayCrash(crash)}`, mishap: { ...mishap, crashes: [crash] } };
    }
  }
}
