import { textColumns } from "../../../device-emulators/kit/gb18030.ts";
import { formatMinor } from "../../../device-emulators/kit/money.ts";
import type { LcdLine } from "../counter/view.ts";
import type { TerminalScreen } from "./ports.ts";
import type { ScreenName } from "./screen-names.ts";

/** Stands at the end of every status bar, where the screen has a box for it. */
export const TRAINING_MARK = "训练";

/** Half-width characters that fit a line of the body, and the columns before the mark. Chosen. */
export const LINE_COLUMNS = 21;
const TITLE_COLUMNS = 12;

type Lamps = TerminalScreen["leds"];

/** By count: ready, reading, talking to the bank or approved; the far right alone has failed. */
const LAMPS = {
  none: ["off", "off", "off", "off"],
  ready: ["on", "off", "off", "off"],
  reading: ["on", "on", "off", "off"],
  online: ["on", "on", "on", "off"],
  waiting: ["off", "on", "off", "off"],
  failed: ["off", "off", "off", "on"],
} as const satisfies Record<string, Lamps>;

const TITLE = {
  sale: "消费  SALE",
  print: "打印  PRINT",
  logon: "签到  LOGON",
  line: "通讯  COMM",
  menu: "主菜单",
  reversal: "冲正  REVERSE",
  system: "系统  SYSTEM",
} as const;

/** Every screen that needs nothing told. @source UnionPay terminals' screen texts */
export const SCREEN = {
  starting: screen("starting", TITLE.system, LAMPS.none, [big("正在自检"), small("请稍候")]),
  journalBroken: screen("error", TITLE.system, LAMPS.failed, [
    big("日志错误"),
    small("终端停止使用"),
    small("请与客服联系"),
  ]),
  dialling: screen("signing-on", TITLE.logon, LAMPS.online, [big("POS签到"), small("拨号中...")]),
  signingOn: screen("signing-on", TITLE.logon, LAMPS.online, [
    big("POS签到"),
    small("已连接银联中心"),
    small("处理中..."),
  ]),
  checkingKeys: screen("signing-on", TITLE.logon, LAMPS.online, [
    big("POS签到"),
    small("密钥检验中,请稍候...."),
  ]),
  signedOn: screen("signing-on", TITLE.logon, LAMPS.online, [big("签到成功")]),
  menu: screen("menu", TITLE.menu, LAMPS.ready, [left("1消费"), left("6打印")]),
  printMenu: screen("print-menu", TITLE.print, LAMPS.ready, [left("1重打最后一笔")]),
  reading: screen("reading", TITLE.sale, LAMPS.reading, [
    big("正在读卡"),
    small("ICC处理中,请稍候"),
  ]),
  insertFirst: screen("insert-card", TITLE.sale, LAMPS.ready, [big("请插入IC卡")]),
  unread: screen("card-unread", TITLE.sale, LAMPS.failed, [
    big("读卡失败"),
    small("请检查卡片方向"),
    small("请拔出IC卡,再插"),
  ]),
  blocked: screen("card-unread", TITLE.sale, LAMPS.failed, [
    big("读卡失败"),
    small("卡被锁定"),
    small("请拔出IC卡"),
  ]),
  removeCard: screen("remove-card", TITLE.sale, LAMPS.waiting, [big("请拔出IC卡")]),
  cancelled: screen("cancelled", TITLE.sale, LAMPS.failed, [big("交易取消"), small("未扣款")]),
  reversing: screen("reversing", TITLE.reversal, LAMPS.online, [
    big("自动冲正"),
    small("自动冲正..."),
    small("请勿断电"),
  ]),
  printing: screen("printing", TITLE.print, LAMPS.online, [big("正在打印"), small("打印凭单中")]),
  nextCopy: screen("next-copy", TITLE.print, LAMPS.waiting, [
    big("请撕单"),
    small("按确认继续打印"),
  ]),
  nothingToReprint: screen("nothing-to-reprint", TITLE.print, LAMPS.failed, [
    big("无原始交易"),
    small("没有可重打的凭单"),
  ]),
} as const satisfies Record<string, TerminalScreen>;

/** Waiting for a sale. @param time hhmmss */
export function idleScreen(tillName: string, time: string, cardFirst: boolean): TerminalScreen {
  return screen("idle", tillName, LAMPS.ready, [
    big("欢迎使用"),
    small(cardFirst ? "请插入IC卡" : "请收银员操作"),
    small(`${time.slice(0, 2)}:${time.slice(2, 4)}`),
  ]);
}

/** Keying the operator's number, or the password as asterisks. */
export function operatorScreen(
  name: "operator" | "password",
  keyed: string,
  refused: boolean,
): TerminalScreen {
  const asked = name === "operator" ? "请输入操作员号:" : "请输入操作员密码:";
  return screen(name, TITLE.logon, LAMPS.ready, [
    small(asked),
    big(name === "operator" ? keyed : "*".repeat(keyed.length)),
    small(refused ? "操作员号或密码错" : "按[确认]继续"),
  ]);
}

