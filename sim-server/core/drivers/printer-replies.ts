import { STATUS } from "../../../device-emulators/kit/escpos-codes.ts";
import { answersRealTime, type PrinterReport } from "./printer-status.ts";

/** How far a printer has come with what it says. */
export type ReplyReader =
  | { readonly kind: "between" }
  /** Within automatic status: the bytes so far. */
  | { readonly kind: "automatic"; readonly bytes: readonly number[] }
  /** Within data that begin with their header and end with NUL. */
  | { readonly kind: "block" };

export const BETWEEN_REPLIES: ReplyReader = { kind: "between" };

/** One thing that a printer said. */
export type PrinterReply =
  /** The answer to DLE EOT, for which the question must be known. */
  | { readonly kind: "real-time"; readonly byte: number }
  /** Told by itself, as GS a has it: four bytes. */
  | { readonly kind: "automatic"; readonly bytes: readonly number[] }
  /** The answer to GS r, or anything else of one byte. */
  | { readonly kind: "other"; readonly byte: number };

/** Headers of block data. @source ESC/POS, "Data transmission by the printer" */
const BLOCK_HEADERS: readonly number[] = [0x35, 0x37, 0x3b, 0x3d, 0x5f];
const AUTOMATIC_BYTES = 4;
/** Bits 4 and 7, which tell a following byte of automatic status from other replies. */
const FOLLOWING_MARK = 0x90;

/**
 * Reads on from where `reader` stopped. Block data are passed over. Automatic status that breaks off
 * is dropped, and the byte at which it did begins the next reply.
 *
 * @source ESC/POS, "Transmission status identification"
 */
export function readReplies(
  reader: ReplyReader,
  bytes: Uint8Array,
): { readonly reader: ReplyReader; readonly replies: readonly PrinterReply[] } {
  const replies: PrinterReply[] = [];
  let now = reader;
  for (const byte of bytes) now = readByte(now, byte, replies);
  return { reader: now, replies };
}

function readByte(reader: ReplyReader, byte: number, replies: PrinterReply[]): ReplyReader {
  if (reader.kind === "block") return byte === 0 ? BETWEEN_REPLIES : reader;
  if (reader.kind === "automatic" && (byte & FOLLOWING_MARK) === 0) {
    const bytes = [...reader.bytes, byte];
    if (bytes.length < AUTOMATIC_BYTES) return { kind: "automatic", bytes };
    replies.push({ kind: "automatic", bytes });
    return BETWEEN_REPLIES;
  }
  if ((byte & STATUS.mark) === STATUS.automatic.fixed) return { kind: "automatic", bytes: [byte] };
  if (BLOCK_HEADERS.includes(byte)) return { kind: "block" };
  replies.push({ kind: answersRealTime(byte) ? "real-time" : "other", byte });
  return BETWEEN_REPLIES;
}

/** What a printer has told of itself so far. */
export type ToldStatus = Pick<PrinterReport, "cover" | "online"> & {
  readonly roll: PrinterReport["paper"];
  /** It stopped for want of paper; printers without a sensor at the roll's end tell only that. */
  readonly stopped: boolean;
};

/** Before it has told anything, nothing is taken to be wrong. */
export const NOTHING_TOLD: ToldStatus = { cover: "shut", online: true, roll: "ok", stopped: false };

/** @param n what was asked by DLE EOT */
export function hearRealTime(told: ToldStatus, n: number, byte: number): ToldStatus {
  const { printer, offlineCause, roll } = STATUS;
  switch (n) {
    case 1:
      return { ...told, online: (byte & printer.offline) === 0 };
    case 2: {
      const stopped = (byte & offlineCause.paperEnd) > 0;
      return { ...told, stopped, cover: (byte & offlineCause.coverOpen) > 0 ? "open" : "shut" };
    }
    case 4:
      return { ...told, roll: rollOf((byte & roll.end) > 0, (byte & roll.nearEnd) > 0) };
    default:
      return told;
  }
}

/** @param bytes the four of automatic status */
export function hearAutomatic(told: ToldStatus, bytes: readonly number[]): ToldStatus {
  const [first = 0, , third = 0] = bytes;
  const { automatic } = STATUS;
  const online = (first & automatic.offline) === 0;
  return {
    cover: (first & automatic.coverOpen) > 0 ? "open" : "shut",
    online,
    roll: rollOf((third & automatic.end) > 0, (third & automatic.nearEnd) > 0),
    stopped: told.stopped && !online,
  };
}

/** What it comes to. */
export function reportOf({ cover, online, roll, stopped }: ToldStatus): PrinterReport {
  return { cover, online, paper: stopped ? "out" : roll };
}

function rollOf(end: boolean, nearEnd: boolean): PrinterReport["paper"] {
  if (end) return "out";
  return nearEnd ? "low" : "ok";
}
