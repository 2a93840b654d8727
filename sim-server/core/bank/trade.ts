import type { Chance } from "../../../device-emulators/kit/chance.ts";
import { AMOUNT_MINOR_MAX } from "../../../device-emulators/kit/money.ts";
import type { Card } from "./accounts.ts";
import { type Additions, APPROVALS, type Request, type Scribe, tellDecision } from "./answers.ts";
import type { CodePayments } from "./code-payments.ts";
import type { Effects } from "./effects.ts";
import type { BankEmit } from "./events.ts";
import {
  type Answer,
  type Asked,
  type Exchange,
  type ExchangeName,
  type Exchanges,
  keepAnswer,
  recallAnswer,
} from "./exchanges.ts";
import { type Counter, type JudgeParts, judge } from "./judge.ts";
import { cardholder, standInAccount } from "./ledger.ts";
import type { Order } from "./orders.ts";
import type { Outcome } from "./outcome.ts";
import { type Finding, PASSING, PASSING_CODES } from "./response-codes.ts";
import type { OwedOrder } from "./script-orders.ts";
import { isClaim, type StandIn } from "./stand-in.ts";
import type { Transaction, Transactions } from "./transactions.ts";

export type TradeParts = JudgeParts & {
  readonly acquirerId: string;
  readonly cards: ReadonlyMap<string, Card>;
  readonly exchanges: Exchanges;
  readonly transactions: Transactions;
  readonly effects: Effects;
  readonly standIn: StandIn;
  readonly codePayments: CodePayments;
  readonly scribe: Scribe;
  readonly chance: Chance;
  readonly emit: BankEmit;
};

/**
 * Answers an order: n receptions have one effect and the same answer.
 *
 * A request that comes after its reversal is refused, even if it had been approved before: the
 * money is no longer there.
 *
 * @param order what its message orders, or why it orders nothing
 */
export function trade(
  parts: TradeParts,
  request: Request,
  counter: Counter,
  order: Order | Finding,
): Answer {
  if (typeof order === "string") return refuse(parts, request, order);
  request.passed.push("format");
  if (order.kind === "balance" && order.entry === "code") return tellStatus(parts, request, order);
  const exchange = parts.exchanges.open(order);
  if (exchange.asked !== undefined && !sameOrder(exchange.asked, order)) {
    return refuse(parts, request, "stan-reused");
  }
  exchange.asked ??= keepAsked(parts, order);
  if (exchange.reversal !== undefined && exchange.answer?.finding !== "overtaken") {
    const refused = refuse(parts, request, "overtaken");
    exchange.answer = keepAnswer(refused);
    return refused;
  }
  if (exchange.answer !== undefined) {
    return repeated(parts, request, exchange, recallAnswer(exchange.answer));
  }
  if (request.ruled !== undefined) {
    const ruled = parts.scribe.answer(request, "ruled", { 39: request.ruled });
    if (!order.advice || !PASSING_CODES.has(request.ruled)) exchange.answer = keepAnswer(ruled);
    return decided(parts, request, ruled);
  }
  return decide(parts, request, { counter, order, exchange });
}

/**
 * Answers a reversal: it is accepted always, undoes what was agreed, and keeps its request from
 * ever having an effect later.
 *
 * @param name of the exchange that it reverses; undefined where it does not say that whole
 */
export function reverse(
  parts: TradeParts,
  request: Request,
  name: ExchangeName | undefined,
): Answer {
  const { exchanges, scribe, effects } = parts;
  if (name === undefined) return refuse(parts, request, "malformed");
  const exchange = exchanges.open(name);
  if (exchange.reversal !== undefined) return repeated(parts, request, exchange, exchange.reversal);
  if (request.ruled !== undefined) {
    return decided(parts, request, scribe.answer(request, "ruled", { 39: request.ruled }));
  }
  const { transaction, answer } = exchange;
  const finding = transaction === undefined ? "nothing-to-reverse" : "reversed";
  // The answer names the transaction as its own answer did.
  const given = answer === undefined ? {} : recallAnswer(answer).fields;
  const { 37: rrn, 38: approvalCode, 44: institutions } = given;
  const additions: Additions = {
    37: rrn,
    38: approvalCode,
    ...(institutions !== undefined && { 44: institutions }),
  };
  exchange.reversal = decided(parts, request, scribe.answer(request, finding, additions));
  if (transaction !== undefined) effects.follow(transaction, "reversal", request.nowMs);
  return exchange.reversal;
}

