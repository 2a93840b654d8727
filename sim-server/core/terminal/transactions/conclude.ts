import type { Flow } from "../../world/flow.ts";
import { tellApproval } from "../approval.ts";
import type { EnteredCard } from "../entry/entered-card.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "../keypad.ts";
import { approvedOutcome, bareOutcome, type Outcome, tellTrace } from "../outcome.ts";
import type { TerminalScreen } from "../ports.ts";
import { answerTransaction } from "../pos-answer.ts";
import type { Cancelled } from "../pos-port.ts";
import { show, type Terminal, titleOf } from "../powered-terminal.ts";
import { printCopies } from "../printing.ts";
import { meaningOf } from "../response-codes.ts";
import { undoOpenTransaction } from "../reversal.ts";
import {
  approvedScreen,
  cancelledScreen,
  declinedScreen,
  pendingScreen,
} from "../screens/transaction.ts";
import type { Verdict } from "./authorise.ts";
import type { Ended } from "./gather.ts";

/** How long a message stands that nobody has to act on. @source UnionPay terminals: 1 to 3 s */
const MESSAGE_MS = 3_000;

/** What a verdict is about. */
type Subject = { readonly amountMinor: number; readonly card: Pick<EnteredCard, "maskedPan"> };

/** Says how a transaction ended, to cashier, till and trace, and prints where it was approved. */
export function* announce(
  terminal: Terminal,
  { amountMinor, card: { maskedPan } }: Subject,
  verdict: Verdict,
): Flow<void> {
  const title = titleOf(terminal);
  switch (verdict.kind) {
    case "approved":
      yield* celebrate(terminal);
      return;
    case "declined": {
      const { responseCode, stan } = verdict;
      const screen = declinedScreen(title, responseCode, meaningOf(responseCode).zh);
      const bare = bareOutcome("declined", { amountMinor, maskedPan });
      yield* conclude(terminal, screen, { ...bare, responseCode, stan });
      return;
    }
    case "owed": {
      const { open } = terminal.journal.facts();
      const bare = bareOutcome("unknown", { amountMinor, maskedPan });
      tellTrace(terminal, { ...bare, stan: open?.stan ?? "" });
      yield* undoOpenTransaction(terminal);
      return;
    }
    case "pending": {
      const bare = bareOutcome("unknown", { amountMinor, maskedPan });
      const { stan } = verdict;
      yield* conclude(terminal, pendingScreen(title, stan), { ...bare, stan });
      return;
    }
    case "aborted": {
      const bare = bareOutcome("cancelled", { amountMinor, maskedPan });
      yield* conclude(terminal, abortScreen(title, verdict.why), bare, verdict.why);
    }
  }
}

function abortScreen(
  title: string,
  why: Extract<Verdict, { kind: "aborted" }>["why"],
): TerminalScreen {
  switch (why) {
    case "cancelled":
    case "timed-out":
    case "removed":
      return cancelledScreen(title);
    case "pad-fault":
      return declinedScreen(title, "", "密码键盘故障");
    case "mute":
    case "no-application":
    case "bad-data":
      return declinedScreen(title, "", "插卡故障");
    case "blocked":
      return declinedScreen(title, "", "卡被锁定");
  }
}

/** Approved and durable: shown, told to the till, printed. */
export function* celebrate(terminal: Terminal): Flow<void> {
  const { lastApproved } = terminal.journal.facts();
  if (lastApproved === undefined) return;
  const outcome = approvedOutcome(lastApproved);
  tellTrace(terminal, outcome);
  show(terminal, approvedScreen(titleOf(terminal), outcome.amountMinor));
  yield* tellApproval(terminal);
  yield* answerTransaction(terminal, outcome);
  yield* printCopies(terminal, lastApproved, false);
}

/** A transaction given up before the bank was asked. Without an amount nobody was waiting for it. */
export function* callOff(terminal: Terminal, ended: Ended): Flow<void> {
  const { abort, amountMinor, maskedPan } = ended;
  if (amountMinor === 0 && maskedPan === "") return;
  const bare = bareOutcome("cancelled", { amountMinor, maskedPan });
  yield* conclude(terminal, cancelledScreen(titleOf(terminal)), bare, abort);
}

/** Says how a transaction ended without money, to everybody who waits for it. */
function* conclude(
  terminal: Terminal,
  screen: TerminalScreen,
  outcome: Outcome,
  why?: Cancelled,
): Flow<void> {
  tellTrace(terminal, outcome);
  prompt(terminal, screen);
  if (outcome.amountMinor > 0 && terminal.task === "sale") yield* terminal.till.tell(outcome);
  yield* answerTransaction(terminal, outcome, why);
  yield* acknowledge(terminal, outcome.kind === "cancelled" ? MESSAGE_MS : INPUT_MS_MAX);
}
