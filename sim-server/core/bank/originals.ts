import type { BankSettings } from "./bank-options.ts";
import type { Exchanges } from "./exchanges.ts";
import { expiredOn } from "./holds.ts";
import type { Order } from "./orders.ts";
import type { Finding } from "./response-codes.ts";
import {
  completes,
  pays,
  refundedMinor,
  sells,
  stands,
  type Transaction,
  type Transactions,
} from "./transactions.ts";

/** What a search for an earlier transaction needs to know. */
export type OriginalParts = {
  readonly exchanges: Exchanges;
  readonly transactions: Transactions;
  readonly settings: BankSettings;
};

/** Who searches, and on which business day. */
export type Searcher = { readonly merchant: string; readonly day: number };

/** The transaction that an order refers to and may change, or why it may not. */
export function findOriginal(
  parts: OriginalParts,
  order: Order,
  by: Searcher,
): Transaction | Finding {
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
    case "offline-sale":
    case "balance":
    case "pre-auth":
      return "original-unfit";
  }
}

/** By batch and trace number, which only the terminal that made it knows; the RRN must fit. */
function findToVoid(
  { exchanges, transactions }: OriginalParts,
  order: Order,
  { merchant }: Searcher,
): Transaction | Finding {
  const { batch, stan } = order.original;
  const exchange = exchanges.find({ terminal: order.terminal, batch, stan });
  if (exchange?.asked === undefined) {
    const elsewhere = transactions.ofRrn(order.rrn);
    const other =
      elsewhere?.merchant === merchant && elsewhere.exchange.terminal !== order.terminal;
    return other ? "original-of-other-terminal" : "original-unknown";
  }
  const { transaction } = exchange;
  if (transaction === undefined) return "original-refused";
  if (transaction.rrn !== order.rrn) return "original-unknown";
  const fits = order.kind === "void" ? sells(transaction) : completes(transaction);
  if (!fits) return "original-unfit";
  if (!sameCard(transaction, order)) return "original-of-other-card";
  if (batch !== order.batch) return "original-in-other-batch";
  const open =
    transaction.state === "waiting" ? transaction.undoneBy === undefined : stands(transaction);
  if (!open || refundedMinor(transaction) > 0) return "original-undone";
  return transaction.amountMinor === order.amountMinor ? transaction : "amount-not-original";
}

/** By RRN and date, as the slip says them; in parts, until all of it is given back. */
function findToRefund(
  { transactions }: OriginalParts,
  order: Order,
  { merchant }: Searcher,
): Transaction | Finding {
  const transaction = transactions.ofRrn(order.rrn);
  if (
    transaction === undefined ||
    transaction.merchant !== merchant ||
    transaction.date !== order.original.date
  ) {
    return "original-unknown";
  }
  const { terminal } = transaction.exchange;
  if (terminal !== order.terminal && terminal !== order.originalTerminal) {
    return "original-of-other-terminal";
  }
  if (!pays(transaction) || transaction.state !== "agreed") return "original-unfit";
  if (!sameCard(transaction, order)) return "original-of-other-card";
  if (!stands(transaction)) return "original-undone";
  const leftMinor = transaction.amountMinor - refundedMinor(transaction);
  return order.amountMinor <= leftMinor ? transaction : "amount-not-original";
}

/** By card, approval code and date. */
function findAuthorised(
  { transactions, settings }: OriginalParts,
  order: Order,
  { merchant, day }: Searcher,
): Transaction | Finding {
  const transaction = transactions.ofApproval(order.pan, order.approvalCode, order.original.date);
  if (transaction === undefined || transaction.merchant !== merchant) return "original-unknown";
  const completed = transaction.completedBy !== undefined && stands(transaction.completedBy);
  if (!stands(transaction) || completed) return "original-undone";
  if (expiredOn(transaction, day, settings.holdDays)) return "original-expired";
  if (order.kind === "pre-auth-void") {
    return transaction.amountMinor === order.amountMinor ? transaction : "amount-not-original";
  }
  const mostMinor = Math.floor((transaction.amountMinor * settings.completionPercent) / 100);
  return order.amountMinor <= mostMinor ? transaction : "completion-too-high";
}

/** A code is used up: the order that it paid is found without it, and no other is. */
function sameCard(transaction: Transaction, order: Order): boolean {
  const paidByCode = transaction.exchange.asked?.code !== "";
  return order.pan === "" ? paidByCode : order.pan === transaction.pan;
}
