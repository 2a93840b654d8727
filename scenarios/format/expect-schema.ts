import { z } from "zod";
import type { KnownIds } from "./known-ids.ts";
import type { Expectations, ExpectedTransaction } from "./scenario.ts";
import { amount, balance, list, map, oneOf } from "./values.ts";

/** What a `qa` scenario may say that must have come of it. */
export function expectSchema(known: KnownIds) {
  const transaction = map({
    transaction: oneOf("transaction", known.transactions),
    outcome: oneOf("outcome", ["approved", "declined", "cancelled", "unknown", "reversed"]),
    code: z
      .string()
      .regex(/^[0-9A-Z]{2}$/, { error: "must be two characters" })
      .optional(),
    amount: amount.optional(),
  }).transform(
    ({ code, amount: amountMinor, ...same }): ExpectedTransaction => ({
      ...same,
      responseCode: code,
      amountMinor,
    }),
  );
  return map({
    transactions: list(transaction).default([]),
    balances: z.record(z.string(), balance, { error: "must be a map of accounts" }).default({}),
    settled: oneOf("verdict", ["balanced", "unbalanced", "faulty"]).optional(),
    prints: list(z.string()).default([]),
  }).transform(
    ({ balances, settled, ...same }): Expectations => ({
      ...same,
      settled,
      balancesMinor: balances,
    }),
  );
}
