import { ACCOUNTS } from "./account-routes.ts";
import { BOOKS } from "./book-routes.ts";
import { CALLS } from "./call-routes.ts";
import { CODES, HOUSE } from "./house-routes.ts";
import type { BankRoute } from "./route.ts";
import { RULES } from "./rule-routes.ts";

/** All that the control port serves besides its page, its own description and the feed. */
export const ROUTES: readonly BankRoute[] = [
  ...HOUSE,
  ...ACCOUNTS,
  ...BOOKS,
  ...RULES,
  ...CALLS,
  ...CODES,
];
