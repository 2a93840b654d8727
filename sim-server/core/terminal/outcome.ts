import type { OUTCOME_LETTERS } from "../../../device-emulators/kit/till-codes.ts";
import type { TraceEvents } from "../trace-events.ts";
import type { ApprovedTransaction } from "./journal-facts.ts";
import type { Terminal } from "./powered-terminal.ts";

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

/** The outcome of a transaction that the bank has approved. */
export function approvedOutcome({ intent, approval }: ApprovedTransaction): Outcome {
  const { responseCode, stan, rrn, approvalCode } = approval;
  const { maskedPan } = intent;
  const amountMinor = Number(approval.amount);
  return { kind: "approved", amountMinor, responseCode, stan, rrn, approvalCode, maskedPan };
}

/** The outcome of a transaction of which nothing is known but what was keyed and read. */
export function bareOutcome(
  kind: Outcome["kind"],
  sale: { readonly amountMinor: number; readonly maskedPan: string },
): Outcome {
  const { amountMinor, maskedPan } = sale;
  return { kind, amountMinor, responseCode: "", stan: "", rrn: "", approvalCode: "", maskedPan };
}

/** The outcome as the trace tells it. */
function outcomeFacts(outcome: Outcome): TraceEvents["terminal.outcome"] {
  const { kind, amountMinor, responseCode, stan, rrn, approvalCode, maskedPan } = outcome;
  const cardTail = maskedPan.slice(-4);
  return { outcome: kind, amountMinor, responseCode, stan, rrn, approvalCode, cardTail };
}

/**
 * Says on the trace how a transaction ended: a sale's outcome is what the cashier is waiting for, that
 * of another kind is told beside it.
 */
export function tellTrace({ ports, task }: Terminal, outcome: Outcome): void {
  const facts = outcomeFacts(outcome);
  if (task === "sale") ports.emit("terminal.outcome", facts);
  else ports.emit("terminal.transaction", { transaction: task, ...facts });
}
