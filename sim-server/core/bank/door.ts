import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import type { Result } from "../../../device-emulators/kit/result.ts";
import { type Description, describeFault } from "../iso8583/describe.ts";
import type { Dialect, Message } from "../iso8583/dialect.ts";
import type { UnionPayMessage } from "../iso8583/dialects/unionpay.ts";
import type { Frame } from "../iso8583/envelope.ts";
import type { Request } from "./answers.ts";
import { type Wall, wallAt } from "./bank-clock.ts";
import type { BankSettings } from "./bank-options.ts";
import { type BusinessDay, businessDay } from "./business-day.ts";
import { type BankEmit, NOBODY_LISTENS } from "./events.ts";
import type { Answer, ExchangeName, Exchanges } from "./exchanges.ts";
import type { Explanations } from "./explain.ts";
import { changeAnswer, deliver, loses, type Reply, ruledCode } from "./rule-effects.ts";
import type { Firing, Rules } from "./rules.ts";

/** A frame that was read. */
export type Arrival = {
  readonly bytes: Uint8Array;
  readonly frame: Frame<Message["fields"]>;
  /** The business day and so on; its message is the one that the bank's branches read. */
  readonly request: Request;
};

/** An answer on its way: what it says, and the frame that says it. */
export type Sent = { readonly message: Message; readonly bytes: Uint8Array };

/** How a bank speaks: which messages it takes, and how it words what its branches decide. */
export type Personality = {
  readonly dialect: Dialect;
  readonly read: (bytes: Uint8Array) => Result<Frame<Message["fields"]>, DecodeError>;
  /** The message as the bank's branches read it. */
  readonly translate: (message: Message) => UnionPayMessage;
  readonly describe: (message: Message) => Description;
  /** The exchange that a message belongs to; undefined where it names none. */
  readonly nameOf: (message: Message) => ExchangeName | undefined;
  readonly decide: (arrival: Arrival) => Answer;
  readonly compose: (arrival: Arrival, answer: Answer) => Message;
  readonly send: (arrival: Arrival, message: Message, answer: Answer) => Sent;
  /** The answer to bytes that are no message; undefined where they cannot be answered. */
  readonly apologise: (bytes: Uint8Array) => Sent | undefined;
};

export type DoorParts = {
  readonly startMs: number;
  readonly settings: BankSettings;
  readonly rules: Rules;
  readonly exchanges: Exchanges;
  readonly explanations: Explanations;
  readonly emit: BankEmit;
};

/** The door of the bank: frames come in, rules have their say, answers go out. */
export type Door = {
  /** The frames that answer a frame; none when it cannot be answered or is no request. */
  readonly receive: (bytes: Uint8Array, nowMs: number) => readonly Reply[];
};

const ANSWERS_NOTHING: readonly Reply[] = [];

export function createDoor(parts: DoorParts, personality: Personality): Door {
  const { emit, rules, exchanges, explanations } = parts;
  const { dialect } = personality;
  const tell = (kind: "bank.received" | "bank.answered", message: Message): void => {
    if (emit !== NOBODY_LISTENS) emit(kind, personality.describe(message));
  };
  let frames = 0;
  let moment = readClocks(parts, 0, undefined);

  const receive: Door["receive"] = (bytes, nowMs) => {
    frames += 1;
    const read = personality.read(bytes);
    if (!read.ok) return apologise(bytes, read.error);
    const { message } = read.value;
    if (!asks(message.mti)) {
      tell("bank.received", message);
      return ANSWERS_NOTHING;
    }
    const firings = rules.match(message);
    const ruled = ruledCode(firings);
    // Many frames come within one millisecond, and reading a calendar costs more than a frame.
    if (moment.nowMs !== nowMs) moment = readClocks(parts, nowMs, moment);
    const request: Request = {
      message: personality.translate(message),
      wall: moment.wall,
      day: moment.day,
      nowMs,
      passed: [],
      course: { waitedMs: 0, repeated: false },
      ruled,
    };
    return answer({ bytes, frame: read.value, request }, firings);
  };

  const apologise = (bytes: Uint8Array, error: DecodeError): readonly Reply[] => {
    emit("bank.unreadable", describeFault(error, bytes.length));
    const sent = personality.apologise(bytes);
    if (sent === undefined) return ANSWERS_NOTHING;
    tell("bank.answered", sent.message);
    return [{ afterMs: 0, frame: sent.bytes }];
  };

  const answer = (arrival: Arrival, firings: readonly Firing[]): readonly Reply[] => {
    const { request, frame } = arrival;
    for (const { rule, because } of firings) {
      emit("bank.rule", { rule: rule.id, does: rule.action.do, because, frame: frames });
    }
    const name = personality.nameOf(frame.message);
    if (loses(firings, "request")) {
      const exchange = exchanges.keyOf(name);
      explanations.add(request, frames, { exchange, answer: undefined, firings });
      return ANSWERS_NOTHING;
    }
    tell("bank.received", frame.message);
    const decided = personality.decide(arrival);
    const composed = changeAnswer(dialect, personality.compose(arrival, decided), firings);
    const sent = personality.send(arrival, composed, decided);
    tell("bank.answered", sent.message);
    const exchange = exchanges.keyOf(name);
    explanations.add(request, frames, { exchange, answer: decided, firings });
    return deliver(sent.bytes, request.course.waitedMs, firings);
  };

  return { receive };
}

type Moment = { readonly nowMs: number; readonly wall: Wall; readonly day: BusinessDay };

/** Texts that say the same as the moment before are the same ones: answers keep them for good. */
function readClocks(
  { startMs, settings }: DoorParts,
  nowMs: number,
  before: Moment | undefined,
): Moment {
  const nowEpochMs = startMs + nowMs;
  const wall = wallAt(nowEpochMs);
  const day = businessDay(nowEpochMs, settings.cutOver);
  if (before === undefined) return { nowMs, wall, day };
  const { date, time, yearMonth } = wall;
  const again = before.wall;
  return {
    nowMs,
    wall: {
      time: time === again.time ? again.time : time,
      date: date === again.date ? again.date : date,
      yearMonth,
    },
    day: day.date === before.day.date ? { ...day, date: before.day.date } : day,
  };
}

/** The third digit is even in requests and odd in responses. @source ISO 8583:1987, 4.1.1 */
function asks(mti: string): boolean {
  return Number(mti[2]) % 2 === 0;
}
