import { expect, test } from "vitest";
import { comparedRows } from "../../../trainer-ui/panels/comparison.ts";
import { cardAt, QUIET_COUNTER, slipOf } from "../../kit/page-view.ts";

const SLIP = [
  "POS签购单",
  "商户名称      青禾超市（训练）",
  "商户编号      TILLYARD0000001",
  "卡号       621234******1265 /I",
  "日期/时间",
  "           2025/06/18 09:41:27",
  "金额 RMB              68.40",
];

test("each field stands beside what it should be, as printed and without a judgement", () => {
  const rows = comparedRows(
    {
      ...QUIET_COUNTER,
      card: cardAt("held"),
      till: { ...QUIET_COUNTER.till, totalMinor: 8640 },
      slips: [slipOf("cardholder", "counter", ...SLIP)],
    },
    "cardholder",
  );
  expect(rows.map(({ field, slip, elsewhere }) => `${field}: ${slip} | ${elsewhere}`)).toEqual([
    "merchant: 青禾超市（训练） | 青禾超市",
    "card-number: 621234******1265 /I | …1265",
    "date: 2025/06/18 09:41:27 | 2025/06/18 09:41",
    "amount: 68.40 | 86.40",
  ]);
});

test("what is not printed is shown as nothing", () => {
  const rows = comparedRows(
    { ...QUIET_COUNTER, slips: [slipOf("merchant", "counter", "POS签购单")] },
    "merchant",
  );
  expect(rows.map(({ slip }) => slip)).toEqual(["", "", "", ""]);
});
