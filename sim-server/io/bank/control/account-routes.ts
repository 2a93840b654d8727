import { z } from "zod";
import { Refused } from "../../control/route.ts";
import { ACCOUNT_STATES, CARD_STATES } from "../bank-schema.ts";
import { accountOr404, cardOr404 } from "./parts.ts";
import { type BankRoute, route } from "./route.ts";
import { accountView, cardView, nameCards, viewAccount, viewCard } from "./views.ts";

const BALANCE_MAX = 999_999_999_999;

export const ACCOUNTS: readonly BankRoute[] = [
  route({
    method: "get",
    path: "/accounts",
    summary: "every account",
    answer: z.array(accountView),
    run: (desk) =>
      desk
        .bank()
        .books.accounts()
        .map((account) => viewAccount(desk, account)),
  }),
  route({
    method: "get",
    path: "/accounts/:id",
    summary: "one account",
    answer: accountView,
    run: (desk, { params }) => {
      const account = accountOr404(desk, params["id"]);
      return account instanceof Refused ? account : viewAccount(desk, account);
    },
  }),
  route({
    method: "patch",
    path: "/accounts/:id",
    summary: "sets an account's state, or its balance by an entry in the ledger",
    body: z.strictObject({
      state: z.enum(ACCOUNT_STATES).optional(),
      balanceMinor: z.int().min(0).max(BALANCE_MAX).optional(),
    }),
    answer: accountView,
    run: (desk, { params, body: { state, balanceMinor } }) => {
      const account = accountOr404(desk, params["id"]);
      if (account instanceof Refused) return account;
      const change = {
        ...(state !== undefined && { state }),
        ...(balanceMinor !== undefined && { balanceMinor }),
      };
      desk.bank().office.setAccount(account.id, change, desk.nowMs());
      return viewAccount(desk, account);
    },
  }),
  route({
    method: "get",
    path: "/cards",
    summary: "every card, its number masked",
    answer: z.array(cardView),
    run: (desk) => nameCards(desk).map(([id, card]) => viewCard(id, card)),
  }),
  route({
    method: "patch",
    path: "/cards/:id",
    summary: "sets a card's state, or how many PIN tries are left",
    body: z.strictObject({
      state: z.enum(CARD_STATES).optional(),
      pinTriesLeft: z.int().min(0).max(3).optional(),
    }),
    answer: cardView,
    run: (desk, { params, body: { state, pinTriesLeft } }) => {
      const { id = "" } = params;
      const card = cardOr404(desk, id);
      if (card instanceof Refused) return card;
      desk.bank().office.setCard(card.pan, {
        ...(state !== undefined && { state }),
        ...(pinTriesLeft !== undefined && { pinTriesLeft }),
      });
      return viewCard(id, card);
    },
  }),
];
