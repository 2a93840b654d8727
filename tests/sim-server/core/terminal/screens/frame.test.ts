import { expect, test } from "vitest";
import { KINDS } from "../../../../../sim-server/core/terminal/kinds.ts";
import {
  big,
  LAMPS,
  screen,
  TITLE,
} from "../../../../../sim-server/core/terminal/screens/frame.ts";
import { menuScreen } from "../../../../../sim-server/core/terminal/screens/menus.ts";

test.each([
  [KINDS.sale.title, "消费  SALE  训练"],
  [KINDS.refund.title, "退货 REFUND 训练"],
  [KINDS.balance.title, "余额        训练"],
  [TITLE.system, "系统 SYSTEM 训练"],
  [TITLE.reversal, "冲正        训练"],
])("the title %s leaves the mark its place: %s", (title, shown) => {
  expect(screen("idle", title, LAMPS.ready, []).title).toBe(shown);
});

test.each([
  ["交易成功", 2],
  ["无原始交易", 2],
  ["回响测试成功", 1],
] as const)("%s is as large as it fits: %i", (text, size) => {
  expect(big(text).size).toBe(size);
});

test("the second column of a menu begins where its longest entry still fits", () => {
  const entries = ["1回响测试", "2参数下载", "3状态上送", "4公钥下载", "5IC参数下载", "6改密"];
  const { lines } = menuScreen("menu", TITLE.system, entries);
  expect(lines.map(({ text }) => text)).toEqual([
    "1回响测试 4公钥下载",
    "2参数下载 5IC参数下载",
    "3状态上送 6改密",
  ]);
});
