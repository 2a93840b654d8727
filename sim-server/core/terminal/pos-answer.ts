import type { Flow } from "../world/flow.ts";
import type { ApprovedTransaction, Facts } from "./journal-facts.ts";
import { kindNamed } from "./kinds.ts";
import { readVerdicts } from "./messages/settlement.ts";
import { approvedOutcome, bareOutcome, type Outcome } from "./outcome.ts";
import type { Cancelled, PosAnswer, TransactionAnswer } from "./pos-port.ts";
import { clock, type Terminal } from "./powered-terminal.ts";
import { composeSlip } from "./slip.ts";
import { addUp } from "./totals.ts";

/** Answers the request of the POS that is being done; without one, or once it is answered, nothing. */
export function* answerPos(terminal: Terminal, answer: PosAnswer): Flow<void> {
  const { ports, journal } = terminal;
  const { requested } = journal.facts();
  if (requested === undefined) return;
  ports.pos?.answer(Number(requested.number), answer);
  yield* journal.write({ kind: "answered", number: requested.number });
}

/** Tells the POS how the transaction ended that it has asked for. @param why where it was cancelled */
export function answerTransaction(
  terminal: Terminal,
  outcome: Outcome,
  why?: Cancelled,
): Flow<void> {
  return answerPos(terminal, transactionAnswer(terminal, outcome, why));
}

/** Tells what has become at last of a transaction, where the POS was told that nobody knows. */
export function correctAnswer(terminal: Terminal, outcome: Outcome): void {
  terminal.ports.pos?.correct(transactionAnswer(terminal, outcome));
}

function transactionAnswer(
  terminal: Terminal,
  outcome: Outcome,
  why?: Cancelled,
): TransactionAnswer {
  const { batch, lastApproved } = terminal.journal.facts();
  const { date, time } = clock(terminal);
  const approved = outcome.kind === "approved" ? lastApproved : undefined;
  const transaction = approved?.intent.transaction ?? terminal.task;
  return {
    kind: "transaction",
    transaction: kindNamed(transaction),
    outcome,
    batch: approved?.intent.batch ?? batch,
    date,
    time,
    why,
    approved,
    slips: approved && slipsOf(terminal, approved),
  };
}

function slipsOf({ config }: Terminal, approved: ApprovedTransaction) {
  const slip = (copy: "merchant" | "cardholder") =>
    composeSlip(config, approved, { copy, duplicate: false });
  return { merchant: slip("merchant"), cardholder: slip("cardholder") };
}

/** What the journal says of the batch that was closed last. */
export function settledAnswer({ lastSettlement }: Facts): PosAnswer {
  if (lastSettlement === undefined) return { kind: "lost" };
  const { asked, answered, transactions } = lastSettlement;
  const balanced = readVerdicts(answered?.totals ?? "")?.domestic === "balanced";
  return { kind: "settled", batch: asked.batch, balanced, totals: addUp(transactions) };
}

/**
 * Tells the POS what became of the request that a power cut interrupted, from the journal alone:
 * all that was open has been undone by now, or will be told until it is.
 */
export function* answerInterrupted(terminal: Terminal): Flow<void> {
  const facts = terminal.journal.facts();
  if (facts.requested === undefined) return;
  const { stan, responseCode, closed } = facts.requested;
  if (closed) return yield* answerPos(terminal, settledAnswer(facts));
  if (stan === "") return yield* answerPos(terminal, { kind: "lost" });
  const { lastApproved, open, pending } = facts;
  if (lastApproved?.intent.stan === stan) {
    terminal.task = kindNamed(lastApproved.intent.transaction);
    return yield* answerTransaction(terminal, approvedOutcome(lastApproved));
  }
  const unknown = [open, ...pending].find((intent) => intent?.stan === stan);
  const { amount, maskedPan, transaction } = unknown ?? facts.requested;
  const sale = { amountMinor: Number(amount), maskedPan };
  terminal.task = kindNamed(transaction);
  if (unknown !== undefined) {
    return yield* answerTransaction(terminal, { ...bareOutcome("unknown", sale), stan });
  }
  const kind = responseCode === "" ? "reversed" : "declined";
  yield* answerTransaction(terminal, { ...bareOutcome(kind, sale), stan, responseCode });
}