/** No working keys yet, and why. */
export function signOnFailedScreen(why: string): TerminalScreen {
  return screen("sign-on-failed", TITLE.logon, LAMPS.failed, [
    big("签到失败"),
    ...wrapped(why),
    small("按确认重试"),
  ]);
}

/** @param card masked, where it was read before the amount */
export function amountScreen(amountMinor: number, card: string): TerminalScreen {
  return screen("amount", TITLE.sale, LAMPS.ready, [
    small("请输入金额:"),
    big(formatMinor(amountMinor)),
    small(card === "" ? "按[确认]继续" : card),
  ]);
}

/** Waiting for the card, the amount being known. */
export function insertScreen(amountMinor: number): TerminalScreen {
  return screen("insert-card", TITLE.sale, LAMPS.ready, [rmb(amountMinor), big("请插入IC卡")]);
}

/** @param card masked */
export function confirmScreen(card: string): TerminalScreen {
  return screen("confirm-card", TITLE.sale, LAMPS.reading, [
    small("卡号"),
    small(card),
    small("确认(ENTER)?"),
  ]);
}

/** @param triesLeft after a wrong PIN, how often it may still be tried */
export function pinScreen(amountMinor: number, triesLeft?: number): TerminalScreen {
  const ask = small("请持卡人输入密码");
  const again = triesLeft === undefined ? [ask] : [small("(55)密码错请重试"), ask];
  return screen("pin", TITLE.sale, LAMPS.reading, [rmb(amountMinor), big("请输入密码"), ...again]);
}

/** On the way to the bank and back, stage by stage. */
export function onlineScreen(
  name: "connecting" | "sending" | "receiving",
  amountMinor: number,
): TerminalScreen {
  return screen(name, TITLE.sale, LAMPS.online, [
    rmb(amountMinor),
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
export function approvedScreen(amountMinor: number): TerminalScreen {
  return screen("approved", TITLE.sale, LAMPS.online, [
    rmb(amountMinor),
    big("交易成功"),
    small("请取卡 · 打印中"),
  ]);
}

/** A refusal, and that no money has moved. */
export function declinedScreen(code: string, text: string): TerminalScreen {
  return screen("declined", TITLE.sale, LAMPS.failed, [
    big("交易失败"),
    ...wrapped(code === "" ? text : `${code} ${text}`),
    small("未扣款"),
  ]);
}

/** Undone at the bank: the sale has failed and nothing is charged. */
export function reversedScreen(stan: string): TerminalScreen {
  return screen("reversed", TITLE.reversal, LAMPS.failed, [
    big("交易失败"),
    small("已自动冲正"),
    small(`凭证 ${stan}`),
    small("未扣款"),
  ]);
}

/** Not undone yet: whether the customer paid, nobody here knows. */
export function reversalPendingScreen(stan: string): TerminalScreen {
  return screen("reversal-pending", TITLE.reversal, LAMPS.failed, [
    big("冲正不成功"),
    small("请与客服联系"),
    small(`凭证 ${stan} 待冲正`),
  ]);
}

/** @param state what keeps the printer from printing */
export function paperOutScreen(stan: string, state: "paper" | "fault"): TerminalScreen {
  return screen("paper-out", TITLE.print, LAMPS.waiting, [
    big(state === "paper" ? "打印机缺纸" : "打印机故障"),
    small(state === "paper" ? "请装纸后按确认" : "请检查后按确认"),
    small(`凭证 ${stan} 待打`),
  ]);
}

function screen(
  name: ScreenName,
  title: string,
  leds: Lamps,
  lines: readonly LcdLine[],
): TerminalScreen {
  const gap = " ".repeat(Math.max(1, TITLE_COLUMNS - textColumns(title)));
  return { screen: name, title: title + gap + TRAINING_MARK, lines, leds };
}

function big(text: string): LcdLine {
  return { text, size: 2, align: "center" };
}

function small(text: string): LcdLine {
  return { text, size: 1, align: "center" };
}

function left(text: string): LcdLine {
  return { text, size: 1, align: "left" };
}

function rmb(amountMinor: number): LcdLine {
  return small(`RMB ${formatMinor(amountMinor)}`);
}

/** Breaks a text where a line is full; a comma that would begin a line is left out. */
function wrapped(text: string): LcdLine[] {
  const lines: string[] = [""];
  for (const character of text) {
    const last = lines[lines.length - 1] ?? "";
    const full = textColumns(last) + textColumns(character) > LINE_COLUMNS;
    if (full) lines.push(character === "," ? "" : character);
    else lines[lines.length - 1] = last + character;
  }
  return lines.map(small);
}
