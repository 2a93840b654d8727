import { STATUS } from "../../kit/escpos-codes.ts";

/** What keeps a printer from printing beside paper and cover. */
export type PrinterError =
  /** Goes on after DLE ENQ, once what jammed is free. */
  | "cutter"
  | "recoverable"
  /** Nothing helps but to switch it off. */
  | "unrecoverable"
  /** The head is too hot: goes on by itself. */
  | "overheated";

/** What the sensors say. */
export type PrinterStatus = {
  readonly paper: "ok" | "low" | "out";
  /** What the near-end sensor says: never, where there is none. */
  readonly nearEnd: boolean;
  readonly cover: "shut" | "open";
  /** Whether the drawer's switch, on pin 3 of the kick connector, reads high. */
  readonly drawerHigh: boolean;
  readonly error: PrinterError | undefined;
  readonly button: "up" | "down";
  /** Whether the button is feeding paper. */
  readonly feeding: boolean;
};

/** Whether the printer prints: it has paper, its cover is shut, and nothing is wrong. */
export function online(status: PrinterStatus): boolean {
  return (
    status.paper !== "out" &&
    status.cover === "shut" &&
    status.error === undefined &&
    !status.feeding
  );
}

/** The reply to DLE EOT `n`, or undefined for a number that asks nothing here. */
export function realTimeReply(status: PrinterStatus, n: number): Uint8Array | undefined {
  const bits = realTimeBits(status, n);
  return bits === undefined ? undefined : Uint8Array.of(STATUS.fixed | bits);
}

function realTimeBits(status: PrinterStatus, n: number): number | undefined {
  switch (n) {
    case 1:
      return (
        when(status.drawerHigh, STATUS.printer.drawerHigh) |
        when(!online(status), STATUS.printer.offline) |
        when(status.button === "down", STATUS.printer.feedButton)
      );
    case 2:
      return (
        when(status.cover === "open", STATUS.offlineCause.coverOpen) |
        when(status.feeding, STATUS.offlineCause.fedByButton) |
        when(status.paper === "out", STATUS.offlineCause.paperEnd) |
        when(status.error !== undefined, STATUS.offlineCause.error)
      );
    case 3:
      return errorBits(status.error);
    case 4:
      return (
        when(status.nearEnd, STATUS.roll.nearEnd) | when(status.paper === "out", STATUS.roll.end)
      );
    default:
      return undefined;
  }
}

/** The same bits stand in the reply to DLE EOT 3 and in the second byte of automatic status. */
function errorBits(error: PrinterError | undefined): number {
  switch (error) {
    case undefined:
      return 0;
    case "cutter":
      return STATUS.error.cutter;
    case "recoverable":
      return STATUS.error.recoverable;
    case "unrecoverable":
      return STATUS.error.unrecoverable;
    case "overheated":
      return STATUS.error.autoRecoverable;
  }
}

/** The reply to GS r. It waits its turn in the buffer, so it also says that all before is printed. */
export function report(status: PrinterStatus, about: "paper" | "drawer"): Uint8Array {
  return Uint8Array.of(
    about === "paper"
      ? when(status.nearEnd, STATUS.report.nearEnd)
      : when(status.drawerHigh, STATUS.report.drawerHigh),
  );
}

/** The four bytes that GS a has the printer send at once, and again at each change. */
export function automaticStatus(status: PrinterStatus): Uint8Array {
  const { automatic } = STATUS;
  const first =
    automatic.fixed |
    when(status.drawerHigh, automatic.drawerHigh) |
    when(!online(status), automatic.offline) |
    when(status.cover === "open", automatic.coverOpen) |
    when(status.button === "down", automatic.feedButton);
  const third =
    when(status.nearEnd, automatic.nearEnd) | when(status.paper === "out", automatic.end);
  return Uint8Array.of(first, errorBits(status.error), third, 0);
}

/** Whether a change from `before` to `after` touches one of the categories of GS a. */
export function tells(categories: number, before: PrinterStatus, after: PrinterStatus): boolean {
  const { drawer, online: onOff, error, paper, panel } = STATUS.automatic.tells;
  const touched =
    when(before.drawerHigh !== after.drawerHigh, drawer) |
    when(online(before) !== online(after) || before.cover !== after.cover, onOff) |
    when(before.error !== after.error, error) |
    when(before.paper !== after.paper, paper) |
    when(before.button !== after.button, panel);
  return (touched & categories) > 0;
}

/** What the printer says of itself once: that its buffers are empty, or that it switches itself off. */
export const NOTICES = {
  cleared: Uint8Array.of(0x37, 0x25, 0x00),
  powerOff: Uint8Array.of(0x3b, 0x30, 0x00),
} as const;

function when(condition: boolean, bits: number): number {
  return condition ? bits : 0;
}
