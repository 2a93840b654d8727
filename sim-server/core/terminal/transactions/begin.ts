import type { Flow } from "../../world/flow.ts";
import { acknowledge, INPUT_MS_MAX, prompt } from "../keypad.ts";
import { KINDS, type TransactionKind } from "../kinds.ts";
import { askSupervisor, roleOf } from "../operators.ts";
import { resendPending } from "../pending.ts";
import { type Terminal, titleOf } from "../powered-terminal.ts";
import { undoOpenTransaction } from "../reversal.ts";
import { messageScreen } from "../screens/system.ts";
import { reportScripts } from "../script-report.ts";
import { deliver } from "./deliver.ts";

/** So many transactions fit a batch. @source UnionPay terminals: a journal of 300 by default */
export const BATCH_TRANSACTIONS_MAX = 300;

const REFERS: ReadonlySet<TransactionKind> = new Set(["void", "refund"]);

/**
 * All that must be in order before a transaction begins: who stands there may trade, the batch has
 * room, what is owed to the bank is paid, and a supervisor allows what wants one.
 */
export function* begin(terminal: Terminal, kind: TransactionKind): Flow<boolean> {
  terminal.task = kind;
  const refusal = refusalOf(terminal, kind);
  if (refusal !== undefined) {
    const title = titleOf(terminal);
    terminal.refusal = [refusal.head, ...refusal.lines];
    prompt(terminal, messageScreen("refused", title, { ...refusal, failed: true }));
    yield* acknowledge(terminal, INPUT_MS_MAX);
    return false;
  }
  yield* reportScripts(terminal);
  if (!(yield* undoOpenTransaction(terminal))) return false;
  if (!(yield* resendPending(terminal))) return false;
  terminal.task = kind;
  // What changes an earlier transaction needs the number that the bank has given it.
  if (REFERS.has(kind) && !(yield* deliver(terminal))) {
    const message = { head: "脱机交易未上送", lines: ["请稍后重试"], failed: true };
    terminal.refusal = [message.head, ...message.lines];
    prompt(terminal, messageScreen("refused", titleOf(terminal), message));
    yield* acknowledge(terminal, INPUT_MS_MAX);
    return false;
  }
  // What the POS asks for, whoever is responsible has allowed there.
  if (terminal.request !== undefined || !KINDS[kind].supervised) return true;
  return yield* askSupervisor(terminal, titleOf(terminal));
}

function refusalOf(
  { journal, operator }: Terminal,
  kind: TransactionKind,
): { readonly head: string; readonly lines: readonly string[] } | undefined {
  const { transactions, settlement } = journal.facts();
  if (roleOf(operator) !== "cashier") {
    return { head: "不能交易", lines: ["主管不允许做交易!"] };
  }
  if (settlement !== undefined) return { head: "请先结算", lines: ["上次批上送中断"] };
  if (kind !== "balance" && transactions.length >= BATCH_TRANSACTIONS_MAX) {
    return { head: "请结算", lines: ["日志存储超限额"] };
  }
  return undefined;
}
