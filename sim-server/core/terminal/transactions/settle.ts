import type { Flow } from "../../world/flow.ts";
import type { Settlement } from "../journal-facts.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "../keypad.ts";
import {
  readVerdicts,
  settlementRequest,
  totalsField,
  type Verdict,
} from "../messages/settlement.ts";
import { resendPending } from "../pending.ts";
import { answerPos, settledAnswer } from "../pos-answer.ts";
import { clock, show, type Terminal } from "../powered-terminal.ts";
import { printPaper } from "../printing.ts";
import { meaningOf, wantsSignOn } from "../response-codes.ts";
import { undoOpenTransaction } from "../reversal.ts";
import { TITLE } from "../screens/frame.ts";
import { messageScreen, SYSTEM } from "../screens/system.ts";
import { reportScripts } from "../script-report.ts";
import { composeSettlement } from "../settlement-slip.ts";
import { nextStan } from "../stan.ts";
import { addUp } from "../totals.ts";
import { deliver } from "./deliver.ts";
import { uploadBatch } from "./upload-batch.ts";

const BATCHES = 999_999;

/**
 * Closes the batch: what is owed first, then the totals are compared, the transactions sent up, and
 * the next batch begun. What was interrupted goes on where it was.
 *
 * @returns whether the batch is closed
 * @source UnionPay POS terminal specification, order at settlement
 */
export function* settle(terminal: Terminal): Flow<boolean> {
  yield* reportScripts(terminal);
  if (!(yield* undoOpenTransaction(terminal))) return false;
  if (!(yield* resendPending(terminal))) return false;
  const { transactions, settlement } = terminal.journal.facts();
  if (transactions.length === 0 && settlement === undefined) {
    yield* say(terminal, { head: "无需结算", lines: ["没有交易流水"], failed: true });
    return false;
  }
  if (!(yield* deliver(terminal))) {
    yield* say(terminal, { head: "脱机交易未上送", lines: ["请重新结算"], failed: true });
    return false;
  }
  if (settlement === undefined) yield* writeTotals(terminal);
  const verdict = yield* compareTotals(terminal);
  if (verdict === undefined) return false;
  if (!(yield* uploadBatch(terminal, verdict === "balanced"))) {
    yield* say(terminal, { head: "批上送中断", lines: ["请重新结算"], failed: true });
    return false;
  }
  yield* closeBatch(terminal, verdict);
  return true;
}

/** Goes on with a settlement that a power cut or a lost line has left half done. */
export function* resumeSettlement(terminal: Terminal): Flow<void> {
  if (terminal.journal.facts().settlement === undefined) return;
  yield* say(terminal, { head: "继续结算", lines: ["上次批上送中断", "将继续批上送"] });
  yield* settle(terminal);
}

function* writeTotals(terminal: Terminal): Flow<void> {
  const { journal } = terminal;
  const { stan, batch, transactions } = journal.facts();
  const { date, time } = clock(terminal);
  const totals = totalsField(addUp(transactions));
  const asked = { stan: nextStan(stan), batch, totals, date, time };
  yield* journal.write({ kind: "settlement-asked", ...asked });
}

/** @returns what the bank says of domestic cards, or undefined where it does not say */
function* compareTotals(terminal: Terminal): Flow<Verdict | undefined> {
  const { journal, host, config, operator } = terminal;
  const { settlement } = journal.facts();
  if (settlement === undefined) return undefined;
  if (settlement.answered !== undefined) return domesticVerdict(settlement);
  show(terminal, messageScreen("settling", TITLE.settlement, { head: "正在结算" }));
  const { asked } = settlement;
  const connected = yield* host.connect();
  const answer = connected
    ? yield* host.ask(settlementRequest(config, { ...asked, operator }, asked.totals))
    : undefined;
  const fields = answer?.kind === "answered" ? answer.message.fields : undefined;
  const { 39: responseCode = "", 48: totals = "" } = fields ?? {};
  if (wantsSignOn(responseCode)) terminal.signOnWanted = true;
  if (responseCode !== "00" || readVerdicts(totals) === undefined) {
    const why = fields === undefined ? "收包错误" : `${responseCode} ${meaningOf(responseCode).zh}`;
    yield* say(terminal, { head: "结算失败", lines: [why, "请重新结算"], failed: true });
    return undefined;
  }
  yield* journal.write({ kind: "settlement-answered", stan: asked.stan, totals });
  const { settlement: answered } = journal.facts();
  return answered && domesticVerdict(answered);
}

function domesticVerdict({ answered }: Settlement): Verdict {
  return readVerdicts(answered?.totals ?? "")?.domestic ?? "faulty";
}

function* closeBatch(terminal: Terminal, verdict: Verdict): Flow<void> {
  const { journal, ports, config, operator } = terminal;
  const { settlement, transactions } = journal.facts();
  if (settlement === undefined) return;
  // A sign-on since may have brought the number of the next batch: the bank has closed this one.
  const { batch } = settlement.asked;
  const { debit, credit } = addUp(transactions);
  const next = String((Number(batch) % BATCHES) + 1).padStart(6, "0");
  yield* journal.write({ kind: "batch-closed", batch: next });
  ports.emit("terminal.settled", {
    batch,
    verdict,
    debitMinor: debit.amountMinor,
    creditMinor: credit.amountMinor,
  });
  yield* answerPos(terminal, settledAnswer(journal.facts()));
  const { lastSettlement } = journal.facts();
  if (lastSettlement === undefined) return;
  show(terminal, SYSTEM.printing);
  const slip = (again: boolean) => composeSettlement(config, operator, lastSettlement, again);
  yield* printPaper(terminal, slip, `批次 ${batch} 待打`);
  const lines = [verdict === "balanced" ? "对账平" : "对账不平,明细已上送"];
  yield* say(terminal, { head: "结算完成", lines });
}

function* say(terminal: Terminal, text: Parameters<typeof messageScreen>[2]): Flow<void> {
  if (text.failed === true) terminal.refusal = [text.head, ...(text.lines ?? [])];
  prompt(terminal, messageScreen("settled", TITLE.settlement, text));
  yield* acknowledge(terminal, INPUT_MS_MAX);
}
