import { z } from "zod";
import { maskPan } from "../../../../device-emulators/kit/pan.ts";
import type { Account, Card } from "../../../core/bank/accounts.ts";
import { type Exchange, recallAnswer } from "../../../core/bank/exchanges.ts";
import type { Posting } from "../../../core/bank/ledger.ts";
import { stands } from "../../../core/bank/transactions.ts";
import { ACCOUNT_STATES, CARD_STATES } from "../bank-schema.ts";
import type { BankDesk } from "../desk.ts";

export const CONDITIONS = ["up", "down", "unreachable", "silent"] as const;
export const INSTRUCTIONS = ["parameters", "status", "sign-on", "keys", "applications"] as const;

const minor = z.int().describe("minor units: 1234 is 12.34");

export const accountView = z.strictObject({
  id: z.string(),
  holder: z.string(),
  state: z.enum(ACCOUNT_STATES),
  balanceMinor: minor,
  availableMinor: minor.describe("the balance less what is held"),
});

export const cardView = z.strictObject({
  id: z.string().describe("the account's id, a dot, and the card's place in it"),
  account: z.string(),
  number: z.string().describe("first six and last four digits"),
  expiry: z.string().describe("YYMM"),
  state: z.enum(CARD_STATES),
  pinTriesLeft: z.int(),
});

export const postingView = z.strictObject({
  seq: z.int(),
  kind: z.string(),
  exchange: z.string(),
  atMs: z.int().describe("since the bank opened"),
  lines: z.array(z.strictObject({ account: z.string(), amountMinor: minor })),
});

export const exchangeView = z.strictObject({
  name: z.string().describe("terminal/batch/stan"),
  kind: z.string().optional(),
  amountMinor: minor.optional(),
  number: z.string().optional(),
  finding: z.string().optional(),
  responseCode: z.string().optional(),
  rrn: z.string().optional(),
  approvalCode: z.string().optional(),
  reversed: z.boolean(),
  stands: z.boolean().describe("agreed, and neither reversed nor voided"),
});

export const explanationView = z.strictObject({
  frame: z.int(),
  atMs: z.int(),
  mti: z.string(),
  exchange: z.string(),
  finding: z.string(),
  responseCode: z.string(),
  repeated: z.boolean(),
  passed: z.array(z.string()),
  rules: z.array(z.strictObject({ id: z.string(), because: z.string() })),
  script: z.string().optional().describe("what a card was ordered, or has made of an order"),
});

export const issuerView = z.strictObject({
  id: z.string(),
  name: z.string(),
  condition: z.enum(CONDITIONS),
});

export const terminalView = z.strictObject({
  id: z.string(),
  merchant: z.string(),
  signedOn: z.boolean(),
  batch: z.string().optional(),
  instructions: z.array(z.enum(INSTRUCTIONS)),
});

/** An account as it is on this business day. */
export function viewAccount(desk: BankDesk, account: Account): z.infer<typeof accountView> {
  const { books } = desk.bank();
  const { id, holder, state } = account;
  const balanceMinor = books.balanceMinor(id);
  return {
    id,
    holder,
    state,
    balanceMinor,
    availableMinor: books.availableMinor(id, desk.nowMs()),
  };
}

/** Every card with the name that requests give it, so that none has a card number in its address. */
export function nameCards(desk: BankDesk): readonly (readonly [id: string, card: Card])[] {
  const counts = new Map<string, number>();
  return [...desk.bank().books.cards().values()].map((card) => {
    const place = (counts.get(card.account.id) ?? 0) + 1;
    counts.set(card.account.id, place);
    return [`${card.account.id}.${place}`, card];
  });
}

export function viewCard(id: string, card: Card): z.infer<typeof cardView> {
  const { account, pan, expiry, state } = card;
  const number = maskPan(pan);
  return { id, account: account.id, number, expiry, state, pinTriesLeft: card.pinTriesLeft() };
}

export function viewPosting({ seq, kind, exchange, atMs, lines }: Posting) {
  return { seq, kind, exchange, atMs, lines: [...lines] };
}

export function viewExchange(exchange: Exchange): z.infer<typeof exchangeView> {
  const { key, asked, answer, transaction, reversal } = exchange;
  return {
    name: key,
    ...(asked && { kind: asked.kind, amountMinor: transaction?.amountMinor ?? asked.amountMinor }),
    ...(asked?.pan && { number: maskPan(asked.pan) }),
    ...(answer && { finding: answer.finding, responseCode: recallAnswer(answer).fields[39] }),
    ...(transaction && { rrn: transaction.rrn, approvalCode: transaction.approvalCode }),
    reversed: reversal !== undefined,
    stands: transaction !== undefined && stands(transaction),
  };
}
