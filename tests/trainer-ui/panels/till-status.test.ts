import { expect, test } from "vitest";
import type { WireView } from "../../../sim-server/contract/index.ts";
import { tillStatus } from "../../../trainer-ui/panels/till-status.ts";
import { ZH_CN } from "../../../trainer-ui/text/zh-cn.ts";
import { QUIET_COUNTER } from "../../kit/page-view.ts";

const line = (quantity: number) => ({
  code: "2004170001018",
  name: "鲜牛奶 950ml",
  art: "milk",
  quantity,
  priceMinor: 1280,
  totalMinor: 1280 * quantity,
});
const result = { responseCode: "62", amountMinor: 6840, stan: "000237" };

/** What the line says, what it adds at its end, and `!` where it is bad. */
function drawn(more: Partial<WireView["till"]>, left = 0): string {
  const { text, aside, bad } = tillStatus({ ...QUIET_COUNTER.till, ...more }, left, ZH_CN.till);
  return [text, aside, bad ? "!" : undefined].filter((part) => part !== undefined).join(" | ");
}

test.each<[string, Partial<WireView["till"]>, number, string]>([
  ["nothing scanned", {}, 3, "等待扫描商品"],
  ["a code of nothing", { unknownCode: "4006381333931" }, 3, "没有这个商品：4006381333931 | !"],
  ["some on the belt", { lines: [line(2)] }, 1, "已扫 2 件，还有 1 件"],
  ["all scanned", { lines: [line(2), line(1)] }, 0, "已扫 3 件"],
  ["paying by card", { status: "paying", means: "card" }, 0, "银行卡 · 请在终端上操作"],
  ["paying in cash", { status: "paying", means: "cash" }, 0, "现金 · 等待顾客付款"],
  ["paid in cash", { status: "paid", means: "cash" }, 0, "现金已收"],
  [
    "refused",
    { status: "failed", means: "card", result },
    0,
    "银行卡消费未成功 · 应答码 62 | 未收款 | !",
  ],
  [
    "reversed, or called off",
    { status: "failed", means: "card", result: { ...result, responseCode: "" } },
    0,
    "银行卡消费未成功 | 未收款 | !",
  ],
  [
    // The till never compares: what the terminal said stands there for the cashier to see.
    "approved, as the terminal tells it",
    { status: "approved", means: "card", result, totalMinor: 8640 },
    0,
    "银行已批准 · 终端金额 68.40 | 凭证号 000237",
  ],
])("%s", (_name, more, left, says) => {
  expect(drawn(more, left)).toBe(says);
});