type Case = { readonly counter: Counter; readonly order: Order; readonly exchange: Exchange };

function decide(parts: TradeParts, request: Request, { counter, order, exchange }: Case): Answer {
  const outcome = judge(parts, request, counter, order);
  const { finding } = outcome;
  const card = outcome.card ?? outcome.original?.exchange.card;
  if (card !== undefined) exchange.card = card;
  if (outcome.script !== undefined) sendScript(parts, request, exchange, outcome.script);
  if (finding === "issuer-silent") request.course.waitedMs += parts.settings.issuerWaitMs;
  const approvalCode = approvalOf(parts, order, outcome);
  const additions = sayMore(parts, request, { order, outcome, approvalCode });
  const issuer = outcome.original?.issuer ?? outcome.issuer?.id;
  const answer = decided(parts, request, parts.scribe.answer(request, finding, additions, issuer));
  if (!order.advice || !PASSING.has(finding)) exchange.answer = keepAnswer(answer);
  const agreed = APPROVALS.has(finding);
  if ((agreed || finding === "payer-waiting") && order.kind !== "balance") {
    const rrn = answer.fields[37] ?? "";
    agree(parts, request, { counter, order, exchange, outcome, approvalCode, rrn });
  }
  return answer;
}

/** Says that the answer orders the card to do something. */
function sendScript(
  { emit }: TradeParts,
  { course }: Request,
  { key }: Exchange,
  { identifier, order }: OwedOrder,
): void {
  course.script = `${order.kind} sent`;
  emit("bank.script", { exchange: key, script: identifier, order: order.kind, state: "sent" });
}

/** Makes the transaction, ties it to what it refers to, and lets its effects follow. */
function agree(
  parts: TradeParts,
  { wall, day, nowMs }: Request,
  made: Case & { readonly outcome: Outcome; readonly approvalCode: string; readonly rrn: string },
): void {
  const { counter, order, exchange, outcome, approvalCode, rrn } = made;
  const { original, issuer = { id: "" } } = outcome;
  const account = outcome.account ?? outcome.card?.account ?? original?.account;
  // The card's own text before the message's: it is kept for good, and need not be kept again.
  const pan = original?.pan ?? outcome.card?.pan ?? outcome.pan ?? order.pan;
  const transaction: Transaction = {
    exchange,
    kind: order.kind,
    merchant: counter.merchant.id,
    pan: pan === "" ? order.code : pan,
    account,
    issuer: original?.issuer ?? issuer.id,
    foreign: original?.foreign ?? issuer.foreign === true,
    amountMinor: outcome.amountMinor ?? order.amountMinor,
    rrn,
    approvalCode,
    date: dateOf(order, wall),
    agreedMs: nowMs,
    day: day.index,
    payer:
      account === undefined
        ? standInAccount(original?.issuer ?? issuer.id)
        : cardholder(account.id),
    state: outcome.finding === "payer-waiting" ? "waiting" : "agreed",
    closing: undefined,
    original,
    undoneBy: undefined,
    completedBy: undefined,
    refunds: NO_REFUNDS,
    expired: false,
    postedMinor: 0,
    held: false,
    counted: false,
    used: false,
  };
  exchange.transaction = transaction;
  parts.transactions.add(transaction);
  if (order.entry === "code" && original === undefined)
    parts.codePayments.use(order.code, transaction);
  if (original !== undefined) tie(transaction, original);
  if (isClaim(transaction)) parts.standIn.keep(transaction);
  parts.effects.follow(transaction, order.kind, nowMs);
}

