import { expect, test } from "vitest";
import { GOODS } from "../../../../scenarios/goods/goods.ts";
import { customerText } from "../../../../sim-server/core/till/customer-text.ts";
import { IDLE_TILL, type TillInput, tillMachine } from "../../../../sim-server/core/till/till.ts";
import { play } from "../../../kit/play.ts";
import { cash, result, scan } from "../../../kit/till-play.ts";

const step = tillMachine(
  new Map(GOODS.map((good) => [good.code, { ...good, name: good.name.zh }])),
);
const CARD: TillInput = { type: "tender", means: "card" };
const CASH: TillInput = { type: "tender", means: "cash" };
const DELETE: TillInput = { type: "key", key: "delete-line" };
const CANCEL: TillInput = { type: "key", key: "cancel-sale" };
const MILK = scan("milk");

test.each<[string, readonly TillInput[], string, string]>([
  ["nobody there yet", [], "欢迎光临", "训练 TRAINING"],
  ["a piece scanned", [MILK], "鲜牛奶 950ml   12.80", "合计           12.80"],
  ["the same again", [MILK, MILK], "鲜牛奶 950ml   12.80", "合计           25.60"],
  [
    "a row taken off: the one before, and what is left",
    [MILK, scan("soda"), DELETE],
    "鲜牛奶 950ml   12.80",
    "合计           12.80",
  ],
  ["all cancelled", [MILK, CANCEL], "欢迎光临", "训练 TRAINING"],
  ["a card is to pay", [MILK, CARD], "应收           12.80", "请用银行卡付款"],
  [
    "a card has paid",
    [MILK, CARD, result("A", "00", 1280, "000001")],
    "已付           12.80",
    "谢谢惠顾",
  ],
  [
    "a card has paid something else, as the terminal tells",
    [MILK, CARD, result("A", "00", 128, "000001")],
    "已付            1.28",
    "谢谢惠顾",
  ],
  [
    "a card has not paid",
    [MILK, CARD, result("D", "51", 1280, "000001")],
    "应收           12.80",
    "请换一种方式付款",
  ],
  [
    "nobody knows whether a card has paid",
    [MILK, CARD, result("U", "", 1280, "000001")],
    "应收           12.80",
    "请用银行卡付款",
  ],
  ["cash is to pay", [MILK, CASH], "应收           12.80", "收款            0.00"],
  ["part of the cash", [MILK, CASH, cash(1000)], "应收           12.80", "收款           10.00"],
  ["cash, and change", [MILK, CASH, cash(2000)], "收款           20.00", "找零            7.20"],
  ["cash to the fen", [MILK, CASH, cash(1280)], "收款           12.80", "谢谢惠顾"],
  [
    "the next customer",
    [MILK, CASH, cash(2000), { type: "next-sale" }],
    "欢迎光临",
    "训练 TRAINING",
  ],
])("%s", (_name, inputs, upper, lower) => {
  const script = inputs.map((input) => [0, input] as const);
  const { state } = play(step, IDLE_TILL, script);
  expect(customerText(state).map((line) => line.trim())).toEqual([upper, lower]);
});
