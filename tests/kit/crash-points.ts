import type { Aftermath, Crash } from "./shift.ts";

/** Chosen: too little for a record, its length and chain alone, and all but its last byte. */
const TORN = [1, 9] as const;

/**
 * Every way in which the power can go at the operations on flash after `from` up to `to`, as a run
 * without it has shown them: nothing of the record kept, some, all but one byte, all, and synced.
 */
export function crashesIn({ synced }: Aftermath, from: number, to: number): readonly Crash[] {
  const crashes: Crash[] = [];
  for (let write = from + 1; write <= to; write += 1) {
    const bytes = synced.get(write);
    if (bytes === undefined) {
      crashes.push({ write, when: "before", keeps: 0 });
      continue;
    }
    for (const keeps of [0, ...TORN, bytes - 1, bytes]) {
      crashes.push({ write, when: "before", keeps });
    }
    crashes.push({ write, when: "after", keeps: 0 });
  }
  return crashes;
}

/** A crash in words. */
export function sayCrash({ write, when, keeps }: Crash): string {
  return `${when} write ${write}${keeps > 0 ? `, ${keeps} bytes kept` : ""}`;
}
