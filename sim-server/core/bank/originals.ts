import type { BankSettings } from "./bank-options.ts";
import { completes, type Deal, type Deals, pays, refundedMinor, stands } from "./deals.ts";
import type { Exchanges } from "./exchanges.ts";
import { expiredOn } from "./holds.ts";
import type { Order } from "./orders.ts";
import type { Finding } from "./response-codes.ts";

/** What a search for an earlier transaction needs to know. */
export type OriginalParts = {
  readonly exchanges: Exchanges;
  readonly deals: Deals;
  readonly settings: BankSettings;
};

/** Who searches, and on which business day. */
export type Searcher = { readonly merchant: string; readonly day: number };

/** The transaction that an order refers to and may change, or why it may not. */
export function findOriginal(parts: OriginalParts, order: Order, by: Searcher): Deal | Finding {
  switch (order.kind) {
    case "void":
    case "completion-void":
      return findToVoid(parts, order, by);
    case "refund":
      return findToRefund(parts, order, by);
    case "pre-auth-void":
    case "completion":
    case "completion-advice":
      return findAuthorised(parts, order, by);
    case "sale":
    case "balance":
    case "pre-auth":
      return "original-unfit";
  }
}

/** By batch and trace number, which only the terminal that made it knows; the RRN must fit. */
function findToVoid(
  { exchanges, deals }: OriginalParts,
  order: Order,
  { merchant }: Searcher,
): Deal | Finding {
  const { batch, stan } = order.original;
  const exchange = exchanges.find({ terminal: order.terminal, batch, stan });
  if (exchange?.asked === undefined) {
    const elsewhere = deals.ofRrn(order.rrn);
    const other =
      elsewhere?.merchant === merchant && elsewhere.exchange.terminal !== order.terminal;
    return other ? "original-of-other-terminal" : "original-unknown";
  }
  const { deal } = exchange;
  if (deal === undefined) return "original-refused";
  if (deal.rrn !== order.rrn) return "original-unknown";
  const fits = order.kind === "void" ? deal.kind === "sale" : completes(deal);
  if (!fits) return "original-unfit";
  if (!sameCard(deal, order)) return "original-of-other-card";
  if (batch !== order.batch) return "original-in-other-batch";
  const open = deal.state === "waiting" ? deal.undoneBy === undefined : stands(deal);
  if (!open || refundedMinor(deal) > 0) return "original-undone";
  return deal.amountMinor === order.amountMinor ? deal : "amount-not-original";
}

/** By RRN and date, as the slip says them; in parts, until all of it is given back. */
function findToRefund(
  { deals }: OriginalParts,
  order: Order,
  { merchant }: Searcher,
): Deal | Finding {
  const deal = deals.ofRrn(order.rrn);
  if (deal === undefined || deal.merchant !== merchant || deal.date !== order.original.date) {
    return "original-unknown";
  }
  const { terminal } = deal.exchange;
  if (terminal !== order.terminal && terminal !== order.originalTerminal) {
    return "original-of-other-terminal";
  }
  if (!pays(deal) || deal.state !== "agreed") return "original-unfit";
  if (!sameCard(deal, order)) return "original-of-other-card";
  if (!stands(deal)) return "original-undone";
  const leftMinor = deal.amountMinor - refundedMinor(deal);
  return order.amountMinor <= leftMinor ? deal : "amount-not-original";
}

/** By card, approval code and date. */
function findAuthorised(
  { deals, settings }: OriginalParts,
  order: Order,
  { merchant, day }: Searcher,
): Deal | Finding {
  const deal = deals.ofApproval(order.pan, order.approvalCode, order.original.date);
  if (deal === undefined || deal.merchant !== merchant) return "original-unknown";
  const completed = deal.completedBy !== undefined && stands(deal.completedBy);
  if (!stands(deal) || completed) return "original-undone";
  if (expiredOn(deal, day, settings.holdDays)) return "original-expired";
  if (order.kind === "pre-auth-void") {
    return deal.amountMinor === order.amountMinor ? deal : "amount-not-original";
  }
  const mostMinor = Math.floor((deal.amountMinor * settings.completionPercent) / 100);
  return order.amountMinor <= mostMinor ? deal : "completion-too-high";
}

/** A payment code is used up: the order that it paid is found without it. */
function sameCard(deal: Deal, order: Order): boolean {
  return order.pan === "" || order.pan === deal.pan;
}
