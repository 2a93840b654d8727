import { expect, test } from "vitest";
import type { View } from "../../../../sim-server/core/counter/view.ts";
import {
  readFromCard,
  readFromPhone,
  readFromScreen,
  readFromSlip,
} from "../../../../sim-server/core/training/key-from.ts";

const SLIP = [
  "批次号/凭证号      000001/000002",
  "授权码                    269744",
  "参考号              061809410002",
  "日期/时间    2025/06/18 09:41:20",
];

function seen(parts: object): View {
  return parts as View;
}

const withSlips = (...slips: readonly (readonly string[])[]): View =>
  seen({ slips: slips.map((lines) => ({ lines: lines.map((text) => ({ runs: [{ text }] })) })) });

test.each([
  ["voucher", "000002"],
  ["rrn", "061809410002"],
  ["approval-code", "269744"],
  ["date", "0618"],
] as const)("the %s is read off the last slip", (what, digits) => {
  expect(readFromSlip(what, withSlips(["参考号 000000000000"], SLIP))).toBe(digits);
  expect(readFromSlip(what, withSlips(SLIP, ["POS签购单"]))).toBeUndefined();
  expect(readFromSlip(what, withSlips())).toBeUndefined();
});

test.each([
  ["number", "6212345678901265"],
  ["expiry", "2908"],
] as const)("the %s is read off a card that is looked at", (what, digits) => {
  const face = { number: "6212 3456 7890 1265", expiry: "08/29" };
  expect(readFromCard(what, seen({ card: { face } }))).toBe(digits);
  expect(readFromCard(what, seen({ card: {} }))).toBeUndefined();
});

test("a K-code is read out, a payment code is not", () => {
  expect(readFromPhone(seen({ mobile: { shows: "k-code", digits: "012345" } }))).toBe("012345");
  const scannable = { shows: "code", scheme: "wechat", turn: 0 };
  expect(readFromPhone(seen({ mobile: scannable }))).toBeUndefined();
  expect(readFromPhone(seen({ mobile: { shows: "nothing" } }))).toBeUndefined();
});

test.each([
  ["check-number", "校验码 0417", "0417"],
  ["check-number", "不符,再输 校验码 0417", "0417"],
  ["check-number", "两屏一致才确认", undefined],
  ["k-code", "校验码 0417", undefined],
])("of the screen %s with %s the check number is %s", (screen, text, digits) => {
  const lines = [{ text: "训练" }, { text }];
  expect(readFromScreen(seen({ terminal: { screen, lines } }))).toBe(digits);
});
