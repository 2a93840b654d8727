import { z } from "zod";
import type { BankDesk } from "../desk.ts";
import { Refused } from "./route.ts";
import { nameCards } from "./views.ts";

const PAGE_MAX = 1_000;

export const count = z.coerce.number().int().min(1).max(PAGE_MAX);
/** Which part of a long list is wanted. */
export const page = z.strictObject({
  after: z.coerce.number().int().min(0).default(0).describe("a number seen before"),
  limit: count.default(100),
});

/** The answer of what has nothing else to say. */
export const done = z.strictObject({ ok: z.literal(true) });
export const DONE = { ok: true } as const;

export function unknown(what: string, name: string, hint: string): Refused {
  return new Refused(404, `there is no ${what} ${name}`, hint);
}

export function accountOr404(desk: BankDesk, id = "") {
  return desk.bank().books.account(id) ?? unknown("account", id, "GET /accounts lists them");
}

export function cardOr404(desk: BankDesk, id = "") {
  const found = nameCards(desk).find(([name]) => name === id);
  return found?.[1] ?? unknown("card", id, "GET /cards lists them");
}
