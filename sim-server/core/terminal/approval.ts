import type { Flow } from "../world/flow.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "./keypad.ts";
import { kindNamed, sells } from "./kinds.ts";
import { approvedOutcome, tellTrace } from "./outcome.ts";
import { type Terminal, titleOf } from "./powered-terminal.ts";
import { messageScreen } from "./screens/system.ts";

/**
 * Notes that the last approval is known to whoever waits for it, and tells the till of a sale first,
 * also when a power cut came between: a till that goes on waiting would have its cashier charge the
 * customer once more.
 */
export function* tellApproval({ journal, till }: Terminal): Flow<void> {
  const { untold } = journal.facts();
  if (untold === undefined) return;
  if (sells(untold.intent.transaction)) yield* till.tell(approvedOutcome(untold));
  yield* journal.write({ kind: "told", stan: untold.approval.stan });
}

/**
 * Says that the last transaction was approved, where a power cut came before anybody could see it:
 * a cashier who does not know would do it once more.
 */
export function* recallApproval(terminal: Terminal): Flow<void> {
  const { untold } = terminal.journal.facts();
  if (untold === undefined) return;
  const { transaction } = untold.intent;
  terminal.task = sells(transaction) ? "sale" : kindNamed(transaction);
  tellTrace(terminal, approvedOutcome(untold));
  const lines = [`凭证 ${untold.approval.stan}`, "可重打印签购单"];
  prompt(terminal, messageScreen("message", titleOf(terminal), { head: "上笔交易成功", lines }));
  yield* tellApproval(terminal);
  yield* acknowledge(terminal, INPUT_MS_MAX);
}
