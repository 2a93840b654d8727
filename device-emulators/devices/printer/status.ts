import { STATUS } from "../../kit/escpos-codes.ts";

/** What the sensors say. */
export type PrinterStatus = {
  readonly paper: "ok" | "low" | "out";
  readonly cover: "shut" | "open";
  /** Whether the drawer's switch, on pin 3 of the kick connector, reads high. */
  readonly drawerHigh: boolean;
};

/** Whether the printer prints: it has paper, and its cover is shut. */
export function online(status: PrinterStatus): boolean {
  return status.paper !== "out" && status.cover === "shut";
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
        when(!online(status), STATUS.printer.offline)
      );
    case 2:
      return (
        when(status.cover === "open", STATUS.offlineCause.coverOpen) |
        when(status.paper === "out", STATUS.offlineCause.paperEnd)
      );
    case 3:
      return 0;
    case 4:
      return (
        when(status.paper !== "ok", STATUS.roll.nearEnd) |
        when(status.paper === "out", STATUS.roll.end)
      );
    default:
      return undefined;
  }
}

/** The reply to GS r. It waits its turn in the buffer, so it also says that all before is printed. */
export function report(status: PrinterStatus, about: "paper" | "drawer"): Uint8Array {
  return Uint8Array.of(
    about === "paper"
      ? when(status.paper !== "ok", STATUS.report.nearEnd)
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
    when(status.cover === "open", automatic.coverOpen);
  const third =
    when(status.paper !== "ok", automatic.nearEnd) | when(status.paper === "out", automatic.end);
  return Uint8Array.of(first, 0, third, 0);
}

/** Whether a change from `before` to `after` touches one of the categories of GS a. */
export function tells(categories: number, before: PrinterStatus, after: PrinterStatus): boolean {
  const { drawer, online: onOff, paper } = STATUS.automatic.tells;
  const touched =
    when(before.drawerHigh !== after.drawerHigh, drawer) |
    when(online(before) !== online(after) || before.cover !== after.cover, onOff) |
    when(before.paper !== after.paper, paper);
  return (touched & categories) > 0;
}

function when(condition: boolean, bits: number): number {
  return condition ? bits : 0;
}
