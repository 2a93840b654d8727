import { z } from "zod";
import type { KnownIds } from "./known-ids.ts";
import type { Expectations, ExpectedTransaction } from "./scenario.ts";
import { amount, balance, list, map, oneOf } from "./values.ts";

/** MTI, then as far as wanted DE 3, 22, 25, and 60.1, or 60.1 and 60.3 where there is no DE 3. */
const message = z
  .string({ error: 'must stand in quotes: a message is text, like "0200 000000 051 00 22"' })
  .regex(/^\d{4}( \d{2,6})*$/, {
    error: 'must be a message type and what follows it, like "0200 000000 051 00 22"',
  });

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
    screens: list(z.string()).default([]),
    messages: list(message).optional(),
  }).transform(
    ({ balances, settled, messages, ...same }): Expectations => ({
      ...same,
      settled,
      messages,
      balancesMinor: balances,
    }),
  );
}
