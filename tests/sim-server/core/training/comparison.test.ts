import { expect, test } from "vitest";
import type { TraceEvent } from "../../../../sim-server/core/trace-events.ts";
import { createComparison } from "../../../../sim-server/core/training/comparison.ts";

const SLIP = [
  "批次号/凭证号      000001/000002",
  "授权码                   249937",
  "日期/时间   2025/06/18 09:42:05",
  "金额 RMB                  44.40",
];
const CARD = "卡号       621234******1265 /I";

/** What a bank tells of one approved sale, and the slip of it. */
function compared(lines: readonly string[], pan: string | undefined): string[] {
  const comparison = createComparison();
  const bank = (kind: string, data: object): void =>
    comparison.take({ kind, data } as unknown as TraceEvent);
  bank("bank.received", { stan: "000002", ...(pan && { pan }) });
  bank("bank.posted", {
    exchange: "0001/10023017/000002",
    postings: [{ amountMinor: -4440 }, { amountMinor: 4440 }],
  });
  bank("bank.answered", {
    mti: "0210",
    responseCode: "00",
    stan: "000002",
    approvalCode: "249937",
    time: "094205",
  });
  bank("slip.torn", { slip: "slip-1", copy: "cardholder", lines });
  return comparison
    .rows()
    .map(
      ({ what, slip, bank: booked, agrees }) =>
        `${what.en}: ${slip}${agrees ? " = " : " ≠ "}${booked}`,
    );
}

const REST = [
  "Voucher number: 000002 = 000002",
  "Approval code: 249937 = 249937",
  "Host time: 09:42:05 = 09:42:05",
  "Booked: 44.40 = 44.40",
];

test.each<[string, readonly string[], string | undefined, readonly string[]]>([
  ["a card", [CARD, ...SLIP], "621234******1265", ["Card, last four: 1265 = 1265", ...REST]],
  ["another card", [CARD, ...SLIP], "621234******3357", ["Card, last four: 1265 ≠ 3357", ...REST]],
  ["a card on the slip alone", [CARD, ...SLIP], undefined, ["Card, last four: 1265 ≠ ", ...REST]],
  ["a payment code, which has no card", SLIP, undefined, REST],
])("the slip of %s is laid beside the bank's books", (_name, lines, pan, rows) => {
  expect(compared(lines, pan)).toEqual(rows);
});
