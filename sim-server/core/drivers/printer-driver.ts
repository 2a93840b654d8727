import { createChannel } from "../world/channel.ts";
import { type Flow, receiveWithin } from "../world/flow.ts";
import type { LineEnd } from "../world/line.ts";
import { type SlipItem, writeSlip } from "./escpos-writer.ts";
import {
  answersRealTime,
  confirmsPrinted,
  decodeStatus,
  RECOVER,
  STATUS_REPLY_BYTES,
  STATUS_REQUEST,
} from "./printer-status.ts";

/** Whether the printer prints: if not, for want of paper, or for another reason. */
export type PrinterState = "ready" | "paper-out" | "fault";

/** A slip printer as the terminal uses it. */
export type Printer = {
  /** Asks the printer in real time. */
  readonly state: () => Flow<PrinterState>;
  /** Prints a slip. @returns `ready` once all of it is on paper, or what stopped it */
  readonly print: (slip: readonly SlipItem[]) => Flow<PrinterState>;
};

/** How long a status may take, how often a slip under way is asked after, and its limit. Chosen. */
const STATUS_MS_MAX = 500;
const POLL_MS = 1_000;
const SLIP_MS_MAX = 30_000;

/** The driver of the printer at the other end of `line`, which from now on belongs to it. */
export function createPrinter(line: LineEnd): Printer {
  const statuses = createChannel<number>("printer status");
  const confirmed = createChannel<true>("printer confirms");

  line.onReceive = (bytes) => {
    for (const byte of bytes) {
      if (answersRealTime(byte)) statuses.put(byte);
      else if (confirmsPrinted(byte)) confirmed.put(true);
    }
  };

  let troubled = false;

  function* state(): Flow<PrinterState> {
    // A broken slip is printed anew, so what the printer holds of it may go.
    if (troubled) line.send(RECOVER);
    const found = yield* ask();
    troubled = found === "fault";
    return found;
  }

  function* ask(): Flow<PrinterState> {
    statuses.clear();
    line.send(STATUS_REQUEST);
    const reply = new Uint8Array(STATUS_REPLY_BYTES);
    for (let at = 0; at < reply.length; at += 1) {
      const byte = yield* receiveWithin(statuses, STATUS_MS_MAX);
      if (byte === undefined) return "fault";
      reply[at] = byte;
    }
    const report = decodeStatus(reply);
    if (!report.ok) return "fault";
    const { paper, online } = report.value;
    if (online) return "ready";
    return paper === "out" ? "paper-out" : "fault";
  }

  function* print(slip: readonly SlipItem[]): Flow<PrinterState> {
    confirmed.clear();
    line.send(writeSlip(slip));
    for (let waitedMs = 0; waitedMs < SLIP_MS_MAX; waitedMs += POLL_MS) {
      if ((yield* receiveWithin(confirmed, POLL_MS)) !== undefined) return "ready";
      const now = yield* state();
      if (now !== "ready") return now;
    }
    return "fault";
  }

  return { state, print };
}
