import { equalBytes } from "../../../../device-emulators/kit/bytes.ts";
import { describeIso } from "../../iso8583/describe.ts";
import type { Dialect, Message } from "../../iso8583/dialect.ts";
import type { UnionPayFields, UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import { unpackFrame } from "../../iso8583/envelope.ts";
import { salvage } from "../../iso8583/salvage.ts";
import type { AcquirerParts } from "../acquirer.ts";
import { type Request, tellDecision } from "../answers.ts";
import type { Batches } from "../batch-totals.ts";
import { type Arrival, createDoor, type Door } from "../door.ts";
import type { Answer } from "../exchanges.ts";
import type { ServiceKind } from "../kinds.ts";
import type { Finding } from "../response-codes.ts";
import type { Terminal } from "../terminals.ts";
import { reverse, trade } from "../trade.ts";
import {
  composeIsoAnswer,
  composeRefusal,
  frameIsoAnswer,
  iccDataOf,
  macField,
  macInputOf,
} from "./answers.ts";
import { type Edition, textOf } from "./edition.ts";
import { createNames, type Names } from "./names.ts";
import { PURPOSES, readIsoOrder } from "./orders.ts";
import { reconcile } from "./reconciliation.ts";

/** What a host of ISO 8583 is made of. */
export type HostParts = AcquirerParts & { readonly batches: Batches };

type Host = HostParts & {
  readonly edition: Edition;
  readonly dialect: Dialect;
  readonly names: Names;
  /** Each terminal's latest reconciliation, in case it comes again. */
  readonly reconciled: Map<string, { readonly stan: string; readonly answer: Answer }>;
};

/** The door of a host that speaks an edition of ISO 8583: the same branches, other words. */
export function createIsoHost(parts: HostParts, dialect: Dialect, edition: Edition): Door {
  const { terminals, settings } = parts;
  const names = createNames(edition, settings.identifiedBy ?? edition.identifiedBy, parts);
  const host: Host = { ...parts, edition, dialect, names, reconciled: new Map() };
  const terminalOf = ({ fields }: Message) => terminals.get(textOf(fields, 41));

  return createDoor(parts, {
    dialect,
    read: (bytes) => unpackFrame(dialect, bytes),
    translate,
    describe: describeIso,
    nameOf: (message) => {
      const terminal = terminalOf(message);
      const isReversal = message.mti[1] === "4";
      return terminal && (isReversal ? names.reversed : names.own)(message, terminal);
    },
    decide: (arrival) => decide(host, arrival, terminalOf(arrival.frame.message)),
    compose: ({ frame, request }, answer) => composeIsoAnswer(host, frame.message, request, answer),
    send: ({ frame }, message) =>
      frameIsoAnswer(dialect, frame.envelope, message, terminalOf(frame.message)),
    apologise: (bytes) => {
      const read = salvage(dialect, bytes);
      if (read === undefined || Number(read.message.mti[2]) % 2 === 1) return undefined;
      const refusal = composeRefusal(edition, read.message);
      return frameIsoAnswer(dialect, read.envelope, refusal, undefined);
    },
  });
}

/** What the branches read of a message besides the order that it gives. */
function translate({ mti, fields }: Message): UnionPayMessage {
  const text = (de: number) => textOf(fields, de) || undefined;
  const { 52: pinBlock, 55: icc } = fields;
  const read: UnionPayFields = {
    3: text(3),
    11: text(11),
    41: text(41),
    52: typeof pinBlock === "string" ? undefined : pinBlock,
    55: iccDataOf(icc),
  };
  return { mti, fields: read };
}

function decide(host: Host, arrival: Arrival, terminal: Terminal | undefined): Answer {
  const { request, frame } = arrival;
  const { message } = frame;
  const [, kind] = message.mti;
  // A line may be tested by who has no terminal of its own.
  if (kind === "8") return serve(host, request, message);
  if (terminal === undefined) return refuse(host, request, "terminal-unknown");
  request.passed.push("terminal");
  const finding = refusalOf(host, arrival, terminal);
  if (finding !== undefined) return refuse(host, request, finding);
  request.passed.push("genuine");
  if (kind === "1" || kind === "2") return order(host, request, message, terminal);
  if (kind === "4") return reverse(host, request, host.names.reversed(message, terminal));
  return kind === "5"
    ? close(host, request, message, terminal)
    : refuse(host, request, "unsupported");
}

/** What is wrong with a request before its content counts. The order is the order of refusals. */
function refusalOf(
  { dialect }: Host,
  { bytes, frame }: Arrival,
  { merchant, mac, pinKey }: Terminal,
): Finding | undefined {
  const { fields } = frame.message;
  const named = textOf(fields, 42).trimEnd();
  if (named !== "" && named !== merchant.id) return "merchant-unknown";
  if (mac !== undefined) {
    const de = macField(fields);
    const given = fields[de];
    const genuine =
      given instanceof Uint8Array && equalBytes(mac(macInputOf(dialect, bytes, de)), given);
    if (!genuine) return "mac-wrong";
  }
  return fields[52] !== undefined && pinKey === undefined ? "pin-malformed" : undefined;
}

function order(host: Host, request: Request, message: Message, terminal: Terminal): Answer {
  const { edition, names, settings } = host;
  const { merchant } = terminal;
  const context = { edition, names, currency: settings.currency };
  const read = readIsoOrder(context, message, terminal);
  // Without a key there is no PIN block either: that was looked at.
  const pinKey = terminal.pinKey ?? terminal.master;
  const rrn = ownRrn(message, read);
  const asked = rrn === undefined ? request : { ...request, rrn };
  return trade(host, asked, { terminal, merchant, pinKey }, read);
}

/** DE 37 of a message that refers to nothing is the sender's own number for it. */
function ownRrn({ fields }: Message, read: ReturnType<typeof readIsoOrder>): string | undefined {
  if (typeof read === "string" || read.original.stan !== "") return undefined;
  const purpose = PURPOSES[textOf(fields, 3).slice(0, 2)];
  if (purpose === "void" || purpose === "refund") return undefined;
  const rrn = textOf(fields, 37);
  return rrn.trim() === "" ? undefined : rrn;
}

const SERVED: Readonly<Partial<Record<ServiceKind, Finding>>> = {
  "sign-on": "signed-on",
  "sign-off": "signed-off",
  echo: "served",
};

/** Sign-on, sign-off, echo: each is acknowledged, and nothing depends on them. */
function serve(host: Host, request: Request, { fields }: Message): Answer {
  const { de, kinds } = host.edition.service;
  const code = textOf(fields, de);
  if (code === "") return refuse(host, request, "malformed");
  const kind = (kinds as Readonly<Record<string, ServiceKind>>)[code];
  if (kind === undefined) return refuse(host, request, "unsupported");
  request.passed.push("format");
  return refuse(host, request, SERVED[kind] ?? "served");
}

function close(host: Host, request: Request, message: Message, terminal: Terminal): Answer {
  const name = host.names.own(message, terminal);
  if (name === undefined) return refuse(host, request, "malformed");
  const { scribe, emit, edition, reconciled } = host;
  if (request.ruled !== undefined) return refuse(host, request, "settled");
  const last = reconciled.get(terminal.id);
  if (last?.stan === name.stan) {
    request.course.repeated = true;
    emit("bank.repeated", { mti: message.mti, exchange: `${name.terminal}/${name.stan}` });
    return last.answer;
  }
  const { balanced, totals } = reconcile(message, terminal, host);
  const of1987 = edition.name === "1987";
  const code = of1987 || balanced ? {} : { 39: "501" };
  const verdict = of1987 ? { 66: balanced ? "1" : "2" } : {};
  const answer = { ...scribe.answer(request, "settled", code), more: { ...totals, ...verdict } };
  tellDecision(request, answer, emit);
  reconciled.set(terminal.id, { stan: name.stan, answer });
  return answer;
}

/** An answer that says no more than its code, or the code that a rule wants. */
function refuse({ scribe, emit }: Host, request: Request, finding: Finding): Answer {
  const { ruled } = request;
  const answer =
    ruled === undefined
      ? scribe.answer(request, finding)
      : scribe.answer(request, "ruled", { 39: ruled });
  tellDecision(request, answer, emit);
  return answer;
}
