import type { Card } from "./accounts.ts";
import { type Exchange, recallAnswer } from "./exchanges.ts";
import type { KnownTransaction } from "./service-line.ts";
import type { CardCondition, Outcome } from "./service-line-texts.ts";
import { pays, stands, type Transaction } from "./transactions.ts";

/** An exchange as the agent at the bank sees it, its card as it is today. */
export function knowTransaction(exchange: Exchange, yearMonth: string): KnownTransaction {
  const { stan, asked, answer, card } = exchange;
  return {
    stan,
    amountMinor: exchange.transaction?.amountMinor ?? asked?.amountMinor ?? 0,
    responseCode: answer === undefined ? "" : (recallAnswer(answer).fields[39] ?? ""),
    outcome: outcomeOf(exchange),
    card: conditionOf(card, yearMonth),
  };
}

function outcomeOf({ asked, transaction, reversal }: Exchange): Outcome {
  if (transaction === undefined) return asked === undefined ? "never-arrived" : "refused";
  if (reversal !== undefined) return "reversed";
  if (transaction.state !== "agreed")
    return transaction.state === "waiting" ? "waiting" : "refused";
  if (!stands(transaction)) return "voided";
  return outcomeOfKind(transaction);
}

function outcomeOfKind(transaction: Transaction): Outcome {
  if (pays(transaction)) return "posted";
  if (transaction.kind === "pre-auth") return "authorised";
  return transaction.kind === "refund" ? "refunded" : "undoing";
}

/** The same order as the issuer's refusals, so that the agent and the response code agree. */
export function conditionOf(card: Card | undefined, yearMonth: string): CardCondition {
  if (card === undefined) return "unknown";
  if (card.state !== "normal") return card.state;
  if (card.account.state !== "normal") return card.account.state;
  if (yearMonth > card.expiry) return "expired";
  return card.pinTriesLeft() === 0 ? "pin-locked" : "unrestricted";
}
