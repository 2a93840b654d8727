import { describe, expect, test } from "vitest";
import type { BodyOf } from "../../../../sim-server/io/nexo/messages.ts";
import { readPayment, readReversal } from "../../../../sim-server/io/nexo/read-transaction.ts";

type Amounts = BodyOf<"Payment">["PaymentTransaction"]["AmountsReq"];

const ID = { TransactionID: "000001000005.061809410005", TimeStamp: "2025-06-18T09:41:05+08:00" };
const ORIGINAL = { batch: "000001", stan: "000005", rrn: "061809410005", date: "0618" };

function payment(
  amounts: Partial<Amounts>,
  type?: string,
  original?: typeof ID,
): BodyOf<"Payment"> {
  return {
    SaleData: { SaleTransactionID: ID },
    PaymentTransaction: {
      AmountsReq: { Currency: "CNY", RequestedAmount: 10, ...amounts },
      ...(original && { OriginalPOITransaction: { POITransactionID: original } }),
    },
    ...(type !== undefined && { PaymentData: { PaymentType: type } }),
  };
}

function reversal(named: typeof ID | undefined, amount?: number): BodyOf<"Reversal"> {
  return {
    OriginalPOITransaction: named === undefined ? {} : { POITransactionID: named },
    ReversalReason: "MerchantCancel",
    ...(amount !== undefined && { ReversedAmount: amount }),
  };
}

describe("of a payment, the terminal is asked for", () => {
  test.each([
    ["a sale", payment({}), { kind: "sale", amountMinor: 1000 }],
    ["a sale with a tip in it", payment({ TipAmount: 1 }), { kind: "sale", amountMinor: 1000 }],
    [
      "a refund",
      payment({}, "Refund", ID),
      { kind: "refund", amountMinor: 1000, original: ORIGINAL },
    ],
    [
      "a refund for nothing that is named",
      payment({}, "Refund"),
      { kind: "refund", amountMinor: 1000, original: undefined },
    ],
  ])("%s", (_what, body, value) => {
    expect(readPayment(body)).toEqual({ ok: true, value });
  });

  test.each([
    ["another currency", payment({ Currency: "EUR" }), "NotAllowed"],
    ["cash back", payment({ CashBackAmount: 5 }), "NotAllowed"],
    ["instalments", payment({}, "Instalment"), "UnavailableService"],
    ["nothing", payment({ RequestedAmount: 0 }), "MessageFormat"],
    ["three decimals", payment({ RequestedAmount: 1.005 }), "MessageFormat"],
  ])("not %s", (_what, body, ErrorCondition) => {
    expect(readPayment(body)).toMatchObject({ ok: false, error: { ErrorCondition } });
  });
});

describe("of a reversal, the terminal is asked for", () => {
  test.each([
    ["all of it", reversal(ID), undefined],
    ["a part", reversal(ID, 2.5), 250],
  ])("%s", (_what, body, amountMinor) => {
    const value = { kind: "undo", original: ORIGINAL, amountMinor };
    expect(readReversal(body)).toEqual({ ok: true, value });
  });

  test.each([
    ["what has no name", reversal(undefined), "MessageFormat"],
    ["what another terminal has named", reversal({ ...ID, TransactionID: "A.B" }), "NotFound"],
    ["a part of no amount", reversal(ID, -1), "MessageFormat"],
  ])("not %s", (_what, body, ErrorCondition) => {
    expect(readReversal(body)).toMatchObject({ ok: false, error: { ErrorCondition } });
  });
});
