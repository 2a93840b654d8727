import { fromHex, fromLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { UnionPayFields, UnionPayMessage } from "../../iso8583/dialects/unionpay.ts";
import type { CardFacts } from "../entry/card-facts.ts";
import { ENTRIES, type EntryMode, entryNamed } from "../entry/entry-modes.ts";
import type { ApprovedTransaction } from "../journal-facts.ts";
import type { RecordOf } from "../journal-record.ts";
import { KINDS, kindNamed, type TransactionKind } from "../kinds.ts";
import type { Identity } from "./identity.ts";
import { type Secrecy, secretFields, USUAL_SECRECY } from "./security.ts";

/** One request for a transaction, before its MAC. */
export type FinancialOrder = {
  readonly kind: TransactionKind;
  readonly stan: string;
  readonly batch: string;
  /** Twelve digits; undefined for an inquiry. */
  readonly amount: string | undefined;
  readonly entry: EntryMode;
  readonly card: CardFacts;
  readonly pinBlock: Uint8Array | undefined;
  readonly iccData: Uint8Array | undefined;
  readonly original: Original;
  /** Digits that stand for a card: of a payment code or a K-code. */
  readonly code?: string | undefined;
};

/** The transaction that another one refers to. Texts are empty where it does not say so. */
export type Original = {
  readonly batch: string;
  readonly stan: string;
  readonly rrn: string;
  /** MMDD. */
  readonly date: string;
  readonly approvalCode: string;
};

/** For a transaction that refers to none. */
export const NO_ORIGINAL: Original = { batch: "", stan: "", rrn: "", date: "", approvalCode: "" };

const WITH_PIN = "1";
const WITHOUT_PIN = "2";
const PIN_DIGITS_MAX = "12";
const RENMINBI = "156";
/** DE 60.3 of everything financial. */
const FINANCIAL = "000";
const ZEROS = "000000";
/** DE 63 of a refund: no scheme is named. */
const NO_SCHEME = fromLatin1("000");
const NO_MAC_YET = new Uint8Array(8);

/**
 * The request for a transaction.
 *
 * @param secrecy the working keys, by which tracks may be enciphered
 * @source UnionPay POS terminal specification, DEs by message
 */
export function financialRequest(
  identity: Identity,
  order: FinancialOrder,
  secrecy: Secrecy = USUAL_SECRECY,
): UnionPayMessage {
  const { kind, card, pinBlock, entry } = order;
  const spec = KINDS[kind];
  // What is sent again after a power cut must not need a track, which is never kept.
  const track2 = spec.reversible || kind === "balance" ? card.track2 : undefined;
  // A stripe's track says what number and date would.
  const told = striped(entry) && track2 !== undefined;
  return {
    mti: spec.mti,
    fields: {
      2: told ? undefined : filled(card.pan),
      3: spec.processingCode,
      4: order.amount,
      11: order.stan,
      14: told ? undefined : filled(card.expiry),
      22: ENTRIES[entry].panEntry + (pinBlock === undefined ? WITHOUT_PIN : WITH_PIN),
      23: card.panSequence,
      25: spec.condition,
      26: pinBlock && PIN_DIGITS_MAX,
      41: identity.terminalId,
      42: identity.merchantId,
      49: RENMINBI,
      ...secretFields(secrecy, { track2, track3: told ? card.track3 : undefined, pinBlock }),
      55: order.iccData,
      60: privateUse(identity, order),
      62: codeData(order),
      ...referring(order),
      64: NO_MAC_YET,
    },
  };
}

/** The elements by which a request names the transaction that it refers to. */
function referring({ kind, original }: FinancialOrder): Partial<UnionPayFields> {
  const { batch, stan, rrn, date, approvalCode } = original;
  switch (kind) {
    case "void":
    case "completion-void":
      return { 37: rrn, 38: filled(approvalCode), 61: batch + stan + date };
    case "refund":
      return { 37: rrn, 61: ZEROS + ZEROS + date, 63: NO_SCHEME };
    case "pre-auth-void":
    case "completion":
    case "completion-advice":
      return { 38: approvalCode, 61: ZEROS + ZEROS + date };
    case "sale":
    case "offline-sale":
    case "balance":
    case "pre-auth":
      return {};
  }
}

/** DE 62 of a transaction by code, in the manner of a sign-on's: a name, two digits of length, digits. */
function codeData({ entry, code }: FinancialOrder): Uint8Array | undefined {
  if (code === undefined) return undefined;
  const name = entry === "k-code" ? "K Code" : "Pay Code";
  return fromLatin1(`${name}${String(code.length).padStart(2, "0")}${code}`);
}

/**
 * 0200: what became of an order by payment code whose payer had yet to agree. It moves no money.
 *
 * @param asked the order's batch and trace number
 */
export function payerQuery(
  identity: Identity,
  { stan, batch, asked }: { readonly stan: string; readonly batch: string; readonly asked: string },
): UnionPayMessage {
  const kind = "balance";
  const entry = "payment-code";
  const { mti, processingCode, condition } = KINDS[kind];
  return {
    mti,
    fields: {
      3: processingCode,
      11: stan,
      22: ENTRIES[entry].panEntry + WITHOUT_PIN,
      25: condition,
      41: identity.terminalId,
      42: identity.merchantId,
      49: RENMINBI,
      60: privateUse(identity, { kind, batch, entry }),
      61: asked,
      64: NO_MAC_YET,
    },
  };
}

/** DE 60: kind, batch, and what the terminal can read and has read. */
function privateUse(
  { capability, partialApproval }: Identity,
  { kind, batch, entry }: Pick<FinancialOrder, "kind" | "batch" | "entry">,
): string {
  const { messageKind } = KINDS[kind];
  const partial = partialApproval && kind === "sale" ? "1" : "";
  return messageKind + batch + FINANCIAL + capability + ENTRIES[entry].icCondition + partial;
}

/**
 * 0400: undoes the transaction of `intent`, the same each time it is built. The original's elements
 * are kept, its PIN and track are not. @source UnionPay POS terminal specification, reversal
 */
export function reversalRequest(
  identity: Identity,
  pan: string,
  intent: RecordOf<"intent">,
  obligation: RecordOf<"reversal">,
): UnionPayMessage {
  const kind = kindNamed(intent.transaction);
  const entry = entryNamed(intent.entry);
  return {
    mti: "0400",
    fields: {
      2: striped(entry) ? undefined : filled(pan),
      3: KINDS[kind].processingCode,
      4: intent.amount,
      11: intent.stan,
      14: striped(entry) ? undefined : filled(intent.expiry),
      22: intent.entryMode,
      23: filled(intent.panSequence),
      25: KINDS[kind].condition,
      38: filled(obligation.approvalCode),
      39: obligation.reason,
      41: identity.terminalId,
      42: identity.merchantId,
      49: RENMINBI,
      55: intent.iccData === "" ? undefined : fromHex(intent.iccData),
      60: privateUse(identity, { kind, batch: intent.batch, entry }),
      61: intent.batch + intent.stan + intent.date.slice(4),
      64: NO_MAC_YET,
    },
  };
}

/** The request of `intent` once more, from what the journal kept of it. */
export function repeatedRequest(
  identity: Identity,
  pan: string,
  intent: RecordOf<"intent">,
): UnionPayMessage {
  const { stan, batch, amount, expiry, panSequence } = intent;
  return financialRequest(identity, {
    kind: kindNamed(intent.transaction),
    stan,
    batch,
    amount,
    entry: entryNamed(intent.entry),
    card: { pan, expiry, panSequence: filled(panSequence), track2: undefined },
    pinBlock: undefined,
    iccData: undefined,
    original: originalOf(intent),
  });
}

/** 0220: tells the bank of a sale that was approved without it, the same each time it is built. */
export function offlineAdvice(
  identity: Identity,
  pan: string,
  { intent, approval }: ApprovedTransaction,
): UnionPayMessage {
  const { mti, fields } = repeatedRequest(identity, pan, intent);
  const { amount, time, date, tcData } = approval;
  return { mti, fields: { ...fields, 4: amount, 12: time, 13: date, 55: fromHex(tcData) } };
}

/** What `intent` refers to. */
export function originalOf(intent: RecordOf<"intent">): Original {
  return {
    batch: intent.originalStan === "" ? "" : intent.batch,
    stan: intent.originalStan,
    rrn: intent.originalRrn,
    date: intent.originalDate,
    approvalCode: intent.originalCode,
  };
}

function striped(entry: EntryMode): boolean {
  return entry === "swipe" || entry === "fallback";
}

function filled(text: string): string | undefined {
  return text === "" ? undefined : text;
}
