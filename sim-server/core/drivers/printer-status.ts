import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { COMMAND, STATUS } from "../../../device-emulators/kit/escpos-codes.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";

/** What a printer tells about itself. */
export type PrinterReport = {
  readonly paper: "ok" | "low" | "out";
  readonly cover: "shut" | "open";
  readonly online: boolean;
};

/** Bytes in the reply to `STATUS_REQUEST`: one to each question, in their order. */
export const STATUS_REPLY_BYTES = 3;

const ASK = COMMAND.askStatus;

/** Asks in real time for online, cover and paper: DLE EOT 1, 2 and 4. Do not write into it. */
export const STATUS_REQUEST: Uint8Array = Uint8Array.from(
  [1, 2, 4].flatMap((n) => [ASK >> 8, ASK & 0xff, n]),
);

/**
 * Has a printer whose error is put right forget what it held, and print again: DLE ENQ 2. Others pass over
 * it. Do not write into it.
 */
export const RECOVER: Uint8Array = Uint8Array.of(COMMAND.enquire >> 8, COMMAND.enquire & 0xff, 2);

/**
 * What the three bytes answered to `STATUS_REQUEST` say.
 *
 * @returns the report, or `truncated` while bytes are missing, or `unsupported` where one is none
 *   of these replies
 */
export function decodeStatus(reply: Uint8Array): Result<PrinterReport, DecodeError> {
  const [printer, cause, roll] = reply;
  if (printer === undefined || cause === undefined || roll === undefined) {
    return fault("truncated", reply.length);
  }
  const stranger = reply.findIndex((byte) => !answersRealTime(byte));
  if (stranger >= 0) return fault("unsupported", stranger);
  return ok({
    paper: paperOf(roll, cause),
    cover: (cause & STATUS.offlineCause.coverOpen) > 0 ? "open" : "shut",
    online: (printer & STATUS.printer.offline) === 0,
  });
}

/** Whether a byte from the printer answers DLE EOT, and so does not answer GS r. */
export function answersRealTime(byte: number): boolean {
  return (byte & STATUS.mark) === STATUS.fixed;
}

/** Whether a byte from the printer answers the `confirm` of a slip (GS r 1). */
export function confirmsPrinted(byte: number): boolean {
  return byte === 0 || byte === STATUS.report.nearEnd;
}

/** Printers without a sensor for the roll's end still say that they stopped for want of paper. */
function paperOf(roll: number, cause: number): PrinterReport["paper"] {
  const stopped = (cause & STATUS.offlineCause.paperEnd) > 0;
  if (stopped || (roll & STATUS.roll.end) > 0) return "out";
  return (roll & STATUS.roll.nearEnd) > 0 ? "low" : "ok";
}

function fault(code: "truncated" | "unsupported", offset: number): Result<never, DecodeError> {
  return err({ code, offset, path: ["printer status"], detail: `${code} while reading a status` });
}
