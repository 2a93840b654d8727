import { concat, toHex } from "../kit/bytes.ts";
import { type QueueStatus, queueWords } from "../kit/spooler-words.ts";
import type { Clock } from "./clock.ts";
import { askQueue, beginJob, type Job } from "./cups-commands.ts";
import type { Dial, DialEnd, DialledLink } from "./dial.ts";
import { dialWhenOpen } from "./dial-when-open.ts";
import { type Ending, UNSENT_BYTES_MAX } from "./transport.ts";

export type QueueOptions = { readonly queue: string; readonly clock: Clock };

/** A job is over when nothing came for so long; a cut at the end of what came ends it sooner. Chosen. */
export const IDLE_MS = 1_000;
export const IDLE_BEHIND_CUT_MS = 100;

/** How often the spooler is asked how the queue is. Chosen. */
const ASK_MS = 5_000;

/** GS V m, GS V m n, ESC i, ESC m at the end of bytes, in hex. @source Epson, ESC/POS command reference */
const CUT = /^(..)*(1D56(00|01|30|31|(41|42|61|62|67|68)..)|1B(69|6D))$/;

/**
 * Calls a printer through a queue of CUPS: what is sent becomes raw jobs, one a receipt. A queue
 * answers nothing, so nothing is received; what the spooler says of it is told in words.
 */
export function dialCups({ queue, clock }: QueueOptions): Dial {
  return dialWhenOpen({
    open: () => askQueue(queue),
    serve: (status, end) => {
      if (status.known && !status.rejecting) return serve({ queue, clock }, status, end);
      refuse(queue, status, end);
      return undefined;
    },
  });
}

function refuse(queue: string, status: QueueStatus, end: DialEnd): void {
  if (status.known) {
    end.refused(queueWords(queue, status) ?? "", `let it take jobs: cupsaccept ${queue}`);
    return;
  }
  end.refused(
    `CUPS has no queue ${queue}`,
    "lpstat -a lists the queues; where it lists none, see that cupsd runs (CUPS_SERVER names another machine)",
  );
}

/** @returns what cuts it off */
function serve({ queue, clock }: QueueOptions, status: QueueStatus, end: DialEnd): () => void {
  let open = true;
  let stopAsking: () => void = () => undefined;
  const finish = (how: Ending): void => {
    if (!open) return;
    open = false;
    stopAsking();
    jobs.drop();
    end.closed(link, how);
  };
  const jobs = createJobs(queue, clock, {
    refused: (why) => {
      end.noted?.(link, why);
      finish("reset");
    },
    done: () => finish("closed"),
  });
  const link: DialledLink = {
    name: queue,
    send: (bytes) => {
      if (open) jobs.send(bytes);
    },
    unsentBytes: jobs.unsentBytes,
    pause: () => undefined,
    resume: () => undefined,
    hangUp: (how) => (how === "reset" ? finish(how) : jobs.finish()),
    end: jobs.finish,
  };
  end.opened(link);
  if (open) stopAsking = tellStatus({ queue, clock }, status, (words) => end.noted?.(link, words));
  return () => finish("closed");
}

/** Makes jobs of what is sent, one after another, so that they are printed in order. */
function createJobs(
  queue: string,
  clock: Clock,
  outcome: { readonly refused: (why: string) => void; readonly done: () => void },
) {
  let job: Job | undefined;
  /** Its bytes are complete, and the spooler does not have it yet. */
  let submitting: Job | undefined;
  let waiting: Uint8Array[] = [];
  let finishing = false;
  let callOff: () => void = () => undefined;

  const submit = (): void => {
    callOff();
    submitting = job;
    job = undefined;
    submitting?.end();
  };
  const over = (why: string | undefined): void => {
    submitting = undefined;
    if (why !== undefined) outcome.refused(why);
    else if (waiting.length > 0) {
      write(concat(waiting.splice(0)));
      if (finishing) submit();
    } else if (finishing) outcome.done();
  };
  const write = (bytes: Uint8Array): void => {
    job ??= beginJob(queue, over);
    job.write(bytes);
    callOff();
    callOff = clock.after(endsWithCut(bytes) ? IDLE_BEHIND_CUT_MS : IDLE_MS, submit);
  };
  const unsentBytes = (): number =>
    (job?.unsentBytes() ?? 0) + waiting.reduce((sum, bytes) => sum + bytes.length, 0);

  return {
    unsentBytes,
    send: (bytes: Uint8Array): void => {
      if (finishing || bytes.length === 0) return;
      if (unsentBytes() + bytes.length > UNSENT_BYTES_MAX) return;
      if (submitting === undefined) write(bytes);
      else waiting.push(bytes);
    },
    /** Sends what there is, and is done. */
    finish: (): void => {
      if (finishing) return;
      finishing = true;
      if (job !== undefined) submit();
      else if (submitting === undefined) outcome.done();
    },
    /** What the spooler does not have yet is lost. */
    drop: (): void => {
      callOff();
      waiting = [];
      job?.cancel();
    },
  };
}

function endsWithCut(bytes: Uint8Array): boolean {
  return CUT.test(toHex(bytes.subarray(-4)));
}

/** Tells what the spooler says, when it says something else than before. @returns what ends it */
function tellStatus(
  { queue, clock }: QueueOptions,
  first: QueueStatus,
  tell: (words: string) => void,
): () => void {
  let open = true;
  let said: string | undefined;
  let callOff: () => void = () => undefined;
  const look = (status: QueueStatus): void => {
    if (!open) return;
    const words = status.known ? queueWords(queue, status) : `CUPS has no queue ${queue} any more`;
    if (words !== said) tell(words ?? `the queue ${queue} is well again`);
    said = words;
    callOff = clock.after(ASK_MS, () => void askQueue(queue).then(look, () => look(status)));
  };
  look(first);
  return () => {
    open = false;
    callOff();
  };
}
