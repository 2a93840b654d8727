import { ok, type Result } from "../../../../device-emulators/kit/result.ts";
import type { PinReply, PinRequest, Verification } from "../../emv/cvm.ts";
import { requestIccData } from "../../emv/icc-data.ts";
import { finishAlone, finishOnCard, requestOnline, UNABLE_TO_GO_ONLINE } from "../../emv/kernel.ts";
import type { CardFault } from "../../emv/session.ts";
import type { Flow } from "../../world/flow.ts";
import type { EnteredCard, TappedCard } from "../entry/entered-card.ts";
import { KINDS, type TransactionKind } from "../kinds.ts";
import type { Original } from "../messages/financial.ts";
import { askOfflinePin, askPin, type PinPrompt, type PinRefusal } from "../pin-entry.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import { DECLINED_OFFLINE } from "../response-codes.ts";
import { onlineScreen } from "../screens/transaction.ts";
import { nextStan, type Stan } from "../stan.ts";
import { approveAlone } from "./alone.ts";
import { askBank } from "./ask-bank.ts";
import { deliver } from "./deliver.ts";

/** What one request for a transaction came to. */
export type Verdict =
  /** Durable in the journal, and the chip agrees where there is one. */
  | { readonly kind: "approved" }
  /** By bank, card or terminal; `stan` is empty where nothing was sent. */
  | { readonly kind: "declined"; readonly responseCode: string; readonly stan: string }
  /** The money may have moved: a reversal is owed, durably. */
  | { readonly kind: "owed" }
  /** It may have been done: it will be asked again as it was until that is known. */
  | { readonly kind: "pending"; readonly stan: string }
  /** Ended before anything was sent. */
  | { readonly kind: "aborted"; readonly why: CardFault | PinRefusal };

/** One request for a transaction: what, with which card, how much, and what it refers to. */
export type Order = {
  readonly kind: Exclude<TransactionKind, "balance">;
  readonly card: EnteredCard;
  readonly amountMinor: number;
  readonly original: Original;
  /** After a wrong PIN, how often it may still be keyed. */
  readonly triesLeft: number | undefined;
};

/** What the cardholder and the chip have given for a request. */
export type Proof = {
  readonly pinBlock: Uint8Array | undefined;
  readonly iccData: Uint8Array | undefined;
  /** How the chip in the slot had its holder verified. */
  readonly verification?: Verification;
  /** What terminal and card have decided without asking anybody. */
  readonly decided?: "approved" | "declined";
};

const NOTHING_PROVEN: Proof = { pinBlock: undefined, iccData: undefined };

const { responseCode: UNABLE } = UNABLE_TO_GO_ONLINE;
/** What an unused card has. @source chosen, as Chinese issuers do */
const CARD_PIN_TRIES = 3;

/** Brings a transaction from the card to its outcome: PIN, cryptogram, bank, the card's last word. */
export function* authorise(terminal: Terminal, order: Order): Flow<Verdict> {
  const { amountMinor } = order;
  const stan = nextStan(terminal.journal.facts().stan);
  const proof = yield* prove(terminal, order, stan);
  if (!proof.ok) return { kind: "aborted", why: proof.error };
  const { decided } = proof.value;
  if (decided === "declined") return declined(DECLINED_OFFLINE);
  if (decided === "approved") return yield* approveAlone(terminal, order, stan, proof.value);
  show(terminal, onlineScreen(titleOf(terminal), "connecting", amountMinor));
  if (yield* terminal.host.connect()) {
    yield* deliver(terminal);
    show(terminal, onlineScreen(titleOf(terminal), "connecting", amountMinor));
    return yield* askBank(terminal, order, stan, proof.value);
  }
  return yield* doWithoutBank(terminal, order, stan, proof.value);
}

/** There is no line: the card may still approve a sale, and all else is refused. */
function* doWithoutBank(terminal: Terminal, order: Order, stan: Stan, proof: Proof): Flow<Verdict> {
  const { chip } = order.card;
  if (chip === undefined || proof.iccData === undefined) return declined(UNABLE);
  if (order.kind !== "sale") {
    yield* finishOnCard(chip.link, chip.session, UNABLE_TO_GO_ONLINE);
    return declined(UNABLE);
  }
  const last = yield* finishAlone(chip.link, chip.application, chip.session);
  if (!last.ok || last.value !== "tc") return declined(UNABLE);
  return yield* approveAlone(terminal, order, stan, proof);
}

