import type { DeviceKey } from "../counter/act.ts";
import type { Flow } from "../world/flow.ts";
import { INPUT_MS_MAX, nextStimulus, prompt } from "./keypad.ts";
import { lock, logOn } from "./operator-logon.ts";
import { roleOf } from "./operators.ts";
import type { Terminal } from "./powered-terminal.ts";
import type { ScreenName } from "./screen-names.ts";
import { TITLE } from "./screens/frame.ts";
import { menuScreen } from "./screens/menus.ts";
import { inquire } from "./transactions/balance.ts";
import { downloadList, downloadParameters } from "./transactions/download.ts";
import { exchange } from "./transactions/echo.ts";
import { intervene } from "./transactions/intervene.ts";
import { pay } from "./transactions/payment.ts";
import { browse, findByVoucher, showTotals } from "./transactions/query.ts";
import { refer } from "./transactions/referring.ts";
import { printBatch, reprintAny, reprintLast, reprintSettlement } from "./transactions/reprint.ts";
import { settle } from "./transactions/settle.ts";
import { signOff } from "./transactions/sign-off.ts";
import { signOn } from "./transactions/sign-on.ts";
import {
  addOperator,
  changeOwnPassword,
  changeSupervisorPassword,
  removeOperator,
  showOperators,
} from "./transactions/staff.ts";
import { voidTransaction } from "./transactions/voiding.ts";

type Run = (terminal: Terminal) => Flow<unknown>;

/** A menu, or what an entry of one does. */
type Entry = { readonly key: DeviceKey; readonly name: string; readonly run: Run };

/** Numbers as on every terminal of its kind: a number that is missing here is not in this terminal. */
const PRE_AUTH_MENU: readonly Entry[] = [
  { key: "1", name: "预授权", run: (terminal) => pay(terminal, "pre-auth") },
  { key: "2", name: "完成请求", run: (terminal) => refer(terminal, "completion") },
  { key: "3", name: "完成通知", run: (terminal) => refer(terminal, "completion-advice") },
  { key: "4", name: "预授权撤销", run: (terminal) => refer(terminal, "pre-auth-void") },
  { key: "5", name: "完成撤销", run: (terminal) => voidTransaction(terminal, "completion-void") },
];

const PRINT_MENU: readonly Entry[] = [
  { key: "1", name: "重打最后一笔", run: reprintLast },
  { key: "2", name: "重打任意一笔", run: reprintAny },
  { key: "3", name: "打印交易明细", run: (terminal) => printBatch(terminal, "list") },
  { key: "4", name: "打印交易汇总", run: (terminal) => printBatch(terminal, "totals") },
  { key: "5", name: "重打印结算单", run: reprintSettlement },
];

const SIGN_ON_MENU: readonly Entry[] = [
  { key: "1", name: "POS签到", run: signOn },
  { key: "2", name: "操作员签到", run: logOn },
];

const QUERY_MENU: readonly Entry[] = [
  { key: "1", name: "交易明细", run: browse },
  { key: "2", name: "交易汇总", run: showTotals },
  { key: "3", name: "按凭证号查询", run: findByVoucher },
];

const STAFF_MENU: readonly Entry[] = [
  { key: "1", name: "主管改密", run: changeSupervisorPassword },
  { key: "2", name: "增加", run: addOperator },
  { key: "3", name: "删除", run: removeOperator },
  { key: "4", name: "查询", run: showOperators },
  { key: "5", name: "操作员改密", run: changeOwnPassword },
];

/** Who looks after staff is a supervisor; a cashier may change the own password alone. */
function staffFor({ operator }: Terminal): readonly Entry[] {
  return roleOf(operator) === "cashier"
    ? STAFF_MENU.filter(({ run }) => run === changeOwnPassword)
    : STAFF_MENU;
}

