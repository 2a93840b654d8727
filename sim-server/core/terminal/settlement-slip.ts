import { formatMinor } from "../../../device-emulators/kit/money.ts";
import type { SlipItem } from "../drivers/escpos-writer.ts";
import type { RecordedTransaction, SettledBatch } from "./journal-facts.ts";
import { KINDS, kindNamed } from "./kinds.ts";
import { readVerdicts, type Verdict } from "./messages/settlement.ts";
import type { TerminalConfig } from "./ports.ts";
import { head } from "./slip.ts";
import { addUp, type Totals } from "./totals.ts";

const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  balanced: "对账平",
  unbalanced: "对账不平",
  faulty: "对账出错",
};
const RULE: SlipItem = { kind: "rule" };
const END: readonly SlipItem[] = [
  RULE,
  { kind: "line", text: "模拟交易 / 仅供训练", align: "centre" },
  { kind: "tear-off" },
  { kind: "cut" },
  { kind: "confirm" },
];

/** What a list of a batch needs besides its transactions. */
type Heading = { readonly operator: string; readonly batch: string; readonly time: string };

/** The slip that closes a batch. @source UnionPay terminals: settlement slip, rows by kind */
export function composeSettlement(
  config: TerminalConfig,
  operator: string,
  { asked, answered, transactions }: SettledBatch,
  duplicate: boolean,
): readonly SlipItem[] {
  const verdicts = readVerdicts(answered?.totals ?? "");
  const time = `${asked.date} ${asked.time}`;
  const verdict = verdicts === undefined ? "faulty" : verdicts.domestic;
  return [
    ...title("结算总计单", "SETTLEMENT", duplicate),
    ...heading(config, { operator, batch: asked.batch, time }),
    pairOf("内卡", VERDICT_TEXT[verdict]),
    ...totalLines(addUp(transactions)),
    ...END,
  ];
}

/** What the open batch comes to, kind by kind. */
export function composeTotals(
  config: TerminalConfig,
  about: Heading,
  transactions: readonly RecordedTransaction[],
): readonly SlipItem[] {
  return [
    ...title("交易汇总", "TOTALS", false),
    ...heading(config, about),
    ...totalLines(addUp(transactions)),
    ...END,
  ];
}

/** Every transaction of the open batch, one under another. */
export function composeList(
  config: TerminalConfig,
  about: Heading,
  transactions: readonly RecordedTransaction[],
): readonly SlipItem[] {
  const rows = transactions.flatMap(({ intent, approval, voided }) => [
    pairOf(`${intent.stan} ${KINDS[kindNamed(intent.transaction)].zh}`, voided ? "已撤销" : ""),
    pairOf(intent.maskedPan, formatMinor(Number(approval.amount))),
  ]);
  return [...title("交易明细", "LIST", false), ...heading(config, about), ...rows, ...END];
}

function title(zh: string, en: string, duplicate: boolean): readonly SlipItem[] {
  const again: readonly SlipItem[] = duplicate
    ? [{ kind: "line", text: "****重打印  DUPLICATED****", align: "centre", bold: true }]
    : [];
  return [
    { kind: "line", text: zh, align: "centre", size: 2 },
    { kind: "line", text: en, align: "centre" },
    { kind: "mark", text: "训练 TRAINING" },
    ...again,
    RULE,
  ];
}

function heading(config: TerminalConfig, { operator, batch, time }: Heading): readonly SlipItem[] {
  return [...head(config, operator), pairOf("批次号", batch), pairOf("日期时间", time), RULE];
}

function totalLines({ debit, credit, byKind }: Totals): readonly SlipItem[] {
  const rows = [...byKind].map(([kind, { count, amountMinor }]) =>
    pairOf(`${KINDS[kind].zh} ${count}笔`, formatMinor(amountMinor)),
  );
  return [
    ...rows,
    RULE,
    pairOf(`借记 ${debit.count}笔`, formatMinor(debit.amountMinor)),
    pairOf(`贷记 ${credit.count}笔`, formatMinor(credit.amountMinor)),
    pairOf("净额", signed(debit.amountMinor - credit.amountMinor)),
  ];
}

function signed(amountMinor: number): string {
  return amountMinor < 0 ? `-${formatMinor(-amountMinor)}` : formatMinor(amountMinor);
}

function pairOf(label: string, value: string): SlipItem {
  return { kind: "pair", label, value };
}
