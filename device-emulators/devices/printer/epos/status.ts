import type { PrinterStatus } from "../status.ts";

/** What the service answers to a request. */
export type EposAnswer = {
  readonly success: boolean;
  /** Empty on success. */
  readonly code: EposCode | "";
  readonly status: number;
};

/** @source Epson, ePOS-Print XML User's Manual, response */
export type EposCode =
  | "EPTR_AUTOMATICAL"
  | "EPTR_COVER_OPEN"
  | "EPTR_CUTTER"
  | "EPTR_MECHANICAL"
  | "EPTR_REC_EMPTY"
  | "EPTR_UNRECOVERABLE"
  | "SchemaError"
  | "DeviceNotFound"
  | "PrintSystemError"
  | "EX_BADPORT"
  | "EX_TIMEOUT"
  | "EX_SPOOLER"
  | "JobNotFound"
  | "Printing"
  | "TooManyRequests"
  | "RequestEntityTooLarge";

/**
 * Bits of `status`. The fixed ones are those of the four bytes of automatic status (GS a), which
 * they are but for the two lowest.
 *
 * @source Epson, ePOS-Print XML User's Manual, response: status
 */
export const EPOS_STATUS = {
  noResponse: 0x0000_0001,
  printed: 0x0000_0002,
  drawerHigh: 0x0000_0004,
  offline: 0x0000_0008,
  fixed: 0x0f00_0010,
  coverOpen: 0x0000_0020,
  feeding: 0x0000_0040,
  button: 0x0000_0200,
  mechanical: 0x0000_0400,
  cutter: 0x0000_0800,
  unrecoverable: 0x0000_2000,
  autoRecoverable: 0x0000_4000,
  nearEnd: 0x0003_0000,
  paperEnd: 0x000c_0000,
} as const;

const ERROR_BITS = {
  cutter: EPOS_STATUS.cutter,
  recoverable: EPOS_STATUS.mechanical,
  unrecoverable: EPOS_STATUS.unrecoverable,
  overheated: EPOS_STATUS.autoRecoverable,
} as const;

/** The attribute `status`, but for whether something was printed. */
export function eposStatus(status: PrinterStatus): number {
  const { drawerHigh, cover, feeding, button, nearEnd, paper, error } = status;
  return (
    EPOS_STATUS.fixed |
    when(drawerHigh, EPOS_STATUS.drawerHigh) |
    when(eposError(status) !== undefined || feeding, EPOS_STATUS.offline) |
    when(cover === "open", EPOS_STATUS.coverOpen) |
    when(feeding, EPOS_STATUS.feeding) |
    when(button === "down", EPOS_STATUS.button) |
    when(nearEnd, EPOS_STATUS.nearEnd) |
    when(paper === "out", EPOS_STATUS.paperEnd) |
    (error === undefined ? 0 : ERROR_BITS[error])
  );
}

const ERROR_CODES = {
  cutter: "EPTR_CUTTER",
  recoverable: "EPTR_MECHANICAL",
  unrecoverable: "EPTR_UNRECOVERABLE",
  overheated: "EPTR_AUTOMATICAL",
} as const;

/** What keeps it from printing; of several, what a hand must put right first. The order is chosen. */
export function eposError({ error, cover, paper }: PrinterStatus): EposCode | undefined {
  if (error !== undefined) return ERROR_CODES[error];
  if (cover === "open") return "EPTR_COVER_OPEN";
  return paper === "out" ? "EPTR_REC_EMPTY" : undefined;
}

function when(condition: boolean, bits: number): number {
  return condition ? bits : 0;
}
