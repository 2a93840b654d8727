import { formatMinor } from "../../../../device-emulators/kit/money.ts";
import type { Flow } from "../../world/flow.ts";
import type { RecordedTransaction } from "../journal-facts.ts";
import { INPUT_MS_MAX, nextStimulus, prompt } from "../keypad.ts";
import type { Terminal } from "../powered-terminal.ts";
import { askExactly } from "../question.ts";
import { TITLE } from "../screens/frame.ts";
import { recordScreen } from "../screens/journal.ts";
import { addUp } from "../totals.ts";
import { tell } from "./say.ts";

const VOUCHER_DIGITS = 6;

/** Leafs through the batch, latest first: enter to the one before, clear back, cancel out. */
export function* browse(terminal: Terminal): Flow<void> {
  const { transactions } = terminal.journal.facts();
  if (transactions.length === 0) {
    yield* tell(terminal, TITLE.query, { head: "没有交易流水", failed: true });
    return;
  }
  let at = transactions.length - 1;
  for (;;) {
    const transaction = transactions[at];
    if (transaction === undefined) return;
    prompt(terminal, recordScreen(transaction, at + 1, transactions.length));
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "cancel")) return;
    if (next.kind !== "key") continue;
    if (next.key === "enter") at = Math.max(0, at - 1);
    if (next.key === "clear") at = Math.min(transactions.length - 1, at + 1);
  }
}

/** Shows one transaction of the batch by its voucher number. */
export function* findByVoucher(terminal: Terminal): Flow<void> {
  const question = { name: "voucher", title: TITLE.query, asked: "请输入凭证号:" } as const;
  const stan = yield* askExactly(terminal, question, VOUCHER_DIGITS);
  if (stan === undefined) return;
  const { transactions } = terminal.journal.facts();
  const at = transactions.findIndex(({ intent }) => intent.stan === stan);
  yield* showOne(terminal, transactions[at], at + 1, transactions.length);
}

/** Shows what the open batch comes to. */
export function* showTotals(terminal: Terminal): Flow<void> {
  const { debit, credit } = addUp(terminal.journal.facts().transactions);
  const lines = [
    `借记 ${debit.count}笔 ${formatMinor(debit.amountMinor)}`,
    `贷记 ${credit.count}笔 ${formatMinor(credit.amountMinor)}`,
  ];
  yield* tell(terminal, TITLE.query, { head: "交易汇总", lines });
}

function* showOne(
  terminal: Terminal,
  transaction: RecordedTransaction | undefined,
  place: number,
  count: number,
): Flow<void> {
  if (transaction === undefined) {
    yield* tell(terminal, TITLE.query, { head: "无原始交易", failed: true });
    return;
  }
  prompt(terminal, recordScreen(transaction, place, count));
  yield* nextStimulus(terminal, INPUT_MS_MAX);
}
