import type { Account, Card } from "./accounts.ts";
import type { IssuerOptions } from "./bank-options.ts";
import type { Finding } from "./response-codes.ts";
import type { OwedOrder } from "./script-orders.ts";
import type { Transaction } from "./transactions.ts";

/** What was decided of an order, and whom it concerns. */
export type Outcome = {
  readonly finding: Finding;
  /** Where the message did not name it. */
  readonly pan?: string;
  readonly card?: Card;
  readonly account?: Account;
  readonly issuer?: Pick<IssuerOptions, "id" | "foreign">;
  /** Where it is not what was asked. */
  readonly amountMinor?: number;
  readonly availableMinor?: number;
  /** DE 55 of the answer. */
  readonly issuerData?: Uint8Array;
  /** What the card is ordered in it. */
  readonly script?: OwedOrder;
  readonly original?: Transaction;
};
