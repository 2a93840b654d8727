import type { Situation } from "../situation.ts";
import type { Rule } from "./rule.ts";

/** Rules about what is charged, and for what. */
export const MONEY_RULES: readonly Rule[] = [
  {
    id: "charged-twice",
    severity: "critical",
    part: "recovery",
    aspect: "harm",
    repeats: true,
    title: { zh: "没弄清就又扣一次", en: "Charged again without checking" },
    why: {
      zh: "上一笔已成功或结果不明时，再做一笔会让顾客付两次。先等冲正，或查上一笔。",
      en: "While the last sale stands, or its outcome is unknown, another one makes the customer pay twice. Wait for the reversal or look up the last sale first.",
    },
    broken: { "iso.sent": ({ mti }, now) => chargesAgain(mti, now) && !now.paperOutAfterApproval },
  },
  {
    id: "charged-again-after-paper-out",
    severity: "critical",
    part: "recovery",
    aspect: "harm",
    repeats: true,
    title: { zh: "没出单就又扣一次", en: "Charged again because no slip came" },
    why: {
      zh: "没纸不等于没扣钱。换纸后重打印上一笔，绝不再刷。",
      en: "No paper does not mean no charge. Load paper and print the last sale again; never charge again.",
    },
    broken: { "iso.sent": ({ mti }, now) => chargesAgain(mti, now) && now.paperOutAfterApproval },
  },
  {
    id: "goods-given-unpaid",
    severity: "critical",
    part: "procedure",
    title: { zh: "没收到钱就给了货", en: "Goods given unpaid" },
    why: {
      zh: "交易失败或结果不明时，商品不能离柜。",
      en: "When a payment failed, or nobody knows, the goods stay at the counter.",
    },
    broken: {
      "customer.left": ({ without }, now) => !(without.includes("goods") || isPaid(now)),
    },
  },
  {
    id: "wrong-amount-charged",
    severity: "critical",
    part: "accuracy",
    title: { zh: "扣错了金额", en: "Wrong amount charged" },
    why: {
      zh: "扣的钱与应收不同。按确认前，先对收银机上的应收金额。",
      en: "What was charged is not what was due. Compare with the till before pressing enter.",
    },
    broken: {
      "terminal.outcome": ({ outcome, amountMinor }, now) =>
        outcome === "approved" && amountMinor !== now.totalMinor,
    },
  },
  {
    id: "item-missed",
    severity: "major",
    part: "accuracy",
    title: { zh: "漏扫商品", en: "An item was not scanned" },
    why: {
      zh: "有商品没有入账。结账前看一眼传送带。",
      en: "Something was not on the bill. Look at the belt before taking payment.",
    },
    broken: { "till.tendered": (_, now) => compareScans(now, (have, want) => have < want) },
  },
  {
    id: "extra-item-charged",
    severity: "major",
    part: "accuracy",
    title: { zh: "多扫的商品没有删", en: "An item is on the bill twice" },
    why: {
      zh: "重复扫的商品要先删行，再收款。",
      en: "A line scanned twice is deleted before payment is taken.",
    },
    broken: { "till.tendered": (_, now) => compareScans(now, (have, want) => have > want) },
  },
  {
    id: "double-scan",
    severity: "minor",
    part: "accuracy",
    repeats: true,
    title: { zh: "同一件扫了两次", en: "Scanned twice" },
    why: {
      zh: "一件一扫，每扫一件看一眼屏幕。",
      en: "One scan a piece, one glance at the screen for each.",
    },
    // One trigger that reads twice is the scanner's fault, not the cashier's.
    broken: {
      "till.scanned": ({ item }, now) =>
        now.inputs !== now.scanInput &&
        (now.scanned.get(item) ?? 0) >= (now.lesson.wanted.get(item) ?? 0),
    },
  },
  {
    id: "sale-not-finished",
    severity: "major",
    part: "accuracy",
    title: { zh: "没有收成款", en: "The sale was not finished" },
    why: {
      zh: "这一单没有收到钱。卡不行，就换一种付款方式。",
      en: "Nothing was paid. When one card fails, take another means of payment.",
    },
    missing: (end) => !isPaid(end),
  },
  {
    id: "drawer-left-open",
    severity: "minor",
    part: "procedure",
    title: { zh: "钱箱没关", en: "Drawer left open" },
    why: { zh: "找完零就关好钱箱。", en: "Shut the drawer as soon as the change is out." },
    missing: (end) => end.drawerOpen,
  },
];

/** Whether the goods are paid for: by cash at the till, or by an approved sale that stands. */
export function isPaid(now: Situation): boolean {
  return now.paid || now.approved !== undefined;
}

function chargesAgain(mti: string, now: Situation): boolean {
  return mti === "0200" && (now.approved !== undefined || now.pending);
}

function compareScans(now: Situation, differs: (have: number, want: number) => boolean): boolean {
  for (const [item, want] of now.lesson.wanted) {
    if (differs(now.scanned.get(item) ?? 0, want)) return true;
  }
  return false;
}
