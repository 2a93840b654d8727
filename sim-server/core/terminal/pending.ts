import type { Flow } from "../world/flow.ts";
import { tellApproval } from "./approval.ts";
import type { RecordOf } from "./journal-record.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "./keypad.ts";
import { kindNamed } from "./kinds.ts";
import { repeatedRequest } from "./messages/financial.ts";
import { approvedOutcome, bareOutcome, tellTrace } from "./outcome.ts";
import { correctAnswer } from "./pos-answer.ts";
import { show, type Terminal, titleOf } from "./powered-terminal.ts";
import { printCopies } from "./printing.ts";
import { decidesNothing, meaningOf, wantsSignOn } from "./response-codes.ts";
import {
  approvedScreen,
  declinedScreen,
  onlineScreen,
  pendingScreen,
} from "./screens/transaction.ts";
import { unsealText } from "./sealed-text.ts";

/**
 * Sends every request that had no answer once more, the same as before, oldest first, until one has
 * no answer again.
 *
 * @returns whether none is left
 */
export function* resendPending(terminal: Terminal): Flow<boolean> {
  for (;;) {
    const [oldest] = terminal.journal.facts().pending;
    if (oldest === undefined) return true;
    terminal.task = kindNamed(oldest.transaction);
    if (!(yield* resend(terminal, oldest))) {
      prompt(terminal, pendingScreen(titleOf(terminal), oldest.stan));
      yield* acknowledge(terminal, INPUT_MS_MAX);
      return false;
    }
  }
}

function* resend(terminal: Terminal, intent: RecordOf<"intent">): Flow<boolean> {
  const { host, journal, config, keys, master } = terminal;
  const { stan } = intent;
  const amountMinor = Number(intent.amount);
  show(terminal, onlineScreen(titleOf(terminal), "sending", amountMinor));
  if (!(yield* host.connect())) return false;
  const pan = unsealText(master, intent.sealedPan);
  const answer = yield* host.ask(repeatedRequest(config, pan, intent), keys?.mac);
  if (answer.kind !== "answered") {
    if (answer.kind === "unauthentic") terminal.signOnWanted = true;
    return false;
  }
  const { fields } = answer.message;
  const responseCode = fields[39] ?? "";
  if (wantsSignOn(responseCode)) terminal.signOnWanted = true;
  // Not heard for want of keys, or not decided: what became of it the first time is still unknown.
  if (decidesNothing(responseCode)) return false;
  if (meaningOf(responseCode).action !== "A") {
    yield* journal.write({ kind: "declined", stan, responseCode });
    const { maskedPan } = intent;
    const bare = bareOutcome("declined", { amountMinor, maskedPan });
    tellTrace(terminal, { ...bare, responseCode, stan });
    correctAnswer(terminal, { ...bare, responseCode, stan });
    const { zh } = meaningOf(responseCode);
    prompt(terminal, declinedScreen(titleOf(terminal), responseCode, zh));
    yield* acknowledge(terminal, INPUT_MS_MAX);
    return true;
  }
  yield* journal.write({
    kind: "approved",
    stan,
    responseCode,
    amount: intent.amount,
    rrn: fields[37] ?? "",
    approvalCode: fields[38] ?? "",
    date: fields[13] ?? intent.date.slice(4),
    time: fields[12] ?? "000000",
    issuer: (fields[44] ?? "").slice(0, 11).trimEnd(),
    ...{ tc: "", tvr: "", tsi: "", verified: "", tcData: "" },
  });
  const { lastApproved } = journal.facts();
  if (lastApproved === undefined) return true;
  tellTrace(terminal, approvedOutcome(lastApproved));
  correctAnswer(terminal, approvedOutcome(lastApproved));
  show(terminal, approvedScreen(titleOf(terminal), amountMinor));
  yield* tellApproval(terminal);
  yield* printCopies(terminal, lastApproved, false);
  return true;
}
