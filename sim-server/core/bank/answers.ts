import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { fromLatin1 } from "../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import {
  type UnionPayFields,
  type UnionPayMessage,
  unionPay,
} from "../iso8583/dialects/unionpay.ts";
import {
  answerEnvelope,
  type Envelope,
  INSTRUCTION,
  macInput,
  packFrame,
  sealFrame,
} from "../iso8583/envelope.ts";
import { responseMti } from "../iso8583/mti.ts";
import type { Wall } from "./bank-clock.ts";
import type { BankOptions } from "./bank-options.ts";
import type { BankEmit } from "./events.ts";
import type { Answer } from "./exchanges.ts";
import type { WorkingKeys } from "./keys.ts";
import { type Finding, RESPONSE_CODES } from "./response-codes.ts";

export type Request = {
  readonly frame: Uint8Array;
  readonly envelope: Envelope;
  readonly message: UnionPayMessage;
  readonly wall: Wall;
  readonly nowMs: number;
};

/** Composes answers: echoes what the terminal must find again, and adds what the bank has to say. */
export type Scribe = {
  readonly answer: (
    request: Request,
    finding: Finding,
    additions?: Partial<UnionPayFields>,
  ) => Answer;
};

/** DE 44 is two names of this many characters, each filled up with spaces. */
const INSTITUTION_CHARACTERS = 11;

/** DE 63.1 of a response: the scheme. */
const SCHEME = fromLatin1("CUP");

const UNSEALED = new Uint8Array(8);

export function createScribe({
  acquirerId,
  issuer,
}: Pick<BankOptions, "acquirerId" | "issuer">): Scribe {
  const institutions =
    issuer.id.padEnd(INSTITUTION_CHARACTERS) + acquirerId.padEnd(INSTITUTION_CHARACTERS);
  let sequence = 0;

  /** Month, day, hour, minute and a count: the next answer's retrieval reference number. */
  const nextRrn = ({ date, time }: Wall): string => {
    sequence = (sequence % 9_999) + 1;
    return date + time.slice(0, 4) + String(sequence).padStart(4, "0");
  };

  const answer = (
    { message, wall }: Request,
    finding: Finding,
    additions: Partial<UnionPayFields> = {},
  ): Answer => {
    const { mti, fields } = message;
    const financial = fields[3] !== undefined;
    const answered: UnionPayFields = {
      2: additions[2] ?? fields[2],
      3: fields[3],
      4: fields[4],
      11: fields[11],
      12: wall.time,
      13: wall.date,
      14: fields[14],
      15: financial ? wall.date : undefined,
      22: fields[22],
      23: fields[23],
      25: fields[25],
      32: acquirerId,
      37: additions[37] ?? nextRrn(wall),
      38: additions[38],
      39: RESPONSE_CODES[finding],
      41: fields[41],
      42: fields[42],
      44: financial ? institutions : undefined,
      49: fields[49],
      55: additions[55],
      60: fields[60],
      61: fields[61],
      62: additions[62],
      63: financial ? SCHEME : undefined,
    };
    return { finding, message: { mti: responseMti(mti), fields: answered } };
  };

  return { answer };
}

/** An answer on its way: what it says, and the frame that says it. */
export type Sent = { readonly message: UnionPayMessage; readonly frame: Uint8Array };

/**
 * The answer's frame, with a MAC if the request had one and the terminal has keys.
 *
 * A terminal that must sign on again is also told so in the header.
 */
export function frameAnswer(request: Request, answer: Answer, keys: WorkingKeys | undefined): Sent {
  const again = answer.finding === "sign-on-needed";
  const instruction = again ? INSTRUCTION.signOnAgain : INSTRUCTION.none;
  const envelope = answerEnvelope(request.envelope, instruction);
  const sealed = keys !== undefined && request.message.fields[64] !== undefined;
  const { mti, fields } = answer.message;
  const message = sealed ? { mti, fields: { ...fields, 64: UNSEALED } } : answer.message;
  const packed = packFrame(unionPay, { envelope, message });
  invariant(packed.ok, "what was read can be echoed");
  const frame = packed.value;
  if (sealed) sealFrame(frame, unionPayMac(keys.mac, macInput(frame)));
  return { message, frame };
}

/** Tells once of each decision, never again when its answer is repeated. */
export function tellDecision({ message }: Request, answer: Answer, emit: BankEmit): void {
  emit("bank.decided", {
    mti: message.mti,
    terminal: message.fields[41] ?? "",
    stan: message.fields[11] ?? "",
    responseCode: answer.message.fields[39] ?? "",
    finding: answer.finding,
  });
}
