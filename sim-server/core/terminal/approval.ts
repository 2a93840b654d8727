import type { Flow } from "../world/flow.ts";
import { approvedOutcome } from "./outcome.ts";
import type { Terminal } from "./powered-terminal.ts";

/**
 * Tells the till of the approved sale that it does not know yet, also when a power cut came between:
 * a till that goes on waiting would have its cashier charge the customer once more.
 */
export function* tellApproval({ journal, till }: Terminal): Flow<void> {
  const { untold } = journal.facts();
  if (untold === undefined) return;
  yield* till.tell(approvedOutcome(untold));
  yield* journal.write({ kind: "told", stan: untold.approval.stan });
}
