import { formatMinor } from "../../../device-emulators/kit/money.ts";
import type { Text } from "../../../scenarios/format/scenario.ts";
import type { TraceEvent } from "../trace-events.ts";

/** One thing that the slip says and the bank's books say too. */
export type ComparisonRow = {
  readonly what: Text;
  readonly slip: string;
  readonly bank: string;
  readonly agrees: boolean;
};

type Answer = {
  readonly stan: string;
  readonly approvalCode: string;
  readonly time: string;
  readonly cardTail: string;
};

/** A fold over a trace that keeps what slip and bank say of the last approved sale. */
export type Comparison = {
  readonly take: (event: TraceEvent) => void;
  /** None where no slip was torn, or nothing stands in the bank's books. */
  readonly rows: () => readonly ComparisonRow[];
  /** The slip's text, the customer's copy if there is one. */
  readonly slip: () => readonly string[];
};

/** Lays the slip beside the bank's own account of the sale, both as the trace has them. */
export function createComparison(): Comparison {
  let slip: readonly string[] = [];
  const tails = new Map<string, string>();
  const booked = new Map<string, number>();
  let answer: Answer | undefined;

  return {
    take: (event) => {
      switch (event.kind) {
        case "slip.torn":
          if (event.data.copy !== "other") slip = event.data.lines;
          return;
        case "bank.received":
          tails.set(event.data.stan ?? "", (event.data.pan ?? "").slice(-4));
          return;
        case "bank.posted":
        case "bank.reversed": {
          const { exchange, postings } = event.data;
          const stan = exchange.slice(exchange.lastIndexOf("/") + 1);
          const gainedMinor = postings.reduce(
            (sum, { amountMinor }) => sum + Math.max(0, amountMinor),
            0,
          );
          booked.set(stan, event.kind === "bank.posted" ? gainedMinor : 0);
          return;
        }
        case "bank.answered": {
          const { mti, responseCode, stan = "", approvalCode = "", time = "" } = event.data;
          if (mti !== "0210" || responseCode !== "00") return;
          answer = { stan, approvalCode, time, cardTail: tails.get(stan) ?? "" };
        }
      }
    },
    rows: () => {
      const bookedMinor = booked.get(answer?.stan ?? "") ?? 0;
      return answer === undefined || slip.length === 0 || bookedMinor === 0
        ? []
        : compare(slip, answer, bookedMinor);
    },
    slip: () => slip,
  };
}

function compare(
  slip: readonly string[],
  answer: Answer,
  bookedMinor: number,
): readonly ComparisonRow[] {
  const says = (label: string): string => behind(slip, label);
  return [
    ...cardRow(tailOf(says("卡号")), answer.cardTail),
    row({ zh: "凭证号", en: "Voucher number" }, says("批次号/凭证号").slice(-6), answer.stan),
    row({ zh: "授权码", en: "Approval code" }, says("授权码"), answer.approvalCode),
    row({ zh: "主机时间", en: "Host time" }, says("日期/时间").slice(-8), clock(answer.time)),
    row({ zh: "入账", en: "Booked" }, says("金额 RMB"), formatMinor(bookedMinor)),
  ];
}

/** A payment code has no card on either side. */
function cardRow(slip: string, bank: string): readonly ComparisonRow[] {
  if (slip === "" && bank === "") return [];
  return [row({ zh: "卡号后四位", en: "Card, last four" }, slip, bank)];
}

function row(what: Text, slip: string, bank: string): ComparisonRow {
  return { what, slip, bank, agrees: slip === bank };
}

/** What stands behind a label on the slip. */
function behind(slip: readonly string[], label: string): string {
  const line = slip.find((each) => each.trimStart().startsWith(label)) ?? "";
  return line.trim().slice(label.length).trim();
}

/** The four digits after the stars of a masked number. */
function tailOf(card: string): string {
  const end = card.lastIndexOf("*") + 1;
  return card.slice(end, end + 4);
}

function clock(time: string): string {
  return `${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`;
}
