import {
  EPOS_STATUS,
  type EposAnswer,
  type EposCode,
  eposError,
  eposStatus,
} from "../../../device-emulators/devices/printer/epos/status.ts";
import {
  bufferRoom,
  holdsWork,
  type PrinterInput,
  type PrinterState,
  printerStatus,
} from "../../../device-emulators/devices/printer/printer.ts";
import type { Attached } from "../../../device-emulators/transports/attach.ts";
import { PIECE_BYTES_MAX } from "../../../device-emulators/transports/attach.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";

/** The printer behind the service, as the board in it sees it. */
export type EposPrinter = Pick<Attached<PrinterState, PrinterInput>, "state" | "send">;

export type EposJob = {
  readonly bytes: Uint8Array;
  /** Goes to the printer even while it cannot print. */
  readonly force: boolean;
  readonly timeoutMs: number;
};

export type PrintDesk = {
  /** Prints when those before are done. Resolves once it is on paper, or when it failed. */
  readonly print: (job: EposJob) => Promise<EposAnswer>;
  /** What is said of the printer when nothing is to be printed. */
  readonly look: () => EposAnswer;
  readonly close: () => void;
};

/** Jobs that wait for those before them. Chosen. */
export const WAITING_JOBS_MAX = 16;
/** How often it is looked whether the printer has come further. Chosen: less than a line takes twice. */
const LOOK_MS = 20;

type Waiting = EposJob & { readonly answer: (answer: EposAnswer) => void; sentBytes: number };

/**
 * Hands jobs to a printer, one after another, as fast as its buffer takes them. A job that fails is
 * taken back as far as it is not printed, so that sending it again prints it once. Chosen.
 */
export function createPrintDesk(printer: EposPrinter, clock: Clock): PrintDesk {
  const waiting: Waiting[] = [];
  let current: Waiting | undefined;
  let lookAgain: (() => void) | undefined;

  const failure = (): EposCode | undefined => eposError(printerStatus(printer.state()));
  const answerOf = (code: EposCode | undefined, printed: boolean): EposAnswer => {
    const status = eposStatus(printerStatus(printer.state()));
    return {
      success: code === undefined,
      code: code ?? "",
      status: printed ? status | EPOS_STATUS.printed : status,
    };
  };

  const finish = (job: Waiting, code: EposCode | undefined): void => {
    lookAgain?.();
    current = undefined;
    if (code !== undefined && !job.force && job.sentBytes > 0) printer.send({ type: "abandon" });
    job.answer(answerOf(code, code === undefined));
    begin();
  };

  const begin = (): void => {
    if (current !== undefined) return;
    current = waiting.shift();
    if (current !== undefined) goOn(current);
  };

  /** @returns how the job ended; undefined while it goes on */
  const advance = (job: Waiting): { readonly code: EposCode | undefined } | undefined => {
    if (!job.force && failure() !== undefined) return { code: failure() };
    feed(printer, job);
    const sent = job.sentBytes === job.bytes.length;
    if (job.force) return sent ? { code: failure() } : undefined;
    if (failure() !== undefined) return { code: failure() };
    return sent && !holdsWork(printer.state()) ? { code: undefined } : undefined;
  };

  const goOn = (job: Waiting): void => {
    const ended = advance(job);
    if (ended === undefined) lookAgain = clock.after(LOOK_MS, () => goOn(job));
    else finish(job, ended.code);
  };

  const giveUp = (job: Waiting): void => {
    if (job === current) {
      finish(job, "EX_TIMEOUT");
      return;
    }
    waiting.splice(waiting.indexOf(job), 1);
    job.answer(answerOf("EX_TIMEOUT", false));
  };

  return {
    print: (asked) => {
      if (waiting.length >= WAITING_JOBS_MAX) {
        return Promise.resolve(answerOf("TooManyRequests", false));
      }
      return new Promise((resolve) => {
        const callOff = clock.after(asked.timeoutMs, () => giveUp(job));
        const answer = (said: EposAnswer): void => {
          callOff();
          resolve(said);
        };
        const job: Waiting = { ...asked, answer, sentBytes: 0 };
        waiting.push(job);
        begin();
      });
    },
    look: () => answerOf(failure(), failure() === undefined),
    close: () => {
      lookAgain?.();
      for (const job of waiting.splice(0)) job.answer(answerOf("PrintSystemError", false));
      current?.answer(answerOf("PrintSystemError", false));
      current = undefined;
    },
  };
}

/** Sends on as much of a job as the printer's buffer takes. */
function feed({ state, send }: EposPrinter, job: Waiting): void {
  while (job.sentBytes < job.bytes.length && state().flowing) {
    const room = Math.min(bufferRoom(state()), PIECE_BYTES_MAX);
    if (room <= 0) return;
    const piece = job.bytes.subarray(job.sentBytes, job.sentBytes + room);
    job.sentBytes += piece.length;
    send({ type: "bytes", bytes: piece });
  }
}
