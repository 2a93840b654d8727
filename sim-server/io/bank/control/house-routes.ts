import { z } from "zod";
import { DONE, done, Refused, unknown } from "../../control/route.ts";
import { cardOr404 } from "./parts.ts";
import { type BankRoute, route } from "./route.ts";
import { CONDITIONS, INSTRUCTIONS, issuerView, terminalView } from "./views.ts";

export const HOUSE: readonly BankRoute[] = [
  route({
    method: "post",
    path: "/reset",
    summary: "opens a fresh bank: accounts, ledger and rules as it was started with",
    answer: done,
    run: (desk) => {
      desk.reset();
      return DONE;
    },
  }),
  route({
    method: "get",
    path: "/issuers",
    summary: "the issuers, and how they are",
    answer: z.array(issuerView),
    run: (desk) => desk.bank().office.issuers(),
  }),
  route({
    method: "patch",
    path: "/issuers/:id",
    summary: "takes an issuer down, makes it silent, or brings it back",
    body: z.strictObject({ condition: z.enum(CONDITIONS) }),
    answer: issuerView,
    run: (desk, { params: { id = "" }, body }) => {
      desk.bank().setIssuer(id, body.condition, desk.nowMs());
      const issuer = desk
        .bank()
        .office.issuers()
        .find((each) => each.id === id);
      return issuer ?? unknown("issuer", id, "GET /issuers lists them");
    },
  }),
  route({
    method: "patch",
    path: "/acquirer",
    summary: "breaks or mends the acquirer: a broken one answers orders with 96",
    body: z.strictObject({ condition: z.enum(["up", "broken"]) }),
    answer: done,
    run: (desk, { body }) => {
      desk.bank().setAcquirer(body.condition);
      return DONE;
    },
  }),
  route({
    method: "get",
    path: "/terminals",
    summary: "the terminals that may speak",
    answer: z.array(terminalView),
    run: (desk) => desk.bank().office.terminals(),
  }),
  route({
    method: "post",
    path: "/terminals/:id/instructions",
    summary: "tells a UnionPay terminal, in its next answers' headers, to do something",
    body: z.strictObject({ instruction: z.enum(INSTRUCTIONS) }),
    answer: terminalView,
    status: 201,
    run: (desk, { params: { id = "" }, body }) => {
      desk.bank().instruct(id, body.instruction);
      const terminal = desk
        .bank()
        .office.terminals()
        .find((each) => each.id === id);
      return terminal ?? unknown("terminal", id, "GET /terminals lists them");
    },
  }),
];

export const CODES: readonly BankRoute[] = [
  route({
    method: "post",
    path: "/k-codes",
    summary: "a single-use code of a card for one merchant",
    body: z.strictObject({ card: z.string(), merchant: z.string() }),
    answer: z.strictObject({ code: z.string() }),
    status: 201,
    run: (desk, { body }) => {
      const card = cardOr404(desk, body.card);
      if (card instanceof Refused) return card;
      const { merchant } = body;
      return { code: desk.bank().issueKCode({ pan: card.pan, merchant }, desk.nowMs()) };
    },
  }),
  route({
    method: "post",
    path: "/payment-codes",
    summary: "a payment code on the telephone of an account's holder",
    body: z.strictObject({ account: z.string() }),
    answer: z.strictObject({ code: z.string() }),
    status: 201,
    run: (desk, { body }) => {
      const code = desk.bank().issuePaymentCode(body.account, desk.nowMs());
      if (code !== undefined) return { code };
      return unknown(
        "wallet of account",
        body.account,
        "give the account a wallet in --cards FILE",
      );
    },
  }),
  route({
    method: "post",
    path: "/payment-codes/:code/decision",
    summary: "the payer's answer for an order that waits for it",
    body: z.strictObject({ choice: z.enum(["pay", "refuse"]) }),
    answer: z.strictObject({ finding: z.string() }),
    run: (desk, { params: { code = "" }, body }) => {
      const finding = desk.bank().decidePayment(code, body.choice, desk.nowMs());
      if (finding !== undefined) return { finding };
      return new Refused(409, "no order with that code waits", "send the order first");
    },
  }),
];