const NO_REFUNDS: Transaction["refunds"] = [];
/** The day that stands on its slip, MMDD. */
function dateOf({ madeOn }: Order, { date }: Request["wall"]): string {
  return madeOn ?? date;
}

function tie(transaction: Transaction, original: Transaction): void {
  switch (transaction.kind) {
    case "refund":
      original.refunds = [...original.refunds, transaction];
      break;
    case "completion":
    case "completion-advice":
      original.completedBy = transaction;
      break;
    default:
      original.undoneBy = transaction;
      if (original.state !== "waiting") break;
      original.state = "closed";
      original.closing = "original-undone";
  }
}

/** DE 38: six digits; what follows an earlier transaction keeps its code. */
function approvalOf({ chance }: TradeParts, { kind }: Order, outcome: Outcome): string {
  if (outcome.original !== undefined) return outcome.original.approvalCode;
  const fresh = APPROVALS.has(outcome.finding) || outcome.finding === "payer-waiting";
  const named = kind !== "balance" && kind !== "offline-sale";
  return fresh && named ? String(chance.below(1_000_000)).padStart(6, "0") : "";
}

function sayMore(
  { acquirerId, settings }: TradeParts,
  { wall }: Request,
  told: { readonly order: Order; readonly outcome: Outcome; readonly approvalCode: string },
): Additions {
  const { order, outcome, approvalCode } = told;
  const { finding, amountMinor, availableMinor, issuerData, original } = outcome;
  const pan = original?.exchange.card?.pan ?? outcome.card?.pan ?? outcome.pan ?? order.pan;
  const said: Additions = {};
  // The highest first: a field by its number makes room for all below it.
  if (issuerData !== undefined) said[55] = issuerData;
  if (APPROVALS.has(finding) && approvalCode !== "") said[38] = approvalCode;
  if (pan !== "") said[2] = pan;
  if (amountMinor !== undefined) said[4] = String(amountMinor).padStart(12, "0");
  if (availableMinor !== undefined) said[54] = balanceField(availableMinor, settings.currency);
  if (finding === "stood-in") {
    said[61] = `${order.batch}${order.stan}${wall.date}02${acquirerId.padEnd(11, "0")}`;
  }
  return said;
}

/** Savings account 10, available balance 02, at most what fits. @source Q/CUP 009.1, DE 54 */
function balanceField(amountMinor: number, currency: string): string {
  const sign = amountMinor < 0 ? "D" : "C";
  const shownMinor = Math.min(Math.abs(amountMinor), AMOUNT_MINOR_MAX);
  return `1002${currency}${sign}${String(shownMinor).padStart(12, "0")}`;
}

function tellStatus(parts: TradeParts, request: Request, order: Order): Answer {
  const { finding, transaction } = parts.codePayments.status(order, request.nowMs);
  const paid = finding === "approved" && { 38: transaction?.approvalCode };
  const answer = parts.scribe.answer(request, finding, { 37: transaction?.rrn, ...paid });
  return decided(parts, request, answer);
}

function refuse(parts: TradeParts, request: Request, finding: Finding): Answer {
  return decided(parts, request, parts.scribe.answer(request, finding));
}

function repeated(
  { emit }: TradeParts,
  { message, course }: Request,
  { key }: Exchange,
  answer: Answer,
): Answer {
  course.repeated = true;
  emit("bank.repeated", { mti: message.mti, exchange: key });
  return answer;
}

function decided({ emit }: TradeParts, request: Request, answer: Answer): Answer {
  tellDecision(request, answer, emit);
  return answer;
}

/** A card's number as its register has it: the message's own copy is not kept. */
function keepAsked({ cards }: TradeParts, { kind, pan, amountMinor, code }: Order): Asked {
  return { kind, pan: cards.get(pan)?.pan ?? pan, amountMinor, code };
}

function sameOrder(left: NonNullable<Exchange["asked"]>, right: Order): boolean {
  return (
    left.kind === right.kind &&
    left.pan === right.pan &&
    left.amountMinor === right.amountMinor &&
    left.code === right.code
  );
}
