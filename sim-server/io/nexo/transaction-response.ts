import type { PosRecord } from "../../core/counter/pos-desk.ts";
import { slipLines } from "../../core/counter/slip-lines.ts";
import { type EntryMode, entryNamed } from "../../core/terminal/entry/entry-modes.ts";
import type { PosAnswer, TransactionAnswer } from "../../core/terminal/pos-port.ts";
import type { Header } from "./messages.ts";
import { cancellationOf, type NexoRefusal, refusalOf, refuse } from "./refusals.ts";
import {
  CURRENCY,
  failure,
  majorOf,
  type ResponsePart,
  type TransactionId,
  timeStamp,
  transactionId,
} from "./words.ts";

/** What a response repeats of its request, which may long be gone. */
export type Memo = {
  readonly header: Header;
  readonly sale: TransactionId | undefined;
  readonly original: TransactionId | undefined;
};

/** Who the terminal is to its acquirer. */
export type Merchant = { readonly terminalId: string; readonly merchantId: string };

/** @source Adyen Terminal API, EntryModeType */
const ENTRY_MODES: Readonly<Record<EntryMode, string>> = {
  chip: "ICC",
  contactless: "Contactless",
  swipe: "MagStripe",
  fallback: "MagStripe",
  manual: "Keyed",
  "payment-code": "Scanned",
  "k-code": "Keyed",
};

/** The body of a PaymentResponse. */
export function paymentResponse(record: PosRecord, memo: Memo, merchant: Merchant): object {
  const { answer } = record;
  const paymentType = record.request.kind === "sale" ? "Normal" : "Refund";
  return {
    SaleData: { SaleTransactionID: memo.sale },
    POIData: poiData(answer, memo),
    ...(answer?.kind === "transaction" && {
      PaymentResult: paymentResult(answer, paymentType, merchant),
      PaymentReceipt: receipts(answer),
    }),
    Response: responseOf(record, merchant),
  };
}

/** The body of a ReversalResponse. */
export function reversalResponse(record: PosRecord, memo: Memo, merchant: Merchant): object {
  const { answer } = record;
  return {
    OriginalPOITransaction: { POITransactionID: memo.original },
    POIData: poiData(answer, memo),
    ...(answer?.kind === "transaction" && {
      ReversedAmount: majorOf(approvedMinor(answer)),
      PaymentReceipt: receipts(answer),
    }),
    Response: responseOf(record, merchant),
  };
}

function poiData(answer: PosAnswer | undefined, { header, sale }: Memo): object {
  if (answer?.kind !== "transaction") {
    // Nothing has a number at the terminal that was never begun there.
    const TransactionID = header.ServiceID ?? "";
    return { POITransactionID: { TransactionID, TimeStamp: sale?.TimeStamp ?? "" } };
  }
  const { outcome, batch, date, time } = answer;
  const POITransactionID = transactionId({ ...outcome, batch }, timeStamp(date, time));
  return { POITransactionID, POIReconciliationID: batch };
}

function approvedMinor({ outcome }: TransactionAnswer): number {
  return outcome.kind === "approved" ? outcome.amountMinor : 0;
}

function paymentResult(answer: TransactionAnswer, type: string, merchant: Merchant): object {
  const { outcome, approved, batch, date, time } = answer;
  const { approvalCode, rrn, stan, maskedPan } = outcome;
  const entry = approved && ENTRY_MODES[entryNamed(approved.intent.entry)];
  return {
    PaymentType: type,
    AmountsResp: { Currency: CURRENCY, AuthorizedAmount: majorOf(approvedMinor(answer)) },
    OnlineFlag: rrn !== "",
    PaymentAcquirerData: {
      AcquirerPOIID: merchant.terminalId,
      MerchantID: merchant.merchantId,
      ...(approvalCode !== "" && { ApprovalCode: approvalCode }),
      ...(rrn !== "" && {
        AcquirerTransactionID: { TransactionID: rrn, TimeStamp: timeStamp(date, time) },
      }),
    },
    ...(maskedPan !== "" && {
      PaymentInstrumentData: {
        PaymentInstrumentType: "Card",
        CardData: {
          MaskedPan: maskedPan,
          PaymentBrand: "cup",
          ...(entry !== undefined && { EntryMode: [entry] }),
        },
      },
    }),
    ...(stan !== "" && { POIReconciliationID: batch }),
  };
}

