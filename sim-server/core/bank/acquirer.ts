import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { equalBytes } from "../../../device-emulators/kit/bytes.ts";
import { describeFault, describeMessage } from "../iso8583/describe.ts";
import { unionPay } from "../iso8583/dialects/unionpay.ts";
import { INSTRUCTION, type Instruction, macInput, unpackFrame } from "../iso8583/envelope.ts";
import { composeAnswer, frameAnswer, type Request, tellDecision } from "./answers.ts";
import { wallAt } from "./bank-clock.ts";
import { businessDay } from "./business-day.ts";
import type { Answer } from "./exchanges.ts";
import type { Explanations } from "./explain.ts";
import type { WorkingKeys } from "./keys.ts";
import { MESSAGE_TYPES } from "./kinds.ts";
import type { Finding } from "./response-codes.ts";
import { changeAnswer, deliver, loses, type Reply, ruledCode } from "./rule-effects.ts";
import type { Firing, Rules } from "./rules.ts";
import { type ServiceParts, serveTerminal } from "./services.ts";
import type { Terminal } from "./terminals.ts";
import { openTracks } from "./tracks.ts";
import { reverse, type TradeParts, trade } from "./trade.ts";

export type AcquirerParts = TradeParts &
  ServiceParts & {
    readonly startMs: number;
    readonly terminals: ReadonlyMap<string, Terminal>;
    readonly rules: Rules;
    readonly explanations: Explanations;
  };

/** The door of the bank: who may speak, and what is genuine, before anything is decided. */
export type Acquirer = {
  /** The frames that answer a frame; none when it is unreadable or no request. */
  readonly receive: (frame: Uint8Array, nowMs: number) => readonly Reply[];
};

const ANSWERS_NOTHING: readonly Reply[] = [];

export function createAcquirer(parts: AcquirerParts): Acquirer {
  const { startMs, settings, terminals, emit, rules, explanations } = parts;
  let frames = 0;

  const receive: Acquirer["receive"] = (frame, nowMs) => {
    frames += 1;
    const read = unpackFrame(unionPay, frame);
    if (!read.ok) {
      emit("bank.unreadable", describeFault(read.error, frame.length));
      return ANSWERS_NOTHING;
    }
    const { envelope, message: arrived } = read.value;
    const keys = terminals.get(arrived.fields[41] ?? "")?.signOn?.keys;
    const message = openTracks(arrived, keys?.track);
    const nowEpochMs = startMs + nowMs;
    const heard: Request = {
      frame,
      envelope,
      message,
      wall: wallAt(nowEpochMs),
      day: businessDay(nowEpochMs, settings.cutOver),
      nowMs,
      passed: [],
      course: { waitedMs: 0, repeated: false },
    };
    if (!asks(message.mti)) {
      emit("bank.received", describeMessage(message));
      return ANSWERS_NOTHING;
    }
    return answer(heard, rules.match(heard));
  };

  const answer = (heard: Request, firings: readonly Firing[]): readonly Reply[] => {
    for (const { rule, because } of firings) {
      emit("bank.rule", { rule: rule.id, does: rule.action.do, because, frame: frames });
    }
    if (loses(firings, "request")) {
      explanations.add(heard, frames, { answer: undefined, firings });
      return ANSWERS_NOTHING;
    }
    const { message } = heard;
    emit("bank.received", describeMessage(message));
    const ruled = ruledCode(firings);
    const request = ruled === undefined ? heard : { ...heard, ruled };
    const terminal = terminals.get(message.fields[41] ?? "");
    const decided = decide(parts, request, terminal);
    const composed = changeAnswer(composeAnswer(request, decided), firings);
    const outside = {
      keys: terminal?.signOn?.keys,
      instruction: instructionFor(terminal, decided),
    };
    const sent = frameAnswer(request, composed, outside);
    emit("bank.answered", describeMessage(sent.message));
    explanations.add(request, frames, { answer: decided, firings });
    return deliver(sent.frame, request.course.waitedMs, firings);
  };

  return { receive };
}

function decide(parts: AcquirerParts, request: Request, terminal: Terminal | undefined): Answer {
  if (terminal === undefined) return refuse(parts, request, "terminal-unknown");
  request.passed.push("terminal");
  const finding = refusalOf(request, terminal);
  if (finding !== undefined) return refuse(parts, request, finding);
  request.passed.push("genuine");
  const { merchant, signOn } = terminal;
  switch (request.message.mti) {
    case "0100":
    case "0200":
    case "0220":
      if (signOn === undefined) return refuse(parts, request, "sign-on-needed");
      return trade(parts, request, { terminal, merchant, pinKey: signOn.keys.pin });
    case "0400":
      return reverse(parts, request, terminal);
    default:
      return serveTerminal(parts, request, terminal);
  }
}

function refuse({ scribe, emit }: AcquirerParts, request: Request, finding: Finding): Answer {
  const refused = scribe.answer(request, finding);
  tellDecision(request, refused, emit);
  return refused;
}

/** The third digit is even in requests and odd in responses. @source ISO 8583:1987, 4.1.1 */
function asks(mti: string): boolean {
  return Number(mti[2]) % 2 === 0;
}

/** What is wrong with a request before its content counts. The order is the order of refusals. */
function refusalOf(request: Request, { merchant, signOn }: Terminal): Finding | undefined {
  const { mti, fields } = request.message;
  if (fields[42] !== merchant.id) return "merchant-unknown";
  const type = MESSAGE_TYPES[mti];
  if (type === undefined) return "unsupported";
  if (type.signedOn && signOn === undefined) return "sign-on-needed";
  const sealed = type.mac || fields[64] !== undefined;
  if (!sealed) return undefined;
  return signOn !== undefined && genuine(request, signOn.keys) ? undefined : "mac-wrong";
}

function genuine({ frame, message }: Request, keys: WorkingKeys): boolean {
  const mac = message.fields[64];
  return mac !== undefined && equalBytes(unionPayMac(keys.mac, macInput(frame)), mac);
}

/** Who must sign on to be served is told so first; the rest in order. */
function instructionFor(terminal: Terminal | undefined, { finding }: Answer): Instruction {
  if (finding === "sign-on-needed" || finding === "batch-closed") return INSTRUCTION["sign-on"];
  const [first = "none"] = terminal?.instructions ?? [];
  return INSTRUCTION[first];
}
