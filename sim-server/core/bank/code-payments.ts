import type { Effects } from "./effects.ts";
import { type Exchanges, keepAnswer, recallAnswer } from "./exchanges.ts";
import { ACCOUNT_FINDINGS } from "./issuer.ts";
import type { Usage } from "./limits.ts";
import type { Order } from "./orders.ts";
import type { Outcome } from "./outcome.ts";
import { PAYER_WAIT_MS, type PaymentCodes } from "./payment-codes.ts";
import { type Finding, RESPONSE_CODES } from "./response-codes.ts";
import type { Transaction } from "./transactions.ts";

/** Sales that a code on the payer's telephone pays, at once or after the payer has confirmed. */
export type CodePayments = {
  /** What a scanned code answers; `payer-waiting` makes an order that waits. */
  readonly order: (order: Order, at: { readonly day: number; readonly nowMs: number }) => Outcome;
  /** Ties the code to the order that it was used for. */
  readonly use: (code: string, transaction: Transaction) => void;
  /** What became of the order that a status query refers to. */
  readonly status: (query: Order, nowMs: number) => { finding: Finding; transaction?: Transaction };
  /**
   * The payer's answer on the telephone.
   *
   * @returns what the wallet tells the payer; undefined when no order waits for this code
   */
  readonly decide: (
    code: string,
    choice: "pay" | "refuse",
    at: { readonly day: number; readonly nowMs: number },
  ) => Finding | undefined;
};

type Funds = {
  readonly usage: Usage;
  readonly availableMinor: (account: string, day: number) => number;
};

type Wish = Pick<Transaction, "account" | "amountMinor">;

export function createCodePayments(
  parts: Funds & {
    readonly paymentCodes: PaymentCodes;
    readonly exchanges: Exchanges;
    readonly effects: Effects;
  },
): CodePayments {
  const { paymentCodes, exchanges, effects } = parts;
  const payable = (transaction: Wish, day: number): Finding => judgeWish(parts, transaction, day);
  const order: CodePayments["order"] = ({ code, amountMinor, kind }, { day, nowMs }) => {
    if (kind !== "sale") return { finding: "unsupported" };
    if (code === "") return { finding: "malformed" };
    const known = paymentCodes.check(code, nowMs);
    if (typeof known === "string") return { finding: known };
    const { account } = known;
    const issuer = { id: "", foreign: false };
    const finding = payable({ account, amountMinor }, day);
    const limitMinor = account.wallet?.confirmAboveMinor;
    const asks = finding === "approved" && limitMinor !== undefined && amountMinor > limitMinor;
    return { finding: asks ? "payer-waiting" : finding, account, issuer };
  };

  const close = (transaction: Transaction, closing: Finding): Finding => {
    transaction.state = "closed";
    transaction.closing = closing;
    tell(transaction, closing);
    return closing;
  };

  /** An order whose payer has taken too long is over as soon as anybody looks. */
  const look = (transaction: Transaction, nowMs: number): void => {
    const late = nowMs - transaction.agreedMs >= PAYER_WAIT_MS;
    if (transaction.state === "waiting" && late) close(transaction, "payer-too-late");
  };

  const status: CodePayments["status"] = ({ terminal, original }, nowMs) => {
    const { batch, stan } = original;
    const exchange = exchanges.find({ terminal, batch, stan });
    if (exchange?.asked === undefined) return { finding: "original-unknown" };
    const { transaction, answer } = exchange;
    if (exchange.reversal !== undefined) return { finding: "original-undone" };
    if (transaction === undefined) {
      const refused = answer?.finding;
      return {
        finding: refused === undefined || refused === "ruled" ? "original-refused" : refused,
      };
    }
    look(transaction, nowMs);
    if (transaction.state === "waiting") return { finding: "payer-waiting", transaction };
    if (transaction.state === "closed")
      return { finding: transaction.closing ?? "original-undone", transaction };
    return { finding: "approved", transaction };
  };

  const decide: CodePayments["decide"] = (code, choice, { day, nowMs }) => {
    const transaction = paymentCodes.find(code)?.order;
    if (transaction === undefined || transaction.exchange.reversal !== undefined) return undefined;
    look(transaction, nowMs);
    if (transaction.state !== "waiting") return undefined;
    if (choice === "refuse") return close(transaction, "payer-refused");
    const finding = payable(transaction, day);
    if (finding !== "approved") return close(transaction, finding);
    transaction.state = "agreed";
    tell(transaction, "approved");
    effects.follow(transaction, "sale", nowMs);
    return "approved";
  };

  return {
    order,
    use: (code, transaction) => {
      const known = paymentCodes.find(code);
      if (known !== undefined) known.order = transaction;
    },
    status,
    decide,
  };
}

/** Lets a repeat of the order be answered by what has become of it. */
function tell({ exchange, approvalCode }: Transaction, finding: Finding): void {
  if (exchange.answer === undefined) return;
  const { fields } = recallAnswer(exchange.answer);
  const approval = finding === "approved" ? { 38: approvalCode } : {};
  exchange.answer = keepAnswer({
    finding,
    fields: { ...fields, ...approval, 39: RESPONSE_CODES[finding] },
  });
}

/** Whether the wallet's account can pay that much. */
function judgeWish(
  { usage, availableMinor }: Funds,
  { account, amountMinor }: Wish,
  day: number,
): Finding {
  if (account === undefined) return "payment-code-unknown";
  const state = ACCOUNT_FINDINGS[account.state];
  if (state !== undefined) return state;
  const beyond = usage.check(account.id, account.limits ?? {}, { amountMinor, day });
  if (beyond !== undefined) return beyond;
  return availableMinor(account.id, day) >= amountMinor ? "approved" : "funds-short";
}
