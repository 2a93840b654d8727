import { formatMinor } from "../../../../device-emulators/kit/money.ts";
import type { TerminalScreen } from "../ports.ts";
import { big, LAMPS, rmb, screen, small, TITLE, wrapped } from "./frame.ts";

/** @param card masked, where it was read before the amount */
export function amountScreen(title: string, amountMinor: number, card: string): TerminalScreen {
  return screen("amount", title, LAMPS.ready, [
    small("请输入金额:"),
    big(formatMinor(amountMinor)),
    small(card === "" ? "按[确认]继续" : card),
  ]);
}

/** What a card may do to come in, in the words of the prompt. */
export type Ways = {
  readonly contactless: boolean;
  readonly swipe: boolean;
  readonly manual: boolean;
  readonly code: boolean;
};

/** Waiting for a card; an amount of 0 is not shown. */
export function cardScreen(title: string, amountMinor: number, ways: Ways): TerminalScreen {
  const more = ways.swipe || ways.contactless;
  const how = `插卡${ways.swipe ? "/刷卡" : ""}${ways.contactless ? "/挥卡" : ""}`;
  const hints = [
    ...(ways.manual ? ["按数字手输卡号"] : []),
    ...(ways.code ? ["扫付款码 *K码"] : []),
  ];
  return screen("insert-card", title, LAMPS.ready, [
    ...(amountMinor === 0 ? [] : [rmb(amountMinor)]),
    more ? big("请出示卡") : big("请插入IC卡"),
    ...(more ? [small(`请${how}`)] : []),
    ...hints.map(small),
  ]);
}

/** The chip is at work. */
export function readingScreen(title: string): TerminalScreen {
  return screen("reading", title, LAMPS.reading, [big("正在读卡"), small("ICC处理中,请稍候")]);
}

/** Why a card did not come in, and what to do about it. */
export const UNREAD = {
  chip: ["请检查卡片方向", "请拔出IC卡,再插"],
  blocked: ["卡被锁定", "请拔出IC卡"],
  fallback: ["插卡故障", "请拔出IC卡,再刷卡"],
  stripe: ["刷卡错误", "请继续刷卡"],
  "chip-card": ["该卡为芯片卡", "请插卡交易"],
  field: ["挥卡错误", "请重新挥卡或插卡"],
  collision: ["出示单一卡片", "请一次挥一张卡"],
  "blocked-field": ["卡被锁定", "请换卡"],
  "insert-instead": ["不能挥卡", "请插卡交易"],
  "see-phone": ["请查看手机", "请按手机提示再挥"],
  refused: ["交易拒绝", "请换卡或插卡"],
  "not-a-code": ["付款码错误", "请扫付款码"],
} as const satisfies Record<string, readonly [string, string]>;

/** A card could not be taken in. */
export function unreadScreen(title: string, why: keyof typeof UNREAD): TerminalScreen {
  const [first, second] = UNREAD[why];
  return screen("card-unread", title, LAMPS.failed, [big("读卡失败"), small(first), small(second)]);
}

/** @param card masked */
export function confirmScreen(title: string, card: string): TerminalScreen {
  return screen("confirm-card", title, LAMPS.reading, [
    small("卡号"),
    small(card),
    small("确认(ENTER)?"),
  ]);
}

/** @param triesLeft after a wrong PIN, how often it may still be tried */
export function pinScreen(title: string, amountMinor: number, triesLeft?: number): TerminalScreen {
  const ask = small("请持卡人输入密码");
  const again = triesLeft === undefined ? [ask] : [small("(55)密码错请重试"), ask];
  const amount = amountMinor === 0 ? [] : [rmb(amountMinor)];
  return screen("pin", title, LAMPS.reading, [...amount, big("请输入密码"), ...again]);
}

/** On the way to the bank and back, stage by stage. */
export function onlineScreen(
  title: string,
  name: "connecting" | "sending" | "receiving",
  amountMinor: number,
): TerminalScreen {
  return screen(name, title, LAMPS.online, [
    ...(amountMinor === 0 ? [] : [rmb(amountMinor)]),
    big("正在联机"),
    small(ONLINE_TEXT[name]),
    small("请勿拔卡"),
  ]);
}

const ONLINE_TEXT = {
  connecting: "拨号中...",
  sending: "发送数据包",
  receiving: "接收返回",
} as const;

/** Approved; shown only once that is durable. */
export function approvedScreen(title: string, amountMinor: number): TerminalScreen {
  return screen("approved", title, LAMPS.online, [
    rmb(amountMinor),
    big("交易成功"),
    small("请取卡 · 打印中"),
  ]);
}

/** Less than was asked is approved: the cashier takes it, or has it undone. */
export function partialScreen(
  title: string,
  approvedMinor: number,
  missingMinor: number,
): TerminalScreen {
  return screen("partial", title, LAMPS.waiting, [
    big("部分承兑"),
    small(`已付 ${formatMinor(approvedMinor)}`),
    small(`未付 ${formatMinor(missingMinor)}`),
    small("请另行收取未付金额"),
    small("[确认]接受 [取消]撤销"),
  ]);
}

/** The payer has yet to agree on the telephone. */
export function waitingScreen(title: string, amountMinor: number): TerminalScreen {
  return screen("waiting-payer", title, LAMPS.online, [
    rmb(amountMinor),
    big("等待付款"),
    small("等待用户确认支付"),
    small("请勿重复收款"),
    small("按[取消]停止"),
  ]);
}

/** A refusal, and that no money has moved. */
export function declinedScreen(title: string, code: string, text: string): TerminalScreen {
  return screen("declined", title, LAMPS.failed, [
    big("交易失败"),
    ...wrapped(code === "" ? text : `${code} ${text}`),
    small("未扣款"),
  ]);
}

/** Given up before anything was asked. */
export function cancelledScreen(title: string): TerminalScreen {
  return screen("cancelled", title, LAMPS.failed, [big("交易取消"), small("未扣款")]);
}

/** Asked for, not answered, and to be asked again until it is. */
export function pendingScreen(title: string, stan: string): TerminalScreen {
  return screen("pending", title, LAMPS.failed, [
    big("结果待确认"),
    small(`凭证 ${stan} 将重发`),
    small("请勿重做,请勿付现"),
  ]);
}

/** A balance stands on the customer's own display, for nobody else to read. */
export function balanceScreen(title: string): TerminalScreen {
  return screen("balance", title, LAMPS.online, [big("交易成功"), small("请查看密码键盘")]);
}

/** The card is still in the slot. */
export function removeCardScreen(title: string): TerminalScreen {
  return screen("remove-card", title, LAMPS.waiting, [big("请拔出IC卡")]);
}

/** What is owed to the bank is being undone. */
export const REVERSING = screen("reversing", TITLE.reversal, LAMPS.online, [
  big("自动冲正"),
  small("自动冲正..."),
  small("请勿断电"),
]);

/** Undone at the bank: the transaction has failed and nothing is charged. */
export function reversedScreen(title: string, stan: string): TerminalScreen {
  return screen("reversed", title, LAMPS.failed, [
    big("交易失败"),
    small("已自动冲正"),
    small(`凭证 ${stan}`),
    small("未扣款"),
  ]);
}

/** Not undone yet: whether the customer paid, nobody here knows. */
export function reversalPendingScreen(title: string, stan: string): TerminalScreen {
  return screen("reversal-pending", title, LAMPS.failed, [
    big("冲正不成功"),
    small("请与客服联系"),
    small(`凭证 ${stan} 待冲正`),
  ]);
}
