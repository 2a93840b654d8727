import type { Card } from "./accounts.ts";
import type { Exchange } from "./exchanges.ts";
import type { KnownTransaction } from "./service-line.ts";
import type { CardState, Outcome } from "./service-line-texts.ts";

/** An exchange as the agent at the bank sees it, its card as it is today. */
export function knowTransaction(exchange: Exchange, yearMonth: string): KnownTransaction {
  const { stan, asked, answer } = exchange;
  return {
    stan,
    amountMinor: asked?.amountMinor ?? 0,
    responseCode: answer?.message.fields[39] ?? "",
    outcome: outcomeOf(exchange),
    card: stateOf(asked?.card, yearMonth),
  };
}

function outcomeOf({ asked, posting, reversal }: Exchange): Outcome {
  if (posting !== undefined) return reversal === undefined ? "posted" : "reversed";
  return asked === undefined ? "never-arrived" : "refused";
}

/** The same order as the issuer's refusals, so that the agent and the response code agree. */
function stateOf(card: Card | undefined, yearMonth: string): CardState {
  if (card === undefined) return "unknown";
  if (card.state !== "normal") return card.state;
  if (card.account.state !== "normal") return card.account.state;
  if (yearMonth > card.expiry) return "expired";
  return card.pinTriesLeft() === 0 ? "pin-locked" : "unrestricted";
}
