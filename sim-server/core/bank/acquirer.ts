import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { equalBytes } from "../../../device-emulators/kit/bytes.ts";
import { describeMessage } from "../iso8583/describe.ts";
import type { Dialect } from "../iso8583/dialect.ts";
import type { UnionPayFields, UnionPayMessage } from "../iso8583/dialects/unionpay.ts";
import { INSTRUCTION, type Instruction, macInput, unpackFrame } from "../iso8583/envelope.ts";
import type { Wire } from "../iso8583/wire.ts";
import { composeAnswer, frameAnswer, type Request, tellDecision } from "./answers.ts";
import { type Arrival, createDoor, type Door, type DoorParts, type Sent } from "./door.ts";
import type { Answer } from "./exchanges.ts";
import type { WorkingKeys } from "./keys.ts";
import { MESSAGE_TYPES, REVERSAL_WANTS } from "./kinds.ts";
import { readName, readOrder } from "./orders.ts";
import type { Finding } from "./response-codes.ts";
import { type ServiceParts, serveTerminal } from "./services.ts";
import type { Terminal } from "./terminals.ts";
import { openTracks } from "./tracks.ts";
import { reverse, type TradeParts, trade } from "./trade.ts";

export type AcquirerParts = TradeParts &
  ServiceParts &
  DoorParts & { readonly terminals: ReadonlyMap<string, Terminal> };

/** The door of a UnionPay acquirer: who may speak, and what is genuine, before anything is decided. */
export function createAcquirer(parts: AcquirerParts, dialect: Dialect<UnionPayFields>): Door {
  const { terminals } = parts;
  const terminalOf = ({ fields }: UnionPayMessage) => terminals.get(fields[41] ?? "");

  /** All that decides sees tracks in clear. */
  const clear = (message: UnionPayMessage): UnionPayMessage =>
    openTracks(message, terminalOf(message)?.signOn?.keys.track);

  const send = (arrival: Arrival, message: UnionPayMessage, answer: Answer): Sent => {
    const terminal = terminalOf(arrival.request.message);
    return frameAnswer(dialect, arrival, message, {
      keys: terminal?.signOn?.keys,
      instruction: instructionFor(terminal, answer),
    });
  };

  return createDoor(parts, {
    dialect,
    read: (bytes) => unpackFrame(dialect, bytes),
    translate: (message) => clear(message as UnionPayMessage),
    describe: (message) => describeMessage(message as UnionPayMessage),
    nameOf: ({ fields }) => nameOf(fields as UnionPayFields),
    decide: (arrival) => decide(parts, dialect, arrival, terminalOf(arrival.request.message)),
    compose: ({ request }, answer) => composeAnswer(request.message, answer),
    send: (arrival, message, answer) => send(arrival, message as UnionPayMessage, answer),
    // Whoever has no MAC to show is not told anything.
    apologise: () => undefined,
  });
}

function nameOf({ 11: stan = "", 41: terminal = "", 60: kind = "" }: UnionPayFields) {
  return stan === "" ? undefined : { terminal, batch: kind.slice(2, 8), stan };
}

function decide(
  parts: AcquirerParts,
  dialect: Dialect,
  arrival: Arrival,
  terminal: Terminal | undefined,
): Answer {
  const { request } = arrival;
  if (terminal === undefined) return refuse(parts, request, "terminal-unknown");
  request.passed.push("terminal");
  const finding = refusalOf(dialect, arrival, terminal);
  if (finding !== undefined) return refuse(parts, request, finding);
  request.passed.push("genuine");
  const { merchant, signOn } = terminal;
  const { mti, fields } = request.message;
  switch (mti) {
    case "0100":
    case "0200":
    case "0220": {
      if (signOn === undefined) return refuse(parts, request, "sign-on-needed");
      const order = readOrder(mti, fields, terminal.id);
      return trade(parts, request, { terminal, merchant, pinKey: signOn.keys.pin }, order);
    }
    case "0400": {
      const whole = REVERSAL_WANTS.every((de) => fields[de] !== undefined);
      return reverse(parts, request, whole ? readName(fields, terminal.id) : undefined);
    }
    default:
      return serveTerminal(parts, request, terminal);
  }
}

function refuse({ scribe, emit }: AcquirerParts, request: Request, finding: Finding): Answer {
  const refused = scribe.answer(request, finding);
  tellDecision(request, refused, emit);
  return refused;
}

/** What is wrong with a request before its content counts. The order is the order of refusals. */
function refusalOf(
  { spec }: Dialect,
  arrival: Arrival,
  { merchant, signOn }: Terminal,
): Finding | undefined {
  const { mti, fields } = arrival.request.message;
  if (fields[42] !== merchant.id) return "merchant-unknown";
  const type = MESSAGE_TYPES[mti];
  if (type === undefined) return "unsupported";
  if (type.signedOn && signOn === undefined) return "sign-on-needed";
  const sealed = type.mac || fields[64] !== undefined;
  if (!sealed) return undefined;
  return signOn !== undefined && genuine(arrival, signOn.keys, spec.wire) ? undefined : "mac-wrong";
}

function genuine({ bytes, request }: Arrival, keys: WorkingKeys, wire: Wire): boolean {
  const mac = request.message.fields[64];
  return mac !== undefined && equalBytes(unionPayMac(keys.mac, macInput(bytes, wire)), mac);
}

/** Who must sign on to be served is told so first; the rest in order. */
function instructionFor(terminal: Terminal | undefined, { finding }: Answer): Instruction {
  if (finding === "sign-on-needed" || finding === "batch-closed") return INSTRUCTION["sign-on"];
  const [first = "none"] = terminal?.instructions ?? [];
  return INSTRUCTION[first];
}
