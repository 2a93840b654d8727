import {
  EPOS_STATUS,
  type EposAnswer,
  type EposCode,
  eposError,
  eposStatus,
} from "../../../device-emulators/devices/printer/epos/status.ts";
import {
  bufferRoom,
  doneUpTo,
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

type Waiting = EposJob & {
  readonly answer: (answer: EposAnswer) => void;
  sentBytes: number;
  /** Where what was sent ends among all bytes that the printer took; undefined until it is begun. */
  endsAt: number | undefined;
};

/**
 * Hands jobs to a printer, one after another, as fast as its buffer takes them, and none into the
 * midst of what programs on its cables print. A job that fails is taken back as far as it is not
 * printed, so that sending it again prints it once. Chosen.
 */
export function createPrintDesk(printer: EposPrinter, clock: Clock): PrintDesk {
  const waiting: Waiting[] = [];
  let current: Waiting | undefined;
  let lookAgain: (() => void) | undefined;

  const finish = (job: Waiting, code: EposCode | undefined): void => {
    lookAgain?.();
    current = undefined;
    if (code !== undefined && !job.force && job.sentBytes > 0) printer.send({ type: "abandon" });
    job.answer(answerOf(printer.state(), code));
    begin();
  };

  const begin = (): void => {
    if (current !== undefined) return;
    current = waiting.shift();
    if (current !== undefined) goOn(current);
  };

  const goOn = (job: Waiting): void => {
    const ended = job.force ? forceOn(printer, job) : printOn(printer, job);
    if (ended === undefined) lookAgain = clock.after(LOOK_MS, () => goOn(job));
    else finish(job, ended.code);
  };

  const giveUp = (job: Waiting): void => {
    if (job === current) {
      finish(job, "EX_TIMEOUT");
      return;
    }
    waiting.splice(waiting.indexOf(job), 1);
    job.answer(answerOf(printer.state(), "EX_TIMEOUT"));
  };

  return {
    print: (asked) => {
      if (waiting.length >= WAITING_JOBS_MAX) {
        return Promise.resolve(answerOf(printer.state(), "TooManyRequests"));
      }
      return new Promise((resolve) => {
        const callOff = clock.after(asked.timeoutMs, () => giveUp(job));
        const answer = (said: EposAnswer): void => {
          callOff();
          resolve(said);
        };
        const job: Waiting = { ...asked, answer, sentBytes: 0, endsAt: undefined };
        waiting.push(job);
        begin();
      });
    },
    look: () => answerOf(printer.state(), failureOf(printer.state())),
    close: () => {
      lookAgain?.();
      const left = waiting.splice(0);
      if (current !== undefined) left.push(current);
      current = undefined;
      for (const job of left) job.answer(answerOf(printer.state(), "PrintSystemError"));
    },
  };
}

function failureOf(state: PrinterState): EposCode | undefined {
  return state.power === "off" ? "EX_BADPORT" : eposError(printerStatus(state));
}

function answerOf(state: PrinterState, code: EposCode | undefined): EposAnswer {
  const status = code === "EX_BADPORT" ? EPOS_STATUS.noResponse : eposStatus(printerStatus(state));
  if (code !== undefined) return { success: false, code, status };
  return { success: true, code: "", status: status | EPOS_STATUS.printed };
}

/** How a job ended; undefined while it goes on. */
type Ended = { readonly code: EposCode | undefined } | undefined;

function printOn(printer: EposPrinter, job: Waiting): Ended {
  const { state } = printer;
  const before = failureOf(state());
  if (before !== undefined) return { code: before };
  if (job.endsAt === undefined && holdsWork(state())) return undefined;
  // A printer that was switched off and on counts its bytes anew.
  if (state().parser.takenBytes < (job.endsAt ?? 0)) return { code: "EX_BADPORT" };
  const sent = feed(printer, job);
  const after = failureOf(state());
  if (after !== undefined) return { code: after };
  return sent && doneUpTo(state()) >= (job.endsAt ?? 0) ? { code: undefined } : undefined;
}

/** A forced job is done with once the printer has all of it. */
function forceOn(printer: EposPrinter, job: Waiting): Ended {
  return feed(printer, job) ? { code: failureOf(printer.state()) } : undefined;
}

/** Sends on as much of a job as the printer's buffer takes. @returns whether that was all */
function feed({ state, send }: EposPrinter, job: Waiting): boolean {
  while (job.sentBytes < job.bytes.length && state().flowing) {
    const room = Math.min(bufferRoom(state()), PIECE_BYTES_MAX);
    if (room <= 0) return false;
    const piece = job.bytes.subarray(job.sentBytes, job.sentBytes + room);
    job.sentBytes += piece.length;
    send({ type: "bytes", bytes: piece });
    job.endsAt = state().parser.takenBytes;
  }
  return job.sentBytes === job.bytes.length;
}
