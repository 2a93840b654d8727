import type { TransactionKind } from "../../core/terminal/kinds.ts";
import type { PosAnswer } from "../../core/terminal/pos-port.ts";
import { refusalIn } from "./transaction-response.ts";
import { CURRENCY, failure, majorOf, SUCCESS } from "./words.ts";

/** @source nexo Sale to POI Protocol 3.0, TransactionType of a totals element */
const TYPES: Partial<Record<TransactionKind, string>> = {
  sale: "Debit",
  "offline-sale": "Debit",
  completion: "Debit",
  "completion-advice": "Debit",
  void: "ReverseDebit",
  "completion-void": "ReverseDebit",
  refund: "Credit",
};

type Counted = Extract<PosAnswer, { kind: "settled" | "totals" }>;

/** The body of a ReconciliationResponse. @param type as the POS asked for it */
export function reconciliationResponse(answer: PosAnswer | undefined, type: string): object {
  if (answer?.kind !== "settled") {
    return { ReconciliationType: type, Response: failure(refusalIn(answer)) };
  }
  return {
    ReconciliationType: type,
    POIReconciliationID: answer.batch,
    TransactionTotals: totalsOf(answer),
    Response: {
      ...SUCCESS,
      AdditionalResponse: `batch=${answer.batch}&balanced=${answer.balanced}`,
    },
  };
}

/** The body of a GetTotalsResponse. */
export function getTotalsResponse(answer: PosAnswer | undefined): object {
  if (answer?.kind !== "totals") return { Response: failure(refusalIn(answer)) };
  return {
    POIReconciliationID: answer.batch,
    TransactionTotals: totalsOf(answer),
    Response: SUCCESS,
  };
}

function totalsOf({ totals }: Counted): readonly object[] {
  const sums = new Map<string, { count: number; amountMinor: number }>();
  for (const [kind, { count, amountMinor }] of totals.byKind) {
    const type = TYPES[kind];
    if (type === undefined) continue;
    const before = sums.get(type) ?? { count: 0, amountMinor: 0 };
    sums.set(type, {
      count: before.count + count,
      amountMinor: before.amountMinor + amountMinor,
    });
  }
  const PaymentTotals = [...sums].map(([TransactionType, { count, amountMinor }]) => ({
    TransactionType,
    TransactionCount: count,
    TransactionAmount: majorOf(amountMinor),
  }));
  return [{ PaymentInstrumentType: "Card", PaymentCurrency: CURRENCY, PaymentTotals }];
}
