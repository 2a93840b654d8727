import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import type { Chance } from "../../../device-emulators/kit/chance.ts";
import type { UnionPayFields } from "../iso8583/dialects/unionpay.ts";
import { type Request, type Scribe, tellDecision } from "./answers.ts";
import type { BankEmit } from "./events.ts";
import type { Answer, Exchange, ExchangeName, Exchanges } from "./exchanges.ts";
import type { Decision, Issuer } from "./issuer.ts";
import {
  cardholder,
  type Ledger,
  type LedgerLine,
  merchant,
  type Posting,
  undo,
} from "./ledger.ts";
import type { Terminal } from "./terminals.ts";

export type FinancialParts = {
  readonly exchanges: Exchanges;
  readonly issuer: Issuer;
  readonly ledger: Ledger;
  readonly scribe: Scribe;
  readonly chance: Chance;
  readonly emit: BankEmit;
};

type Counter = { readonly terminal: Terminal; readonly pinKey: BlockCipher };

/** What a sale must say. */
type Order = ExchangeName & {
  readonly pan: string;
  readonly amountMinor: number;
  readonly entryMode: string;
  readonly supported: boolean;
};

const SALE = "000000";
const RENMINBI = "156";

/**
 * Answers a sale: n receptions give one posting and the same answer.
 *
 * A request that comes after its reversal is refused, even if it had been approved before: the
 * money is no longer there.
 *
 * @returns undefined when the message lacks what a sale must say
 */
export function sell(
  parts: FinancialParts,
  request: Request,
  counter: Counter,
): Answer | undefined {
  const order = readOrder(request.message.fields, counter.terminal);
  if (order === undefined) return undefined;
  const exchange = parts.exchanges.open(order);
  if (exchange.asked !== undefined && !sameOrder(exchange.asked, order)) {
    return decided(parts, request, parts.scribe.answer(request, "stan-reused"));
  }
  if (exchange.reversal !== undefined && exchange.answer?.finding !== "overtaken") {
    exchange.asked ??= order;
    exchange.answer = decided(parts, request, parts.scribe.answer(request, "overtaken"));
    return exchange.answer;
  }
  if (exchange.answer !== undefined) return repeated(parts, request, exchange, exchange.answer);
  const decision = judge(parts, request, counter, order);
  exchange.asked = { ...order, ...(decision.card && { card: decision.card }) };
  exchange.answer = decided(parts, request, answerSale(parts, request, order, decision));
  if (decision.finding === "approved" && decision.card !== undefined) {
    exchange.posting = post(parts, request, exchange.key, [
      { account: cardholder(decision.card.account.id), amountMinor: -order.amountMinor },
      { account: merchant(counter.terminal.merchant), amountMinor: order.amountMinor },
    ]);
  }
  return exchange.answer;
}

/**
 * Answers a reversal: it is accepted always, undoes what was posted, and keeps its request from
 * ever being posted later.
 *
 * @returns undefined when the message does not say what it reverses
 */
export function reverse(
  parts: FinancialParts,
  request: Request,
  terminal: Terminal,
): Answer | undefined {
  const { exchanges, ledger, scribe, emit } = parts;
  const name = readName(request.message.fields, terminal);
  if (name === undefined) return undefined;
  const exchange = exchanges.open(name);
  if (exchange.reversal !== undefined) return repeated(parts, request, exchange, exchange.reversal);
  const { key, posting } = exchange;
  const finding = posting === undefined ? "nothing-to-reverse" : "reversed";
  const rrn = exchange.answer?.message.fields[37];
  exchange.reversal = decided(parts, request, scribe.answer(request, finding, { 37: rrn }));
  if (posting !== undefined) {
    const entry = { kind: "reversal", exchange: key, atMs: request.nowMs } as const;
    const { seq, lines } = ledger.post({ ...entry, lines: undo(posting) });
    emit("bank.reversed", { entry: seq, exchange: key, postings: lines });
  }
  return exchange.reversal;
}

function judge(
  { issuer }: FinancialParts,
  { message, wall }: Request,
  { pinKey }: Counter,
  order: Order,
): Decision {
  if (!order.supported) return { finding: "unsupported" };
  if (order.amountMinor === 0) return { finding: "amount-zero" };
  const { 52: pinBlock, 55: iccData } = message.fields;
  return issuer.decide({ ...order, pinBlock, pinKey, iccData, yearMonth: wall.yearMonth });
}

function answerSale(
  { scribe, chance }: FinancialParts,
  request: Request,
  { pan }: Order,
  { finding, issuerData }: Decision,
): Answer {
  const approved = finding === "approved";
  return scribe.answer(request, finding, {
    2: pan,
    38: approved ? approvalCode(chance) : undefined,
    55: issuerData,
  });
}

function post(
  { ledger, emit }: FinancialParts,
  { nowMs }: Request,
  exchange: string,
  lines: readonly LedgerLine[],
): Posting {
  const posting = ledger.post({ kind: "sale", exchange, atMs: nowMs, lines });
  emit("bank.posted", { entry: posting.seq, exchange, postings: lines });
  return posting;
}

function repeated(
  { emit }: FinancialParts,
  { message }: Request,
  { key }: Exchange,
  answer: Answer,
): Answer {
  emit("bank.repeated", { mti: message.mti, exchange: key });
  return answer;
}

function decided({ emit }: FinancialParts, request: Request, answer: Answer): Answer {
  tellDecision(request, answer, emit);
  return answer;
}

/** DE 60: kind 2, batch 6, network code 3. A reversal repeats its original's STAN and DE 60. */
function readName(fields: UnionPayFields, terminal: Terminal): ExchangeName | undefined {
  const { 11: stan, 60: kind } = fields;
  if (stan === undefined || kind === undefined || kind.length < 8) return undefined;
  return { terminal: terminal.id, batch: kind.slice(2, 8), stan };
}

function readOrder(fields: UnionPayFields, terminal: Terminal): Order | undefined {
  const { 2: pan, 3: processingCode, 4: amount, 22: entryMode, 35: track, 49: currency } = fields;
  const name = readName(fields, terminal);
  const number = pan ?? track?.split("=", 1)[0];
  if (name === undefined || number === undefined || amount === undefined) return undefined;
  if (processingCode === undefined || entryMode === undefined || currency === undefined) {
    return undefined;
  }
  return {
    ...name,
    pan: number,
    amountMinor: Number(amount),
    entryMode,
    supported: processingCode === SALE && currency === RENMINBI,
  };
}

function sameOrder(left: NonNullable<Exchange["asked"]>, right: Order): boolean {
  return left.pan === right.pan && left.amountMinor === right.amountMinor;
}

/** DE 38: six digits. */
function approvalCode(chance: Chance): string {
  return String(chance.below(1_000_000)).padStart(6, "0");
}
