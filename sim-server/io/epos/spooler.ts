import {
  EPOS_STATUS,
  type EposAnswer,
} from "../../../device-emulators/devices/printer/epos/status.ts";
import type { EposJob, PrintDesk } from "./print-desk.ts";

export type Spooler = {
  /** Takes a job on, and answers before it is printed. */
  readonly take: (
    job: EposJob,
    jobId: string | undefined,
  ) => { readonly answer: EposAnswer; readonly jobId: string };
  /** How a job ended, or that it is being printed; undefined where nobody knows it. */
  readonly resultOf: (jobId: string) => EposAnswer | undefined;
};

/** Jobs whose end is remembered, and that may be on their way at once. Chosen. */
export const SPOOLED_JOBS_MAX = 64;

const TAKEN: EposAnswer = { success: true, code: "", status: EPOS_STATUS.printed };
const PRINTING: EposAnswer = { success: false, code: "Printing", status: 0 };
const FULL: EposAnswer = { success: false, code: "EX_SPOOLER", status: 0 };

/**
 * Keeps jobs for whoever asks for their end by name. Jobs without a name get one.
 *
 * @source Epson, ePOS-Print XML User's Manual, using the spooler function
 */
export function createSpooler({ print }: PrintDesk): Spooler {
  const results = new Map<string, EposAnswer>();
  let printing = 0;
  let named = 0;

  const remember = (jobId: string, answer: EposAnswer): void => {
    results.delete(jobId);
    results.set(jobId, answer);
    for (const [old, { code }] of results) {
      if (results.size <= SPOOLED_JOBS_MAX) return;
      if (code !== "Printing") results.delete(old);
    }
  };

  /** Waits for its turn here, so that a timeout counts from when it is begun. */
  let last: Promise<void> = Promise.resolve();

  return {
    take: (job, wanted) => {
      const jobId = wanted ?? `tillyard-${named + 1}`;
      if (printing >= SPOOLED_JOBS_MAX) return { answer: FULL, jobId };
      if (wanted === undefined) named += 1;
      printing += 1;
      remember(jobId, PRINTING);
      last = last.then(async () => {
        const answer = await print(job);
        printing -= 1;
        remember(jobId, answer);
      });
      return { answer: TAKEN, jobId };
    },
    resultOf: (jobId) => results.get(jobId),
  };
}
