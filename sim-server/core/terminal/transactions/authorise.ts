import { toHex } from "../../../../device-emulators/kit/bytes.ts";
import { ok, type Result } from "../../../../device-emulators/kit/result.ts";
import type { PinReply, PinRequest } from "../../emv/cvm.ts";
import { issuerAuthenticationData, requestIccData } from "../../emv/icc-data.ts";
import { issuerScripts } from "../../emv/issuer-scripts.ts";
import {
  finishOnCard,
  type HostWord,
  requestOnline,
  UNABLE_TO_GO_ONLINE,
} from "../../emv/kernel.ts";
import { type CardFault, requireValue } from "../../emv/session.ts";
import type { UnionPayFields, UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import type { Flow } from "../../world/flow.ts";
import type { EnteredCard } from "../card-entry.ts";
import { owe, REVERSAL_REASON, type ReversalReason } from "../journal.ts";
import { keptIccData, saleRequest } from "../messages.ts";
import { askPin, type PinRefusal } from "../pin-entry.ts";
import { show, type Terminal } from "../powered-terminal.ts";
import { meaningOf, wantsSignOn } from "../response-codes.ts";
import { onlineScreen } from "../screens.ts";
import { sealPan } from "../sealed-pan.ts";
import { nextStan, type Stan } from "../stan.ts";

/** What one request for a sale came to. */
export type Verdict =
  /** Durable in the journal, and the card agrees. */
  | { readonly kind: "approved" }
  /** By bank, card or terminal; `stan` is empty where nothing was sent. */
  | { readonly kind: "declined"; readonly responseCode: string; readonly stan: string }
  /** The money may have moved: a reversal is owed, durably. */
  | { readonly kind: "owed" }
  /** Ended before anything was sent. */
  | { readonly kind: "aborted"; readonly why: CardFault | PinRefusal };

/** One request for a sale: the card as it was read for it, and how much. */
export type Asked = {
  readonly card: EnteredCard;
  readonly amountMinor: number;
  /** After a wrong PIN, how often it may still be keyed. */
  readonly triesLeft: number | undefined;
};

/** Declined by card or terminal without asking the issuer. @source EMV 4.4 Book 4, annex A6 */
const DECLINED_OFFLINE = "Z1";
/** Approved for less than was asked, which this terminal never offers to accept. */
const APPROVED_IN_PART = "10";

/** Brings a sale from the read card to its outcome: PIN, request cryptogram, bank, card's last word. */
export function* authorise(terminal: Terminal, asked: Asked): Flow<Verdict> {
  const { card, amountMinor, triesLeft } = asked;
  let pinBlock: Uint8Array | undefined;
  function* pin({ kind }: PinRequest): Flow<Result<PinReply, PinRefusal>> {
    if (kind !== "online") return ok({ kind: "no-pad" });
    const entered = yield* askPin(terminal, { amountMinor, pan: card.facts.pan }, triesLeft);
    if (!entered.ok) return entered;
    pinBlock = entered.value;
    return ok({ kind: "entered" });
  }
  const stan = nextStan(terminal.journal.facts().stan);
  card.session.data.set("9F41", packStan(stan));
  const request = yield* requestOnline(card.link, card.application, card.session, pin);
  if (!request.ok) return { kind: "aborted", why: request.error };
  if (request.value.kind !== "online") {
    return { kind: "declined", responseCode: DECLINED_OFFLINE, stan: "" };
  }
  show(terminal, onlineScreen("connecting", amountMinor));
  if (!(yield* terminal.host.connect())) {
    yield* finishOnCard(card.link, card.session, UNABLE_TO_GO_ONLINE);
    const { responseCode } = UNABLE_TO_GO_ONLINE;
    return { kind: "declined", responseCode, stan: "" };
  }
  return yield* askBank(terminal, asked, stan, pinBlock);
}

function* askBank(
  terminal: Terminal,
  { card, amountMinor }: Asked,
  stan: Stan,
  pinBlock: Uint8Array | undefined,
): Flow<Verdict> {
  const { journal, host, config, keys } = terminal;
  const { batch } = journal.facts();
  const amount = String(amountMinor).padStart(12, "0");
  const iccData = requestIccData(card.session);
  const sale = { stan, batch, amount, pinBlock, iccData };
  const request = saleRequest(config, card.facts, sale);
  show(terminal, onlineScreen("sending", amountMinor));
  yield* writeIntent(terminal, card, request);
  show(terminal, onlineScreen("receiving", amountMinor));
  const answer = yield* host.ask(request, keys?.mac);
  if (answer.kind === "silent") {
    return yield* undo(terminal, card, stan, REVERSAL_REASON.noAnswer);
  }
  if (answer.kind === "unauthentic") {
    terminal.signOnWanted = true;
    return yield* undo(terminal, card, stan, REVERSAL_REASON.badMac);
  }
  if (answer.signOnAgain) terminal.signOnWanted = true;
  return yield* hearAnswer(terminal, card, stan, answer.message.fields);
}

/** Durable before the first byte of the request leaves. */
function* writeIntent(
  terminal: Terminal,
  card: EnteredCard,
  { fields }: UnionPayMessage,
): Flow<void> {
  const { session, facts } = card;
  yield* terminal.journal.write({
    kind: "intent",
    stan: fields[11] ?? "",
    batch: (fields[60] ?? "").slice(2, 8),
    amount: fields[4] ?? "",
    date: card.date,
    operator: terminal.operator,
    sealedPan: sealPan(terminal.master, facts.pan),
    maskedPan: card.maskedPan,
    expiry: facts.expiry,
    panSequence: facts.panSequence ?? "",
    entryMode: fields[22] ?? "",
    iccData: keptIccData(session),
    aid: toHex(requireValue(session, "9F06")),
    arqc: toHex(requireValue(session, "9F26")),
    atc: toHex(requireValue(session, "9F36")),
  });
}

/** An authentic answer: the card hears it and, where the bank approves, has the last word. */
function* hearAnswer(
  terminal: Terminal,
  card: EnteredCard,
  stan: Stan,
  fields: UnionPayFields,
): Flow<Verdict> {
  const { 39: responseCode, 38: approvalCode = "" } = fields;
  if (responseCode === undefined || responseCode === APPROVED_IN_PART) {
    return yield* undo(terminal, card, stan, REVERSAL_REASON.other, approvalCode);
  }
  if (wantsSignOn(responseCode)) terminal.signOnWanted = true;
  const approved = meaningOf(responseCode).action === "A";
  const issuerData = issuerAuthenticationData(fields[55]);
  const scripts = issuerScripts(fields[55]);
  const word: HostWord = { responseCode, issuerData, approved, scripts };
  if (!approved) {
    yield* terminal.journal.write({ kind: "declined", stan, responseCode });
    yield* finishOnCard(card.link, card.session, word);
    return { kind: "declined", responseCode, stan };
  }
  const last = yield* finishOnCard(card.link, card.session, word);
  if (!last.ok || last.value !== "tc") {
    yield* terminal.journal.write(owe(stan, REVERSAL_REASON.other, approvalCode));
    return { kind: "owed" };
  }
  yield* terminal.journal.write({
    kind: "approved",
    stan,
    responseCode,
    approvalCode,
    rrn: fields[37] ?? "",
    date: fields[13] ?? card.date.slice(4),
    time: fields[12] ?? "000000",
    issuer: (fields[44] ?? "").slice(0, 11).trimEnd(),
    tc: toHex(requireValue(card.session, "9F26")),
    tvr: toHex(card.session.tvr),
    tsi: toHex(card.session.tsi),
  });
  return { kind: "approved" };
}

/** Owes a reversal first, and only then tells the card that nothing came of it. */
function* undo(
  terminal: Terminal,
  card: EnteredCard,
  stan: Stan,
  reason: ReversalReason,
  approvalCode = "",
): Flow<Verdict> {
  yield* terminal.journal.write(owe(stan, reason, approvalCode));
  yield* finishOnCard(card.link, card.session, UNABLE_TO_GO_ONLINE);
  return { kind: "owed" };
}

/** Tag 9F41: numbers the transactions of this terminal. */
function packStan(stan: Stan): Uint8Array {
  return Uint8Array.from({ length: 4 }, (_, at) =>
    Number.parseInt(stan.padStart(8, "0").slice(at * 2, at * 2 + 2), 16),
  );
}
