import { expect, test } from "vitest";
import type { PosAnswer } from "../../../../sim-server/core/terminal/pos-port.ts";
import {
  getTotalsResponse,
  reconciliationResponse,
} from "../../../../sim-server/io/nexo/totals-response.ts";

const sum = (count: number, amountMinor: number) => ({ count, amountMinor });
const TOTALS = {
  debit: sum(4, 20_000),
  credit: sum(2, 1_500),
  byKind: new Map([
    ["sale", sum(2, 10_000)],
    ["offline-sale", sum(1, 5_000)],
    ["completion", sum(1, 5_000)],
    ["void", sum(1, 1_000)],
    ["refund", sum(1, 500)],
    ["pre-auth", sum(9, 90_000)],
  ] as const),
};
const PAYMENT_TOTALS = [
  { TransactionType: "Debit", TransactionCount: 4, TransactionAmount: 200 },
  { TransactionType: "ReverseDebit", TransactionCount: 1, TransactionAmount: 10 },
  { TransactionType: "Credit", TransactionCount: 1, TransactionAmount: 5 },
];

test("totals are by what moved money, and authorisations stand on neither side", () => {
  const settled: PosAnswer = { kind: "settled", batch: "000007", balanced: false, totals: TOTALS };
  expect(reconciliationResponse(settled, "SaleReconciliation")).toEqual({
    ReconciliationType: "SaleReconciliation",
    POIReconciliationID: "000007",
    TransactionTotals: [
      { PaymentInstrumentType: "Card", PaymentCurrency: "CNY", PaymentTotals: PAYMENT_TOTALS },
    ],
    Response: { Result: "Success", AdditionalResponse: "batch=000007&balanced=false" },
  });
  expect(getTotalsResponse({ kind: "totals", batch: "000007", totals: TOTALS })).toMatchObject({
    POIReconciliationID: "000007",
    TransactionTotals: [{ PaymentTotals: PAYMENT_TOTALS }],
  });
});

test.each<readonly [PosAnswer, string]>([
  [{ kind: "refused", lines: ["无需结算"] }, "NotAllowed"],
  [{ kind: "owing" }, "UnreachableHost"],
  [{ kind: "lost" }, "DeviceOut"],
])("without totals there is a reason: %j", (answer, ErrorCondition) => {
  const Response = { Result: "Failure", ErrorCondition };
  expect(reconciliationResponse(answer, "SaleReconciliation")).toMatchObject({ Response });
  expect(getTotalsResponse(answer)).toMatchObject({ Response });
});
