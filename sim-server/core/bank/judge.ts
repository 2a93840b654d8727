import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import type { Request } from "./answers.ts";
import type { BankSettings, MerchantOptions } from "./bank-options.ts";
import type { CodePayments } from "./code-payments.ts";
import { honour } from "./honour.ts";
import { tryPin } from "./issuer.ts";
import { CONDITION_FINDINGS, type Desk, type Issuers } from "./issuers.ts";
import type { KCodes } from "./k-codes.ts";
import type { Order } from "./orders.ts";
import { findOriginal, type OriginalParts } from "./originals.ts";
import type { Outcome } from "./outcome.ts";
import type { Finding } from "./response-codes.ts";
import { isClaim, type StandIn } from "./stand-in.ts";
import type { Terminal } from "./terminals.ts";
import type { Transaction } from "./transactions.ts";

export type JudgeParts = OriginalParts & {
  readonly settings: BankSettings;
  readonly issuers: Issuers;
  readonly standIn: StandIn;
  readonly kCodes: KCodes;
  readonly codePayments: CodePayments;
  readonly availableMinor: (account: string, day: number) => number;
  /** The acquirer's own state. */
  readonly acquirer: { broken: boolean };
};

/** Who asks, and the key of its PIN pad. */
export type Counter = {
  readonly terminal: Terminal;
  readonly merchant: MerchantOptions;
  readonly pinKey: BlockCipher;
};

/** Decides an order: the acquirer's own checks first, then who has to pay. */
export function judge(
  parts: JudgeParts,
  request: Request,
  counter: Counter,
  order: Order,
): Outcome {
  const finding = acquirerRefusal(parts, request, counter, order);
  if (finding !== undefined) return { finding };
  request.passed.push("acquirer");
  switch (order.kind) {
    case "sale":
    case "pre-auth":
    case "balance":
      return askPayer(parts, request, counter, order);
    case "offline-sale":
      return honour(parts.issuers, request, order);
    default:
      return change(parts, request, counter, order);
  }
}

function acquirerRefusal(
  { acquirer, settings }: JudgeParts,
  { day }: Request,
  { terminal, merchant }: Counter,
  order: Order,
): Finding | undefined {
  if (merchant.closed === true && !order.advice) return "merchant-closed";
  if (acquirer.broken) return "acquirer-broken";
  if (terminal.batch !== undefined && terminal.batch !== order.batch) return "batch-closed";
  if (order.currency !== settings.currency) return "unsupported";
  if (order.amountMinor === 0 && order.kind !== "balance") return "amount-zero";
  return day.closing ? "day-closing" : undefined;
}

/** Whoever pays: a wallet behind a code, or the issuer of a card. */
function askPayer(
  parts: JudgeParts,
  request: Request,
  { merchant, pinKey }: Counter,
  order: Order,
): Outcome {
  const { nowMs, day, passed } = request;
  if (order.entry === "code") return parts.codePayments.order(order, { day: day.index, nowMs });
  const proof = order.code === "" ? undefined : redeem(parts, request, merchant.id, order);
  if (typeof proof === "string") return { finding: proof };
  const pan = proof?.pan ?? order.pan;
  const desk = parts.issuers.route(pan);
  if (desk === undefined) return { finding: "issuer-unknown" };
  passed.push("issuer");
  const known = { pan, issuer: desk.options };
  const told = pan === order.pan ? order : { ...order, pan };
  const absent = CONDITION_FINDINGS[desk.condition];
  if (absent !== undefined)
    return { ...known, finding: standFor(parts, desk, told, absent, day.index) };
  const { 52: pinBlock, 55: iccData } = request.message.fields;
  const decision = desk.decide({
    order: told,
    manualEntry: merchant.manualEntry === true,
    proven: proof !== undefined,
    pinBlock,
    pinKey,
    iccData,
    yearMonth: request.wall.yearMonth,
    day: day.index,
    passed,
  });
  return { ...known, ...decision };
}

function redeem(
  { kCodes }: JudgeParts,
  { nowMs, passed }: Request,
  merchant: string,
  { code, pan }: Order,
): { readonly pan: string } | Finding {
  const redeemed = kCodes.redeem(code, { merchant, pan, nowMs });
  if (typeof redeemed !== "string") passed.push("K-code");
  return redeemed;
}

function standFor(
  { standIn }: JudgeParts,
  { options }: Desk,
  order: Order,
  absent: Finding,
  day: number,
): Finding {
  return standIn.allows(options, order, day) ? "stood-in" : absent;
}

/** What changes an earlier transaction: voids, refunds, completions. */
function change(
  parts: JudgeParts,
  request: Request,
  { merchant, pinKey }: Counter,
  order: Order,
): Outcome {
  const { day, passed } = request;
  const original = findOriginal(parts, order, { merchant: merchant.id, day: day.index });
  if (typeof original === "string") return { finding: original };
  passed.push("original");
  const desk = parts.issuers.find(original.issuer);
  const absent = desk && CONDITION_FINDINGS[desk.condition];
  const finding =
    absent !== undefined && !order.advice && !isClaim(original)
      ? absent
      : (checkHolder(request, original, pinKey) ?? checkFunds(parts, order, original, day.index));
  return {
    finding: finding ?? "approved",
    original,
    ...(finding === undefined && { pan: original.pan }),
  };
}

/** A PIN is not wanted here, but where one came it must be right. */
function checkHolder(
  { message }: Request,
  { exchange: { card } }: Transaction,
  pinKey: Counter["pinKey"],
): Finding | undefined {
  const pinBlock = message.fields[52];
  return pinBlock === undefined || card === undefined ? undefined : tryPin(card, pinBlock, pinKey);
}

/** A completion may take more than is held; an advice tells of what cannot be undone. */
function checkFunds(
  { availableMinor }: JudgeParts,
  { kind, amountMinor }: Order,
  original: Transaction,
  day: number,
): Finding | undefined {
  if (kind !== "completion" || original.account === undefined) return undefined;
  const thereMinor = availableMinor(original.account.id, day) + original.amountMinor;
  return thereMinor >= amountMinor ? undefined : "funds-short";
}
