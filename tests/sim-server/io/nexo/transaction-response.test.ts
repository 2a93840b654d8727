import { describe, expect, test } from "vitest";
import type { PosRecord } from "../../../../sim-server/core/counter/pos-desk.ts";
import type { Outcome } from "../../../../sim-server/core/terminal/outcome.ts";
import type {
  PosAnswer,
  PosRequest,
  TransactionAnswer,
} from "../../../../sim-server/core/terminal/pos-port.ts";
import {
  paymentResponse,
  responseOf,
  reversalResponse,
} from "../../../../sim-server/io/nexo/transaction-response.ts";
import { approvalOf, intentOf } from "../../../kit/intent.ts";

const MERCHANT = { terminalId: "10023017", merchantId: "TILLYARD0000001" };
const ID = { TransactionID: "sale-1", TimeStamp: "2025-06-18T09:41:00+08:00" };
const HEADER = {
  MessageClass: "Service",
  MessageCategory: "Payment",
  MessageType: "Request",
  ServiceID: "7",
  SaleID: "POS1",
  POIID: "TY1-1",
} as const;
const MEMO = { header: HEADER, sale: ID, original: ID };
const SALE: PosRequest = { kind: "sale", amountMinor: 8640 };
const OUTCOME: Outcome = {
  ...{ kind: "approved", amountMinor: 8640, responseCode: "00", stan: "000002" },
  ...{ rrn: "061809410002", approvalCode: "084554", maskedPan: "621234******1265" },
};

function answerOf(
  outcome: Partial<Outcome>,
  change: Partial<TransactionAnswer> = {},
): TransactionAnswer {
  const line = (text: string) => [{ kind: "line", text } as const];
  return {
    ...{ kind: "transaction", transaction: "sale", batch: "000016" },
    ...{ date: "20250618", time: "094102", why: undefined },
    outcome: { ...OUTCOME, ...outcome },
    approved: { intent: intentOf(), approval: approvalOf() },
    slips: { merchant: line("MERCHANT COPY"), cardholder: line("CARDHOLDER COPY") },
    ...change,
  };
}

function recordOf(answer: PosAnswer, request = SALE, aborted = false): PosRecord {
  return { reference: "", memo: "", request, aborted, answer };
}

/** How a request went, on one line. */
function draw(answer: PosAnswer, request = SALE, aborted = false): string {
  const { Result, ErrorCondition, AdditionalResponse } = responseOf(
    recordOf(answer, request, aborted),
    MERCHANT,
  );
  const message = new URLSearchParams(AdditionalResponse).get("message");
  return [Result, ErrorCondition, message].filter((word) => word).join(" ");
}

describe("a request of the POS went", () => {
  const none = { approved: undefined, slips: undefined };
  test.each<readonly [string, PosAnswer, string]>([
    ["well", answerOf({}), "Success"],
    ["well in part", answerOf({ amountMinor: 5000, responseCode: "10" }), "Partial"],
    [
      "badly at the bank",
      answerOf({ kind: "declined", responseCode: "51" }, none),
      "Failure Refusal NOT_ENOUGH_BALANCE",
    ],
    [
      "badly at the card",
      answerOf({ kind: "cancelled" }, { ...none, why: "mute" }),
      "Failure InvalidCard CARD_MUTE",
    ],
    [
      "unheard, and undone",
      answerOf({ kind: "reversed" }, none),
      "Failure UnreachableHost REVERSED",
    ],
    ["unheard", answerOf({ kind: "unknown" }, none), "Failure UnreachableHost OUTCOME_UNKNOWN"],
    [
      "not at all",
      { kind: "refused", lines: ["请先结算"] },
      "Failure NotAllowed REFUSED_BY_TERMINAL",
    ],
    ["not while something is owed", { kind: "owing" }, "Failure UnreachableHost EARLIER_OPEN"],
    ["with the power", { kind: "lost" }, "Failure DeviceOut POWER_LOST"],
    ["without an original", { kind: "no-original" }, "Failure NotFound ORIGINAL_NOT_FOUND"],
  ])("%s: %j", (_how, answer, wanted) => {
    expect(draw(answer)).toBe(wanted);
  });

  test("where the POS wanted it", () => {
    const cancelled = answerOf({ kind: "cancelled" }, { ...none, why: "cancelled" });
    expect(draw(cancelled, SALE, true)).toBe("Failure Aborted ABORTED");
    // What was approved before it could be stopped stands.
    expect(draw(answerOf({}), SALE, true)).toBe("Success");
  });
});

test("a payment's response has all that is known of it, and no whole card number", () => {
  const response = paymentResponse(recordOf(answerOf({})), MEMO, MERCHANT);
  expect(response).toMatchObject({
    SaleData: { SaleTransactionID: ID },
    POIData: {
      POITransactionID: {
        TransactionID: "000016000002.061809410002",
        TimeStamp: "2025-06-18T09:41:02+08:00",
      },
      POIReconciliationID: "000016",
    },
    PaymentResult: {
      PaymentType: "Normal",
      AmountsResp: { Currency: "CNY", AuthorizedAmount: 86.4 },
      OnlineFlag: true,
      PaymentAcquirerData: { ApprovalCode: "084554", MerchantID: "TILLYARD0000001" },
      PaymentInstrumentData: { CardData: { MaskedPan: "621234******1265", EntryMode: ["ICC"] } },
    },
    PaymentReceipt: [
      {
        DocumentQualifier: "CashierReceipt",
        OutputContent: { OutputText: [{ Text: "MERCHANT COPY", EndOfLineFlag: true }] },
      },
      { DocumentQualifier: "CustomerReceipt", RequiredSignatureFlag: false },
    ],
  });
  expect(JSON.stringify(response)).not.toMatch(/\d{13,}(?!\.)/u);
});

test("only the merchant's slip wants a signature, and only where one was asked for", () => {
  const signed = answerOf(
    {},
    { approved: { intent: intentOf(), approval: approvalOf({ verified: "signature" }) } },
  );
  expect(paymentResponse(recordOf(signed), MEMO, MERCHANT)).toMatchObject({
    PaymentReceipt: [{ RequiredSignatureFlag: true }, { RequiredSignatureFlag: false }],
  });
});

test("what was never begun at the terminal is named by its ServiceID", () => {
  expect(paymentResponse(recordOf({ kind: "lost" }), MEMO, MERCHANT)).toMatchObject({
    POIData: { POITransactionID: { TransactionID: "7" } },
  });
});

test("a reversal's response says how much went back, and nothing where nothing did", () => {
  const request: PosRequest = {
    kind: "undo",
    original: { batch: "000016", stan: "000001", rrn: "", date: "" },
    amountMinor: undefined,
  };
  expect(reversalResponse(recordOf(answerOf({}), request), MEMO, MERCHANT)).toMatchObject({
    OriginalPOITransaction: { POITransactionID: ID },
    ReversedAmount: 86.4,
    Response: { Result: "Success" },
  });
  const declined = answerOf({ kind: "declined", responseCode: "64" }, { slips: undefined });
  expect(reversalResponse(recordOf(declined, request), MEMO, MERCHANT)).toMatchObject({
    ReversedAmount: 0,
    PaymentReceipt: [],
  });
});
