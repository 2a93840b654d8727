import type { Flow } from "../../world/flow.ts";
import { returnCard } from "../entry/card-entry.ts";
import { usedUpCode } from "../entry/code-entry.ts";
import type { EnteredCard } from "../entry/entered-card.ts";
import { entryNamed } from "../entry/entry-modes.ts";
import type { ApprovedTransaction, RecordedTransaction } from "../journal-facts.ts";
import { acknowledge, INPUT_MS_MAX, nextStimulus, prompt } from "../keypad.ts";
import { KINDS, kindNamed, type TransactionKind } from "../kinds.ts";
import type { Original } from "../messages/financial.ts";
import { type Terminal, titleOf } from "../powered-terminal.ts";
import { askExactly } from "../question.ts";
import { originalScreen } from "../screens/journal.ts";
import { messageScreen } from "../screens/system.ts";
import { unsealText } from "../sealed-text.ts";
import { authorise } from "./authorise.ts";
import { begin } from "./begin.ts";
import { announce, callOff } from "./conclude.ts";
import { takeCard } from "./gather.ts";

const VOUCHER_DIGITS = 6;

/** What each kind of void undoes. */
const UNDOES = { void: "sale", "completion-void": "completion" } as const;

/**
 * Undoes a transaction of this batch in full, by its voucher number and its card.
 *
 * @source UnionPay terminals: supervisor, voucher number, the original shown, the same card
 */
export function* voidTransaction(terminal: Terminal, kind: keyof typeof UNDOES): Flow<void> {
  if (yield* begin(terminal, kind)) {
    const found = yield* findOriginal(terminal, kind);
    if (found !== undefined) yield* undo(terminal, kind, found);
  }
  yield* returnCard(terminal);
}

function* undo(
  terminal: Terminal,
  kind: keyof typeof UNDOES,
  { intent, approval }: RecordedTransaction,
): Flow<void> {
  const amountMinor = Number(approval.amount);
  // A code is used up: its order is named by voucher and reference number alone.
  const coded = ["payment-code", "k-code"].includes(entryNamed(intent.entry));
  const card = coded ? usedUpCode(terminal) : yield* takeCard(terminal, amountMinor);
  if ("abort" in card) {
    yield* callOff(terminal, { ...card, amountMinor });
    return;
  }
  if (card.facts.pan !== unsealText(terminal.master, intent.sealedPan)) {
    yield* refuse(terminal, "卡号不符", "不是原交易的卡");
    return;
  }
  yield* undoWith(terminal, kind, { intent, approval }, card);
}

/** Undoes a transaction with its card, however that came in. */
export function* undoWith(
  terminal: Terminal,
  kind: keyof typeof UNDOES,
  { intent, approval }: ApprovedTransaction,
  card: EnteredCard,
): Flow<void> {
  const amountMinor = Number(approval.amount);
  const original: Original = {
    batch: intent.batch,
    stan: intent.stan,
    rrn: approval.rrn,
    approvalCode: approval.approvalCode,
    date: kind === "completion-void" ? approval.date : "",
  };
  const order = { kind, card, amountMinor, original, triesLeft: undefined };
  yield* announce(terminal, order, yield* authorise(terminal, order));
}

/** The transaction of that voucher number, once the cashier has said that it is the one. */
function* findOriginal(
  terminal: Terminal,
  kind: keyof typeof UNDOES,
): Flow<RecordedTransaction | undefined> {
  const title = titleOf(terminal);
  const question = { name: "voucher", title, asked: "请输入原凭证号:" } as const;
  const stan = yield* askExactly(terminal, question, VOUCHER_DIGITS);
  if (stan === undefined) return undefined;
  const found = terminal.journal.facts().transactions.find(({ intent }) => intent.stan === stan);
  const refusal = refusalOf(found, UNDOES[kind]);
  if (found === undefined || refusal !== undefined) {
    yield* refuse(terminal, "不能撤销", refusal ?? "");
    return undefined;
  }
  prompt(terminal, originalScreen(title, found));
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "cancel")) return undefined;
    if (next.kind === "key" && next.key === "enter") return found;
  }
}

/** Why a transaction cannot be undone by one of the wanted kind, if it cannot. */
export function refusalOf(
  found: RecordedTransaction | undefined,
  wanted: TransactionKind,
): string | undefined {
  if (found === undefined) return "无原始交易";
  if (found.voided) return "该交易已经撤销!";
  if (found.disowned === true) return "银行未受理该交易";
  if (!isA(wanted, found.intent.transaction)) return `原交易不是${KINDS[wanted].zh}`;
  return undefined;
}

function isA(wanted: TransactionKind, transaction: string): boolean {
  const kind = kindNamed(transaction);
  return kind === wanted || (wanted === "sale" && kind === "offline-sale");
}

function* refuse(terminal: Terminal, head: string, line: string): Flow<void> {
  const screen = messageScreen("refused", titleOf(terminal), { head, lines: [line], failed: true });
  prompt(terminal, screen);
  yield* acknowledge(terminal, INPUT_MS_MAX);
}