/** The slips as they stand on paper, line by line. */
function receipts({ slips, approved }: TransactionAnswer): readonly object[] {
  if (slips === undefined) return [];
  const signed = approved?.approval.verified === "signature";
  return [
    receipt("CashierReceipt", slips.merchant, signed),
    receipt("CustomerReceipt", slips.cardholder, false),
  ];
}

function receipt(
  qualifier: string,
  slip: Parameters<typeof slipLines>[0],
  signed: boolean,
): object {
  const OutputText = slipLines(slip).map((Text) => ({ Text, EndOfLineFlag: true }));
  return {
    DocumentQualifier: qualifier,
    IntegratedPrintFlag: true,
    RequiredSignatureFlag: signed,
    OutputContent: { OutputFormat: "Text", OutputText },
  };
}

/** How the transaction went, and why it failed where it did. */
export function responseOf(record: PosRecord, merchant: Merchant): ResponsePart {
  const { answer, request, aborted } = record;
  if (answer?.kind !== "transaction") return failure(refusalIn(answer));
  const { outcome, batch } = answer;
  const { responseCode, stan, rrn, approvalCode } = outcome;
  const { terminalId: tid, merchantId: mid } = merchant;
  const facts = { responseCode, approvalCode, batch, stan, rrn, tid, mid };
  if (outcome.kind !== "approved") return failure(refused(answer, aborted), facts);
  const asked = "amountMinor" in request ? request.amountMinor : undefined;
  const partial = asked !== undefined && outcome.amountMinor < asked;
  return {
    Result: partial ? "Partial" : "Success",
    AdditionalResponse: new URLSearchParams(
      Object.entries(facts).filter(([, value]) => value !== ""),
    ).toString(),
  };
}

function refused({ outcome, why }: TransactionAnswer, aborted: boolean): NexoRefusal {
  switch (outcome.kind) {
    case "declined":
    case "approved":
      return refusalOf(outcome.responseCode);
    case "cancelled":
      return cancellationOf(why, aborted);
    case "reversed":
      return refuse(
        "UnreachableHost",
        "REVERSED",
        "no answer in time: reversed, nothing is charged",
      );
    case "unknown":
      return refuse(
        "UnreachableHost",
        "OUTCOME_UNKNOWN",
        "no answer in time: the terminal asks on until it is settled; do not pay again",
      );
  }
}

/** Why the terminal did not do what is no transaction, or never began one. */
export function refusalIn(answer: PosAnswer | undefined): NexoRefusal {
  switch (answer?.kind) {
    case "refused": {
      const why = answer.lines.join(" ");
      return refuse("NotAllowed", "REFUSED_BY_TERMINAL", why === "" ? "not now" : why);
    }
    case "no-original":
      return refuse("NotFound", "ORIGINAL_NOT_FOUND", "no such transaction at this terminal");
    case "no-printer":
      return refuse("DeviceOut", "PRINTER_OUT", "the printer has no paper, or a fault");
    case "owing":
      return refuse(
        "UnreachableHost",
        "EARLIER_OPEN",
        "the bank must hear of an earlier transaction first, and does not answer",
      );
    case "lost":
      return refuse("DeviceOut", "POWER_LOST", "the power was cut before anything was sent");
    case "transaction":
    case "settled":
    case "totals":
    case "done":
    case undefined:
      return refuse("UnavailableService", "NOT_DONE", "not done");
  }
}
