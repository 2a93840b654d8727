import { unknown } from "../../control/route.ts";
import type { BankDesk } from "../desk.ts";
import { nameCards } from "./views.ts";

export function accountOr404(desk: BankDesk, id = "") {
  return desk.bank().books.account(id) ?? unknown("account", id, "GET /accounts lists them");
}

export function cardOr404(desk: BankDesk, id = "") {
  const found = nameCards(desk).find(([name]) => name === id);
  return found?.[1] ?? unknown("card", id, "GET /cards lists them");
}
