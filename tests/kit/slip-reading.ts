import type { TransactionKind } from "../../sim-server/core/terminal/kinds.ts";
import { KINDS } from "../../sim-server/core/terminal/kinds.ts";

/** A slip as it came out of the printer, whole or not. */
export type ReadSlip = {
  readonly copy: "merchant" | "cardholder";
  readonly duplicate: boolean;
  /** Its last line is on paper. */
  readonly complete: boolean;
  readonly kind: TransactionKind | undefined;
  readonly batch: string;
  readonly stan: string;
  readonly card: string;
  readonly approvalCode: string;
  readonly rrn: string;
  /** MMDD. */
  readonly date: string;
  /** Above zero on either side. */
  readonly amountMinor: number;
};

const TITLE = "POS签购单";
const LAST_LINE = "模拟交易";

/** Cuts what was printed, line by line, into slips and reads each. */
export function readSlips(lines: readonly string[]): readonly ReadSlip[] {
  const slips: string[][] = [];
  let open = false;
  for (const line of lines) {
    if (line.includes(TITLE)) {
      slips.push([]);
      open = true;
    } else if (/结算总计单|交易汇总|交易明细/.test(line)) open = false;
    if (open) slips.at(-1)?.push(line);
  }
  return slips.map(readSlip);
}

function readSlip(lines: readonly string[]): ReadSlip {
  const text = lines.join("\n");
  const value = (label: string): string =>
    new RegExp(`^${label}\\s+(.+?)\\s*$`, "m").exec(text)?.[1] ?? "";
  const [batch = "", stan = ""] = value("批次号/凭证号").split("/");
  const [, month = "", day = ""] = /\d{4}\/(\d\d)\/(\d\d)/.exec(value("日期/时间")) ?? [];
  const title = value("交易类型").split(" ")[0];
  const kinds = Object.keys(KINDS) as TransactionKind[];
  return {
    copy: text.includes("MERCHANT COPY") ? "merchant" : "cardholder",
    duplicate: text.includes("DUPLICATED"),
    complete: text.includes(LAST_LINE),
    kind: kinds.find((kind) => KINDS[kind].zh === title),
    batch,
    stan,
    card: value("卡号").split(" ")[0] ?? "",
    approvalCode: value("授权码"),
    rrn: value("参考号"),
    date: month + day,
    amountMinor: Math.abs(Math.round(Number(value("金额 RMB").replace(/[^\d.-]/g, "")) * 100)),
  };
}
