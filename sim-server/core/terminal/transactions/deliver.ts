import type { Flow } from "../../world/flow.ts";
import type { ApprovedTransaction } from "../journal-facts.ts";
import { offlineAdvice } from "../messages/financial.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import { decidesNothing, wantsSignOn } from "../response-codes.ts";
import { messageScreen } from "../screens/system.ts";
import { unsealText } from "../sealed-text.ts";

/**
 * Tells the bank of every sale that was approved without it, oldest first, each as often as it takes:
 * what has no answer, or one that may be another later, stays owed. One that the bank will never have
 * is set aside, and does not hold up those behind it.
 *
 * @returns whether none is left
 */
export function* deliver(terminal: Terminal): Flow<boolean> {
  for (;;) {
    const { undelivered } = terminal.journal.facts();
    const [oldest] = undelivered;
    if (oldest === undefined) return true;
    const lines = [`还有${undelivered.length}笔`];
    show(terminal, messageScreen("exchanging", titleOf(terminal), { head: "脱机交易上送", lines }));
    if (!(yield* deliverOne(terminal, oldest))) return false;
  }
}

function* deliverOne(terminal: Terminal, transaction: ApprovedTransaction): Flow<boolean> {
  const { journal, host, config, keys, master } = terminal;
  const { intent } = transaction;
  if (!(yield* host.connect())) return false;
  const pan = unsealText(master, intent.sealedPan);
  const answer = yield* host.ask(offlineAdvice(config, pan, transaction), keys?.mac);
  if (answer.kind !== "answered") {
    if (answer.kind === "unauthentic") terminal.signOnWanted = true;
    return false;
  }
  const { 37: rrn = "", 39: responseCode = "" } = answer.message.fields;
  if (wantsSignOn(responseCode)) terminal.signOnWanted = true;
  if (decidesNothing(responseCode)) return false;
  yield* journal.write({ kind: "delivered", stan: intent.stan, responseCode, rrn });
  return true;
}
