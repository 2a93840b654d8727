import type { TerminalScreen } from "../ports.ts";
import type { ScreenName } from "../screen-names.ts";
import { big, LAMPS, screen, small, TITLE, wrapped } from "./frame.ts";

/** Screens of the terminal itself that need nothing told. @source UnionPay terminals' screen texts */
export const SYSTEM = {
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

/** Waiting for something to begin. @param time hhmmss */
export function idleScreen(tillName: string, time: string, cardFirst: boolean): TerminalScreen {
  return screen("idle", tillName, LAMPS.ready, [
    big("欢迎使用"),
    small(cardFirst ? "请插入IC卡" : "请收银员操作"),
    small(`${time.slice(0, 2)}:${time.slice(2, 4)}`),
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

/** A message with nothing to decide: `failed` says whether it is bad news. */
export function messageScreen(
  name: ScreenName,
  title: string,
  text: { readonly head: string; readonly lines?: readonly string[]; readonly failed?: boolean },
): TerminalScreen {
  const lamps = text.failed === true ? LAMPS.failed : LAMPS.online;
  const lines = (text.lines ?? []).flatMap(wrapped);
  return screen(name, title, lamps, [big(text.head), ...lines]);
}

/** @param state what keeps the printer from printing; @param what the slip that waits */
export function paperOutScreen(what: string, state: "paper" | "fault"): TerminalScreen {
  return screen("paper-out", TITLE.print, LAMPS.waiting, [
    big(state === "paper" ? "打印机缺纸" : "打印机故障"),
    small(state === "paper" ? "请装纸后按确认" : "请检查后按确认"),
    small(what),
  ]);
}
