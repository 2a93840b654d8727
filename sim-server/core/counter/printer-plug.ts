import { concat, fromHex } from "../../../device-emulators/kit/bytes.ts";
import { COMMAND, STATUS } from "../../../device-emulators/kit/escpos-codes.ts";
import {
  BETWEEN_REPLIES,
  hearAutomatic,
  hearRealTime,
  NOTHING_TOLD,
  type PrinterReply,
  type ReplyReader,
  readReplies,
  reportOf,
  type ToldStatus,
} from "../drivers/printer-replies.ts";
import type { PrinterReport } from "../drivers/printer-status.ts";
import { STATUS_REQUEST } from "../drivers/printer-status.ts";
import type { Refusal } from "../trace-events.ts";
import type { LineEnd } from "../world/line.ts";

/** A real printer as far as the counter knows: on its cable with what it told, or off it. */
export type RealPrinter =
  | { readonly cable: "in"; readonly report: PrinterReport }
  | { readonly cable: "out" };

/** Where the printer's cable ends: at the counter's own printer, or at a real one as well. */
export type PrinterPlug = {
  /** The cable as the counter's own printer has it. */
  readonly end: LineEnd;
  /** @param answers whether the real one can; for one that cannot the counter's own speaks */
  readonly plug: (answers: boolean) => void;
  readonly unplug: () => void;
  readonly withdraw: () => void;
  /** What the real one sent. */
  readonly take: (hex: string) => Refusal | undefined;
};

export type PrinterPlugPorts = {
  readonly cable: LineEnd;
  /** Bytes for the real printer. */
  readonly order: (bytes: Uint8Array) => void;
  /** Told of what the real printer is now; undefined where there is none any more. */
  readonly follow: (real: RealPrinter | undefined) => void;
};

/** Who asked DLE EOT `n`. */
type Question = { readonly n: number; readonly by: "terminal" | "counter" };

const command = (code: number, ...numbers: readonly number[]): Uint8Array =>
  Uint8Array.of(code >> 8, code & 0xff, ...numbers);

const { tells } = STATUS.automatic;
/** Has the printer tell by itself when it goes offline, its cover opens or its paper ends (GS a). */
const TELL_CHANGES = command(COMMAND.automaticStatus, tells.online | tells.error | tells.paper);
const ASK_AND_TELL = concat([STATUS_REQUEST, TELL_CHANGES]);
const REQUEST_BYTES = 3;
/** More is asked only of a printer that does not answer. Chosen. */
const QUESTIONS_MAX = 64;

/**
 * A plug with no real printer on it. While there is one, both are sent the same; the terminal hears
 * what the real one answers to it, and the counter's own stays dumb. While its cable is out, what
 * the terminal sends is lost.
 */
export function createPrinterPlug({ cable, order, follow }: PrinterPlugPorts): PrinterPlug {
  let state: "own" | "copy" | "in" | "out" = "own";
  let reader: ReplyReader = BETWEEN_REPLIES;
  let told: ToldStatus = NOTHING_TOLD;
  let asked: Question[] = [];

  const end: LineEnd = {
    send: (bytes) => {
      if (state === "own" || state === "copy") cable.send(bytes);
    },
    onReceive: () => undefined,
  };

  const ask = (questions: readonly number[], by: Question["by"]): void => {
    asked = [...asked, ...questions.map((n) => ({ n, by }))].slice(-QUESTIONS_MAX);
  };

  cable.onReceive = (bytes) => {
    if (state === "out") return;
    end.onReceive(bytes);
    if (state === "own") return;
    const questions = questionsIn(bytes);
    if (state === "in") {
      ask(questions, "terminal");
      order(keepTelling(bytes));
    } else if (questions.length === 0) {
      // A question that nobody answers would be a job of its own to a print queue.
      order(bytes);
    }
  };

  /** @returns the bytes that the terminal hears of it */
  const hear = (reply: PrinterReply): readonly number[] => {
    if (reply.kind === "other") return [reply.byte];
    if (reply.kind === "automatic") {
      told = hearAutomatic(told, reply.bytes);
      return [];
    }
    const question = asked.shift();
    if (question !== undefined) told = hearRealTime(told, question.n, reply.byte);
    return question?.by === "counter" ? [] : [reply.byte];
  };

  return {
    end,
    plug: (answers) => {
      state = answers ? "in" : "copy";
      reader = BETWEEN_REPLIES;
      told = NOTHING_TOLD;
      asked = [];
      if (!answers) {
        follow(undefined);
        return;
      }
      follow({ cable: "in", report: reportOf(told) });
      ask(questionsIn(STATUS_REQUEST), "counter");
      order(ASK_AND_TELL);
    },
    unplug: () => {
      state = "out";
      follow({ cable: "out" });
    },
    withdraw: () => {
      state = "own";
      follow(undefined);
    },
    take: (hex) => {
      if (state !== "in") return "not-there";
      const read = readReplies(reader, fromHex(hex));
      reader = read.reader;
      const answer = read.replies.flatMap(hear);
      follow({ cable: "in", report: reportOf(told) });
      if (answer.length > 0) cable.send(Uint8Array.from(answer));
      return undefined;
    },
  };
}

/** What a piece asks that is nothing but real-time requests, as drivers send them. */
function questionsIn(bytes: Uint8Array): readonly number[] {
  const asked: number[] = [];
  for (let at = 0; at < bytes.length; at += REQUEST_BYTES) {
    const [dle = 0, eot = 0, n] = bytes.subarray(at, at + REQUEST_BYTES);
    if (n === undefined || dle * 256 + eot !== COMMAND.askStatus) return [];
    asked.push(n);
  }
  return asked;
}

/** The ESC @ that a slip begins with has the printer fall silent: it is told to speak right behind it. */
function keepTelling(bytes: Uint8Array): Uint8Array {
  const [esc = 0, at = 0] = bytes;
  if (esc * 256 + at !== COMMAND.initialise) return bytes;
  return concat([bytes.subarray(0, 2), TELL_CHANGES, bytes.subarray(2)]);
}
