import type { Flow } from "../world/flow.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "./keypad.ts";
import { kindNamed } from "./kinds.ts";
import { reversalRequest } from "./messages/financial.ts";
import { type Outcome, tellTrace } from "./outcome.ts";
import { answerTransaction, correctAnswer } from "./pos-answer.ts";
import { show, type Terminal } from "./powered-terminal.ts";
import { wantsSignOn } from "./response-codes.ts";
import { TITLE } from "./screens/frame.ts";
import { REVERSING, reversalPendingScreen, reversedScreen } from "./screens/transaction.ts";
import { unsealText } from "./sealed-text.ts";

/** How often a reversal is sent at a time; afterwards it waits for the next online message. @source UnionPay terminals: 3 */
const REVERSAL_SENDINGS = 3;

/** Answers that close a reversal: done, or nothing there to be undone. @source UnionPay POS terminal specification */
const CLOSING = new Set(["00", "12", "25"]);

/**
 * Sends the reversal that is owed, the same each time, until the bank closes it or it was sent
 * three times. It stays owed until then, over any number of power cuts.
 *
 * @returns whether nothing is owed any more
 */
function* payObligation(terminal: Terminal): Flow<boolean> {
  if (terminal.journal.facts().obligation === undefined) return true;
  show(terminal, REVERSING);
  for (let sending = 1; sending <= REVERSAL_SENDINGS; sending += 1) {
    if (yield* sendReversal(terminal)) return true;
  }
  return false;
}

function* sendReversal(terminal: Terminal): Flow<boolean> {
  const { journal, host, config, keys } = terminal;
  const { open, obligation } = journal.facts();
  if (open === undefined || obligation === undefined) return true;
  if (!(yield* host.connect())) return false;
  const pan = unsealText(terminal.master, open.sealedPan);
  const answer = yield* host.ask(reversalRequest(config, pan, open, obligation), keys?.mac);
  if (answer.kind === "silent") return false;
  if (answer.kind === "unauthentic") {
    terminal.signOnWanted = true;
    return false;
  }
  const { 39: responseCode = "" } = answer.message.fields;
  if (wantsSignOn(responseCode)) terminal.signOnWanted = true;
  if (!CLOSING.has(responseCode)) return false;
  yield* journal.write({ kind: "reversed", stan: open.stan, responseCode });
  return true;
}

/**
 * Undoes the open transaction and tells cashier and till how that went: reversed, or still unknown.
 *
 * @returns whether nothing is owed any more
 */
export function* undoOpenTransaction(terminal: Terminal): Flow<boolean> {
  const { journal } = terminal;
  const { open, obligation } = journal.facts();
  if (open === undefined || obligation === undefined) return true;
  terminal.task = kindNamed(open.transaction);
  const done = yield* payObligation(terminal);
  const outcome: Outcome = {
    kind: done ? "reversed" : "unknown",
    amountMinor: Number(open.amount),
    responseCode: "",
    stan: open.stan,
    rrn: "",
    approvalCode: "",
    maskedPan: open.maskedPan,
  };
  if (done) {
    tellTrace(terminal, outcome);
    correctAnswer(terminal, outcome);
  }
  const screen = done ? reversedScreen : reversalPendingScreen;
  prompt(terminal, screen(TITLE.reversal, open.stan));
  if (terminal.task === "sale") yield* terminal.till.tell(outcome);
  if (terminal.request !== undefined && journal.facts().requested?.stan === open.stan)
    yield* answerTransaction(terminal, outcome);
  yield* acknowledge(terminal, INPUT_MS_MAX);
  return done;
}
