import type { Flow } from "../../world/flow.ts";
import { INPUT_MS_MAX, nextStimulus, prompt } from "../keypad.ts";
import { type Terminal, titleOf } from "../powered-terminal.ts";
import { partialScreen } from "../screens/transaction.ts";
import { authorise, type Order } from "./authorise.ts";
import { announce } from "./conclude.ts";

/**
 * Where the bank has approved less than was asked, has the cashier ask the customer: enter takes it
 * and the rest is collected otherwise, cancel undoes it with the card that is still there.
 */
export function* offerPart(terminal: Terminal, order: Order): Flow<void> {
  const { lastApproved } = terminal.journal.facts();
  const approvedMinor = Number(lastApproved?.approval.amount ?? 0);
  const missingMinor = order.amountMinor - approvedMinor;
  if (lastApproved === undefined || missingMinor <= 0) return;
  // The POS was told, and has it undone itself where that is not enough.
  if (terminal.request !== undefined) return;
  prompt(terminal, partialScreen(titleOf(terminal), approvedMinor, missingMinor));
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "enter")) return;
    if (next.kind === "key" && next.key === "cancel") break;
  }
  const { intent, approval } = lastApproved;
  terminal.task = "void";
  const undoing: Order = {
    kind: "void",
    card: order.card,
    amountMinor: approvedMinor,
    original: {
      batch: intent.batch,
      stan: intent.stan,
      rrn: approval.rrn,
      date: "",
      approvalCode: approval.approvalCode,
    },
    triesLeft: undefined,
  };
  yield* announce(terminal, undoing, yield* authorise(terminal, undoing));
}
