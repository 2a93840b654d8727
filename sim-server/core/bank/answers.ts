import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Dialect } from "../iso8583/dialect.ts";
import type { UnionPayFields, UnionPayMessage } from "../iso8583/dialects/unionpay.ts";
import {
  answerEnvelope,
  type Instruction,
  macInput,
  packFrame,
  sealFrame,
} from "../iso8583/envelope.ts";
import { responseMti } from "../iso8583/mti.ts";
import type { Wall } from "./bank-clock.ts";
import type { BusinessDay } from "./business-day.ts";
import type { Arrival, Sent } from "./door.ts";
import type { BankEmit } from "./events.ts";
import type { Answer } from "./exchanges.ts";
import type { WorkingKeys } from "./keys.ts";
import { type Finding, RESPONSE_CODES } from "./response-codes.ts";

export type Request = {
  readonly message: UnionPayMessage;
  readonly wall: Wall;
  readonly day: BusinessDay;
  readonly nowMs: number;
  /** Names of the checks it has passed so far. */
  readonly passed: string[];
  /** Response code that a rule wants given instead of a decision. */
  readonly ruled: string | undefined;
  /** A retrieval reference number that whoever asks has given it already. */
  readonly rrn?: string;
  /** What the answering of it brought with it. */
  readonly course: {
    /** How long the bank had to wait for others before it could answer. */
    waitedMs: number;
    /** It had been answered before. */
    repeated: boolean;
    /** What a card was ordered, or has made of an order. */
    script?: string;
  };
};

/** What the bank adds to an answer besides what every answer has. */
export type Additions = Writable<Partial<UnionPayFields>>;

/** Composes answers: what the bank has to say besides what it echoes. */
export type Scribe = {
  /**
   * @param additions become the answer's own fields: they are given over
   * @param issuer the first half of DE 44
   */
  readonly answer: (
    request: Request,
    finding: Answer["finding"],
    additions?: Additions,
    issuer?: string,
  ) => Answer;
};

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** DE 44 is two names of this many characters, each filled up with spaces. */
const INSTITUTION_CHARACTERS = 11;

/** DE 63.1 of a response: the scheme. */
const SCHEME = fromLatin1("CUP");

const UNSEALED = new Uint8Array(8);

/** @param codes how each finding is told; UnionPay's, unless said */
export function createScribe(
  acquirerId: string,
  codes: Readonly<Record<Finding, string>> = RESPONSE_CODES,
): Scribe {
  let sequence = 0;

  /** Month, day, hour, minute and a count: the next answer's retrieval reference number. */
  const nextRrn = ({ date, time }: Wall): string => {
    sequence = (sequence % 9_999) + 1;
    return date + time.slice(0, 4) + String(sequence).padStart(4, "0");
  };

  // Answers are kept for good, and nearly all of them name the same few institutions.
  const institutions = new Map<string, string>();
  const institutionsOf = (issuer: string): string => {
    const known = institutions.get(issuer);
    if (known !== undefined) return known;
    const [first, second] = [issuer, acquirerId].map((id) => id.padEnd(INSTITUTION_CHARACTERS));
    institutions.set(issuer, `${first}${second}`);
    return `${first}${second}`;
  };

  const answer: Scribe["answer"] = (request, finding, fields = {}, issuer = "") => {
    const { message, wall, day } = request;
    fields[12] = wall.time;
    fields[13] = wall.date;
    fields[32] = acquirerId;
    if (message.fields[3] !== undefined) {
      fields[15] = day.date;
      fields[44] ??= institutionsOf(issuer);
      fields[63] ??= SCHEME;
    }
    if (finding !== "ruled") fields[39] ??= codes[finding];
    fields[37] ??= request.rrn ?? nextRrn(wall);
    return { finding, fields };
  };

  return { answer };
}

/** The whole answer to a request: what a terminal must find again, and what the bank says. */
export function composeAnswer({ mti, fields }: UnionPayMessage, answer: Answer): UnionPayMessage {
  const echoed: UnionPayFields = {
    2: fields[2],
    3: fields[3],
    4: fields[4],
    11: fields[11],
    14: fields[14],
    22: fields[22],
    23: fields[23],
    25: fields[25],
    41: fields[41],
    42: fields[42],
    49: fields[49],
    60: fields[60],
    61: fields[61],
  };
  return { mti: responseMti(mti), fields: Object.assign(echoed, answer.fields) };
}

/**
 * The frame of an answer, with a MAC if the request had one and the terminal has keys.
 */
export function frameAnswer(
  dialect: Dialect<UnionPayFields>,
  { frame, request }: Arrival,
  { mti, fields }: UnionPayMessage,
  outside: { readonly keys: WorkingKeys | undefined; readonly instruction: Instruction },
): Sent {
  const { keys, instruction } = outside;
  const envelope = answerEnvelope(frame.envelope, instruction);
  const sealed = keys !== undefined && request.message.fields[64] !== undefined;
  const message = { mti, fields: sealed ? { ...fields, 64: UNSEALED } : fields };
  const packed = packFrame(dialect, { envelope, message });
  invariant(packed.ok, "what was read can be echoed");
  const bytes = packed.value;
  if (sealed) sealFrame(bytes, unionPayMac(keys.mac, macInput(bytes, dialect.spec.wire)));
  return { message, bytes };
}

/** Tells once of each decision, never again when its answer is repeated. */
export function tellDecision({ message }: Request, answer: Answer, emit: BankEmit): void {
  emit("bank.decided", {
    mti: message.mti,
    terminal: message.fields[41] ?? "",
    stan: message.fields[11] ?? "",
    responseCode: answer.fields[39] ?? "",
    finding: answer.finding,
  });
}

/** Findings that mean the money is there. */
export const APPROVALS: ReadonlySet<Answer["finding"]> = new Set<Finding>([
  "approved",
  "approved-in-part",
  "approved-vip",
  "stood-in",
]);