function declined(responseCode: string): Verdict {
  return { kind: "declined", responseCode, stan: "" };
}

/**
 * Has the cardholder prove who he is and the chip make its request, as far as the kind of
 * transaction wants either.
 */
export function* prove(
  terminal: Terminal,
  asked: Pick<Order, "card" | "amountMinor" | "triesLeft">,
  stan: Stan,
): Flow<Result<Proof, CardFault | PinRefusal>> {
  const { card, amountMinor, triesLeft } = asked;
  const { pan } = card.facts;
  const { chip } = card;
  const spec = KINDS[terminal.task];
  const question = { amountMinor, pan, triesLeft, inserted: chip !== undefined };
  if (card.tapped !== undefined && spec.cryptogram)
    return yield* proveTapped(terminal, question, card.tapped);
  if (card.code !== undefined) return ok(NOTHING_PROVEN);
  if (chip === undefined || !spec.cryptogram) {
    if (!spec.pin) return ok(NOTHING_PROVEN);
    const entered = yield* askPin(terminal, { ...question, optional: chip === undefined });
    return entered.ok ? ok({ pinBlock: entered.value, iccData: undefined }) : entered;
  }
  let pinBlock: Uint8Array | undefined;
  function* pin(request: PinRequest): Flow<Result<PinReply, PinRefusal>> {
    if (request.kind !== "online") return yield* askForCard(terminal, question, request);
    const entered = yield* askPin(terminal, { ...question, optional: false });
    if (!entered.ok) return entered;
    pinBlock = entered.value;
    return ok({ kind: "entered" });
  }
  chip.session.data.set("9F41", packStan(stan));
  const request = yield* requestOnline(chip.link, chip.application, chip.session, pin);
  if (!request.ok) return request;
  const { value } = request;
  if (value.kind === "declined") return ok({ ...NOTHING_PROVEN, decided: "declined" });
  const { verification } = value;
  if (value.kind === "approved")
    return ok({ ...NOTHING_PROVEN, decided: "approved", verification });
  return ok({ pinBlock, iccData: requestIccData(chip.session), verification });
}

/** The card has made its request and may be gone; a PIN is asked for where card or amount want one. */
function* proveTapped(
  terminal: Terminal,
  question: Omit<PinPrompt, "optional">,
  { session, duties }: TappedCard,
): Flow<Result<Proof, PinRefusal>> {
  const iccData = requestIccData(session);
  if (!duties.pin) return ok({ pinBlock: undefined, iccData });
  const entered = yield* askPin(terminal, { ...question, optional: false });
  return entered.ok ? ok({ pinBlock: entered.value, iccData }) : entered;
}

/** A PIN that the chip itself checks: what the pad made of it goes into the card and nowhere else. */
function* askForCard(
  terminal: Terminal,
  question: Omit<PinPrompt, "optional">,
  request: Exclude<PinRequest, { readonly kind: "online" }>,
): Flow<Result<PinReply, PinRefusal>> {
  const cipher = request.kind === "offline-enciphered" ? request : undefined;
  const prompt = { ...question, triesLeft: triesToTell(request), optional: false };
  const entered = yield* askOfflinePin(terminal, prompt, cipher);
  if (!entered.ok) return entered;
  const { value } = entered;
  return ok(value === undefined ? { kind: "bypassed" } : { kind: "entered", verifyData: value });
}

/** Only after a wrong PIN is the cardholder told how often it may still be keyed. */
function triesToTell({ triesLeft }: { readonly triesLeft: number | undefined }) {
  return triesLeft === undefined || triesLeft >= CARD_PIN_TRIES ? undefined : triesLeft;
}

/** Tag 9F41: numbers the transactions of this terminal. */
function packStan(stan: Stan): Uint8Array {
  return Uint8Array.from({ length: 4 }, (_, at) =>
    Number.parseInt(stan.padStart(8, "0").slice(at * 2, at * 2 + 2), 16),
  );
}