const MANAGEMENT_MENU: readonly Entry[] = [
  { key: "1", name: "签到", run: open("sign-on-menu", TITLE.logon, () => SIGN_ON_MENU) },
  { key: "2", name: "签退", run: leave },
  { key: "3", name: "交易查询", run: open("query-menu", TITLE.query, () => QUERY_MENU) },
  { key: "4", name: "柜员", run: open("staff-menu", TITLE.system, staffFor) },
  { key: "5", name: "人工冲正", run: intervene },
  { key: "6", name: "结算", run: closeDay },
  { key: "7", name: "锁定终端", run: lock },
];

const OTHER_MENU: readonly Entry[] = [
  { key: "1", name: "余额查询", run: inquire },
  { key: "2", name: "扫码退货", run: (terminal) => refer(terminal, "refund", true) },
];

const MAIN_MENU: readonly Entry[] = [
  { key: "1", name: "消费", run: (terminal) => pay(terminal, "sale") },
  { key: "2", name: "撤销", run: (terminal) => voidTransaction(terminal, "void") },
  { key: "3", name: "退货", run: (terminal) => refer(terminal, "refund") },
  { key: "4", name: "预授权", run: open("pre-auth-menu", "预授权  AUTH", () => PRE_AUTH_MENU) },
  { key: "6", name: "打印", run: open("print-menu", TITLE.print, () => PRINT_MENU) },
  { key: "7", name: "管理", run: open("management-menu", "管理", () => MANAGEMENT_MENU) },
  { key: "8", name: "其他", run: open("other-menu", "其他", () => OTHER_MENU) },
];

/** What the one who sets the terminal up may do. */
const ADMINISTRATION_MENU: readonly Entry[] = [
  { key: "1", name: "回响测试", run: (terminal) => exchange(terminal, "echo") },
  { key: "2", name: "参数下载", run: downloadParameters },
  { key: "3", name: "状态上送", run: (terminal) => exchange(terminal, "status") },
  { key: "4", name: "公钥下载", run: (terminal) => downloadList(terminal, "ca-key") },
  { key: "5", name: "IC参数下载", run: (terminal) => downloadList(terminal, "application") },
  { key: "6", name: "改密", run: changeOwnPassword },
  { key: "9", name: "操作员签到", run: logOn },
];

/** The menu of whoever is logged on, and what is chosen from it, back to where it was opened. */
export function chooseFromMenu(terminal: Terminal): Flow<void> {
  return roleOf(terminal.operator) === "administrator"
    ? choose(terminal, "administration-menu", TITLE.system, ADMINISTRATION_MENU)
    : choose(terminal, "menu", TITLE.menu, MAIN_MENU);
}

function open(
  name: ScreenName,
  title: string,
  entries: (terminal: Terminal) => readonly Entry[],
): Run {
  return (terminal) => choose(terminal, name, title, entries(terminal));
}

function* choose(
  terminal: Terminal,
  name: ScreenName,
  title: string,
  entries: readonly Entry[],
): Flow<void> {
  prompt(
    terminal,
    menuScreen(
      name,
      title,
      entries.map((entry) => entry.key + entry.name),
    ),
  );
  for (;;) {
    const next = yield* nextStimulus(terminal, INPUT_MS_MAX);
    if (next.kind === "time" || (next.kind === "key" && next.key === "cancel")) return;
    const chosen = next.kind === "key" && entries.find(({ key }) => key === next.key);
    if (chosen) {
      yield* chosen.run(terminal);
      return;
    }
  }
}

/** Signs off at the bank, and then wants somebody to log on. */
function* leave(terminal: Terminal): Flow<void> {
  if (!(yield* signOff(terminal))) return;
  yield* logOn(terminal);
  if (roleOf(terminal.operator) !== "administrator") yield* signOn(terminal);
}

/** Settles, and signs off after it where the bank has it so. */
function* closeDay(terminal: Terminal): Flow<void> {
  if ((yield* settle(terminal)) && terminal.config.autoSignOff) yield* leave(terminal);
}
