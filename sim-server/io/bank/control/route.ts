import { type Route, routesOf } from "../../control/route.ts";
import type { BankDesk } from "../desk.ts";

export type BankRoute = Route<BankDesk>;

/** A route of the bank's control port. */
export const route = routesOf<BankDesk>();
