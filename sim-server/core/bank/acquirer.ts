import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { equalBytes } from "../../../device-emulators/kit/bytes.ts";
import { describeFault, describeMessage } from "../iso8583/describe.ts";
import { unionPay } from "../iso8583/dialects/unionpay.ts";
import { macInput, unpackFrame } from "../iso8583/envelope.ts";
import { frameAnswer, type Request, tellDecision } from "./answers.ts";
import { wallAt } from "./bank-clock.ts";
import type { Answer } from "./exchanges.ts";
import { type FinancialParts, reverse, sell } from "./financial.ts";
import { drawWorkingKeys, type WorkingKeys } from "./keys.ts";
import type { Finding } from "./response-codes.ts";
import type { Terminal } from "./terminals.ts";

/** DE 60.3 of a sign-on for double-length keys. @source Q/CUP 009.1, network management codes */
const SIGN_ON = "003";

export type AcquirerParts = FinancialParts & {
  readonly startMs: number;
  readonly terminals: ReadonlyMap<string, Terminal>;
};

/** The door of the bank: who may speak, and what is genuine, before anything is decided. */
export type Acquirer = {
  /** The answer to a frame; undefined when it is unreadable or no request. */
  readonly receive: (frame: Uint8Array, nowMs: number) => Uint8Array | undefined;
};

export function createAcquirer(parts: AcquirerParts): Acquirer {
  const { startMs, terminals, scribe, emit } = parts;

  const receive = (frame: Uint8Array, nowMs: number): Uint8Array | undefined => {
    const read = unpackFrame(unionPay, frame);
    if (!read.ok) {
      emit("bank.unreadable", describeFault(read.error, frame.length));
      return undefined;
    }
    const { envelope, message } = read.value;
    emit("bank.received", describeMessage(message));
    if (!asks(message.mti)) return undefined;
    const request: Request = { frame, envelope, message, wall: wallAt(startMs + nowMs), nowMs };
    const terminal = terminals.get(message.fields[41] ?? "");
    const answer = answerOf(request, terminal);
    const sent = frameAnswer(request, answer, terminal?.signOn?.keys);
    emit("bank.answered", describeMessage(sent.message));
    return sent.frame;
  };

  const answerOf = (request: Request, terminal: Terminal | undefined): Answer => {
    if (terminal === undefined) return refuse(request, "terminal-unknown");
    const finding = refusalOf(request, terminal);
    if (finding !== undefined) return refuse(request, finding);
    const keys = terminal.signOn?.keys;
    if (request.message.mti === "0800" || keys === undefined) return signOn(request, terminal);
    const answer =
      request.message.mti === "0200"
        ? sell(parts, request, { terminal, pinKey: keys.pin })
        : reverse(parts, request, terminal);
    return answer ?? refuse(request, "malformed");
  };

  const signOn = (request: Request, terminal: Terminal): Answer => {
    const { 11: stan, 60: kind } = request.message.fields;
    if (stan === undefined || kind === undefined) return refuse(request, "malformed");
    if (kind.slice(8, 11) !== SIGN_ON) return refuse(request, "unsupported");
    const { signOn: last } = terminal;
    if (last?.stan === stan) {
      emit("bank.repeated", {
        mti: "0800",
        exchange: `${terminal.id}/${kind.slice(2, 8)}/${stan}`,
      });
      return last.answer;
    }
    const keys = drawWorkingKeys(terminal.master, parts.chance);
    const answer = scribe.answer(request, "signed-on", { 62: keys.download });
    terminal.signOn = { keys, stan, answer };
    tellDecision(request, answer, emit);
    return answer;
  };

  const refuse = (request: Request, finding: Finding): Answer => {
    const answer = scribe.answer(request, finding);
    tellDecision(request, answer, emit);
    return answer;
  };

  return { receive };
}

/** The third digit is even in requests and odd in responses. @source ISO 8583:1987, 4.1.1 */
function asks(mti: string): boolean {
  return Number(mti[2]) % 2 === 0;
}

/** What is wrong with a request before its content counts. The order is the order of refusals. */
function refusalOf(request: Request, terminal: Terminal): Finding | undefined {
  const { mti, fields } = request.message;
  if (fields[42] !== terminal.merchant) return "merchant-unknown";
  if (mti === "0800") return undefined;
  if (mti !== "0200" && mti !== "0400") return "unsupported";
  if (terminal.signOn === undefined) return "sign-on-needed";
  return genuine(request, terminal.signOn.keys) ? undefined : "mac-wrong";
}

function genuine({ frame, message }: Request, keys: WorkingKeys): boolean {
  const mac = message.fields[64];
  return mac !== undefined && equalBytes(unionPayMac(keys.mac, macInput(frame)), mac);
}
