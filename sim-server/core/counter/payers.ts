import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { CodeSettings, Scenario } from "../../../scenarios/format/scenario.ts";
import type { Bank } from "../bank/bank.ts";
import type { CodeBook } from "../customer/phone-codes.ts";
import type { Node } from "../world/node.ts";
import { HOUSE } from "./house.ts";

/** Chosen: so long a payer looks at the question on the phone. */
const PAYER_MS = 8_000;

/** The digits that a phone shows for `code`, issued by the bank now. */
export function issueCode(
  bank: Bank,
  { cards }: Scenario,
  code: CodeSettings,
  nowMs: number,
): string {
  const digits =
    code.scheme === "k-code"
      ? bank.issueKCode(
          {
            pan: cards.find(({ id }) => id === code.card)?.number ?? "",
            merchant: HOUSE.merchantId,
          },
          nowMs,
        )
      : bank.issuePaymentCode(code.account, nowMs);
  invariant(digits !== undefined, "the bank knows the cards and accounts of the lesson");
  return digits;
}

/** Has the payer of the code that was scanned last answer the question on the phone, in a while. */
export function answerOnPhone(node: Node, bank: Bank, codes: CodeBook): void {
  const scanned = codes.lastScanned();
  if (scanned === undefined || scanned.code.scheme === "k-code") return;
  const { digits, code } = scanned;
  if (code.payer === "ignores") return;
  const choice = code.payer === "pays" ? "pay" : "refuse";
  node.after(PAYER_MS, () => void bank.decidePayment(digits, choice, node.nowMs()));
}
