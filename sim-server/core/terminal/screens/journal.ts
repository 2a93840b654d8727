import { formatMinor } from "../../../../device-emulators/kit/money.ts";
import type { ApprovedTransaction, RecordedTransaction } from "../journal-facts.ts";
import { KINDS, kindNamed } from "../kinds.ts";
import type { TerminalScreen } from "../ports.ts";
import { LAMPS, pair, screen, small, TITLE } from "./frame.ts";

/** A transaction that another one is about to refer to. */
export function originalScreen(title: string, original: ApprovedTransaction): TerminalScreen {
  return screen("original", title, LAMPS.ready, [
    ...factsOf(original),
    small("[确认]是 [取消]不是"),
  ]);
}

/** One transaction of the batch, and where it stands in it. */
export function recordScreen(
  transaction: RecordedTransaction,
  place: number,
  count: number,
): TerminalScreen {
  return screen("record", TITLE.query, LAMPS.ready, [
    ...factsOf(transaction),
    small(`${place}/${count}${transaction.voided ? " 已撤销" : ""}`),
  ]);
}

function factsOf({ intent, approval }: ApprovedTransaction) {
  return [
    pair(KINDS[kindNamed(intent.transaction)].zh, intent.stan),
    pair("金额", formatMinor(Number(approval.amount))),
    small(intent.maskedPan),
    pair("授权码", approval.approvalCode),
    pair("参考号", approval.rrn),
  ];
}
