import type { OUTCOME_LETTERS } from "../../../device-emulators/kit/till-codes.ts";
import type { TraceEvents } from "../trace-events.ts";
import type { ApprovedSale } from "./journal.ts";

/** What became of a card at the terminal. Texts are empty where there is nothing to say. */
export type Outcome = {
  readonly kind: keyof typeof OUTCOME_LETTERS;
  readonly amountMinor: number;
  readonly responseCode: string;
  readonly stan: string;
  readonly rrn: string;
  readonly approvalCode: string;
  readonly maskedPan: string;
};

/** The outcome of a sale that the bank has approved. */
export function approvedOutcome({ intent, approval }: ApprovedSale): Outcome {
  const { responseCode, stan, rrn, approvalCode } = approval;
  const { maskedPan } = intent;
  const amountMinor = Number(intent.amount);
  return { kind: "approved", amountMinor, responseCode, stan, rrn, approvalCode, maskedPan };
}

/** The outcome of a sale of which nothing is known but what was keyed and read. */
export function bareOutcome(
  kind: Outcome["kind"],
  sale: { readonly amountMinor: number; readonly maskedPan: string },
): Outcome {
  const { amountMinor, maskedPan } = sale;
  return { kind, amountMinor, responseCode: "", stan: "", rrn: "", approvalCode: "", maskedPan };
}

/** The outcome as the trace tells it. */
export function outcomeFacts(outcome: Outcome): TraceEvents["terminal.outcome"] {
  const { kind, amountMinor, responseCode, stan, rrn, approvalCode, maskedPan } = outcome;
  const cardTail = maskedPan.slice(-4);
  return { outcome: kind, amountMinor, responseCode, stan, rrn, approvalCode, cardTail };
}
