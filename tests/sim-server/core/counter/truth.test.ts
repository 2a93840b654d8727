import { describe, expect, test } from "vitest";
import type { CardSettings } from "../../../../scenarios/format/scenario.ts";
import {
  type SlipTruth,
  wrongWithCard,
  wrongWithSlip,
} from "../../../../sim-server/core/counter/truth.ts";
import { card } from "../../../kit/customer-play.ts";

const SOUND = { bankMark: true, sample: false, damaged: false };

describe("what is wrong with a card in June 2025", () => {
  test.each<[string, Partial<CardSettings>, string]>([
    ["a good one", { expiry: "2908" }, ""],
    ["one that ends this month", { expiry: "2506" }, ""],
    ["one that ended last month", { expiry: "2505" }, "expiry"],
    ["one that ended in December", { expiry: "2412" }, "expiry"],
    ["one without a bank's mark", { face: { ...SOUND, bankMark: false } }, "bank-mark"],
    ["a sample", { face: { ...SOUND, sample: true } }, "sample"],
    ["a broken one", { face: { ...SOUND, damaged: true } }, "broken"],
    [
      "one with everything wrong",
      { expiry: "2001", face: { bankMark: false, sample: true, damaged: true } },
      "expiry bank-mark sample broken",
    ],
    ["one whose account cannot be seen from outside", { state: "stolen", chip: "broken" }, ""],
  ])("%s", (_what, change, wrong) => {
    expect(wrongWithCard(card(change), "2506").join(" ")).toBe(wrong);
  });
});

describe("what is wrong with a slip over 44.40", () => {
  const truth: SlipTruth = {
    totalMinor: 4440,
    cardNumber: "6212345678901265",
    date: "2025/06/18",
    merchantId: "TILLYARD0000001",
  };
  const lines = {
    merchant: "商户编号         TILLYARD0000001",
    number: "卡号         621234******1265 /I",
    date: "日期/时间    2025/06/18 09:41:33",
    amount: "金额 RMB                   44.40",
  };

  test.each<[string, Partial<typeof lines>, string]>([
    ["a sound one", {}, ""],
    ["another amount", { amount: "金额 RMB                   44.41" }, "amount"],
    ["a digit in front", { amount: "金额 RMB                  144.40" }, "amount"],
    ["a digit behind", { amount: "金额 RMB                   44.400" }, "amount"],
    ["the amount on another line only", { amount: "小计                   44.40" }, "amount"],
    ["blanks behind the amount", { amount: "金额 RMB            44.40  " }, ""],
    ["yesterday", { date: "日期/时间    2025/06/17 09:41:33" }, "date"],
    ["another card", { number: "卡号         621234******1232 /I" }, "card-number"],
    ["the number in full", { number: "卡号         6212345678901265 /I" }, "card-number"],
    ["another shop", { merchant: "商户编号         TILLYARD0000002" }, "merchant"],
    [
      "nothing on it",
      { merchant: "", number: "", date: "", amount: "" },
      "amount date card-number merchant",
    ],
  ])("%s", (_what, change, wrong) => {
    const text = Object.values({ ...lines, ...change });
    expect(wrongWithSlip(text, truth).join(" ")).toBe(wrong);
  });
});
