import type { Request } from "./answers.ts";
import { CONDITION_FINDINGS, type Issuers } from "./issuers.ts";
import type { Order } from "./orders.ts";
import type { Outcome } from "./outcome.ts";

/**
 * Decides a sale that terminal and card have approved before anybody was asked: whoever gave the card
 * out pays, if it was his card that did.
 */
export function honour(
  issuers: Issuers,
  { message, passed }: Pick<Request, "message" | "passed">,
  order: Order,
): Outcome {
  const { pan } = order;
  const desk = issuers.route(pan);
  if (desk === undefined) return { finding: "issuer-unknown" };
  passed.push("issuer");
  const known = { pan, issuer: desk.options };
  const absent = CONDITION_FINDINGS[desk.condition];
  if (absent !== undefined) return { ...known, finding: absent };
  const decision = desk.honour({ order, iccData: message.fields[55], passed });
  return { ...known, ...decision };
}
