import type { Reader } from "./commands.ts";
import type { Job } from "./composer.ts";

/** Tells each piece of paper that was just set which bytes it came from: those up to `end`. */
export function noteSources(reader: Reader, end: number): void {
  const { jobs, sourceAt } = reader;
  let last = jobs.length - 1;
  for (; last >= 0; last -= 1) {
    const job = jobs[last];
    if (job === undefined || job.work.kind !== "print" || job.work.line.source !== undefined) break;
    jobs[last] = withSource(job, { at: sourceAt, end });
  }
  if (last < jobs.length - 1 || jobs.at(-1)?.endsAt === reader.offset) reader.sourceAt = end;
}

function withSource(job: Job, source: { readonly at: number; readonly end: number }): Job {
  if (job.work.kind !== "print") return job;
  return { ...job, work: { ...job.work, line: { ...job.work.line, source } } };
}
