import { expect, test } from "vitest";
import { textColumns } from "../../../../../device-emulators/kit/gb18030.ts";
import { KINDS } from "../../../../../sim-server/core/terminal/kinds.ts";
import type { TerminalScreen } from "../../../../../sim-server/core/terminal/ports.ts";
import { meaningOf } from "../../../../../sim-server/core/terminal/response-codes.ts";
import {
  LINE_COLUMNS,
  TRAINING_MARK,
} from "../../../../../sim-server/core/terminal/screens/frame.ts";
import {
  originalScreen,
  recordScreen,
} from "../../../../../sim-server/core/terminal/screens/journal.ts";
import { menuScreen } from "../../../../../sim-server/core/terminal/screens/menus.ts";
import { questionScreen } from "../../../../../sim-server/core/terminal/screens/question.ts";
import {
  idleScreen,
  messageScreen,
  paperOutScreen,
  SYSTEM,
  signOnFailedScreen,
} from "../../../../../sim-server/core/terminal/screens/system.ts";
import {
  amountScreen,
  approvedScreen,
  balanceScreen,
  cancelledScreen,
  cardScreen,
  confirmScreen,
  declinedScreen,
  onlineScreen,
  partialScreen,
  pendingScreen,
  pinScreen,
  REVERSING,
  readingScreen,
  removeCardScreen,
  reversalPendingScreen,
  reversedScreen,
  UNREAD,
  unreadScreen,
} from "../../../../../sim-server/core/terminal/screens/transaction.ts";
import { approvalOf, intentOf } from "../../../../kit/intent.ts";

const MOST_MINOR = 999_999_999;
const CODES = ["51", "57", "58", "38", "91", "96", "A0", "XX", ""];
const SALE = KINDS.sale.title;
const EVERY_WAY = { contactless: true, swipe: true, manual: true, code: true };
const CHIP_ONLY = { contactless: false, swipe: false, manual: false, code: false };
const LONGEST = {
  intent: intentOf({ transaction: "completion-advice", maskedPan: "620550*********0004" }),
  approval: approvalOf({ amount: "000999999999" }),
};
const MENU = ["1消费", "2撤销", "3退货", "4预授权", "6打印", "7管理", "8其他"];

const SCREENS: readonly TerminalScreen[] = [
  ...Object.values(SYSTEM),
  REVERSING,
  idleScreen("01号机", "094127", false),
  idleScreen("01号机", "094127", true),
  signOnFailedScreen("97 终端未登记"),
  questionScreen({ name: "password", title: SALE, asked: "密码:", secret: true }, "00000000"),
  questionScreen({ name: "pan", title: SALE, asked: "请输入卡号:" }, "6205 5000 0000 000000"),
  menuScreen("menu", "主菜单", MENU),
  messageScreen("refused", SALE, { head: "不能交易", lines: ["主管不允许做交易!"], failed: true }),
  originalScreen(KINDS["completion-void"].title, LONGEST),
  recordScreen({ ...LONGEST, voided: true }, 300, 300),
  balanceScreen(KINDS.balance.title),
  cancelledScreen(SALE),
  cardScreen(SALE, MOST_MINOR, EVERY_WAY),
  cardScreen(SALE, 0, CHIP_ONLY),
  readingScreen(SALE),
  removeCardScreen(SALE),
  pendingScreen(SALE, "000237"),
  partialScreen(SALE, MOST_MINOR, MOST_MINOR),
  amountScreen(SALE, MOST_MINOR, "621234******1265"),
  confirmScreen(SALE, "620550*********0004"),
  pinScreen(SALE, MOST_MINOR),
  pinScreen(SALE, MOST_MINOR, 2),
  onlineScreen(SALE, "connecting", MOST_MINOR),
  reversedScreen(SALE, "000237"),
  reversalPendingScreen(SALE, "000237"),
  paperOutScreen("凭证 000237 待打", "paper"),
  paperOutScreen("凭证 000237 待打", "fault"),
  ...Object.values(KINDS).map(({ title }) => approvedScreen(title, MOST_MINOR)),
  ...(Object.keys(UNREAD) as (keyof typeof UNREAD)[]).map((why) => unreadScreen(SALE, why)),
  ...CODES.map((code) => declinedScreen(SALE, code, meaningOf(code).zh)),
];

test.each(SCREENS.map((screen) => [screen.screen, screen] as const))(
  "%s bears the training mark and fits the display",
  (_name, { title, lines }) => {
    expect(title.endsWith(` ${TRAINING_MARK}`)).toBe(true);
    expect(textColumns(title)).toBeLessThanOrEqual(18);
    for (const { text, size } of lines) {
      expect(textColumns(text) * size, text).toBeLessThanOrEqual(LINE_COLUMNS);
    }
    // 112 dots below the bar; a line of size 1 is 16 high.
    const height = lines.reduce((sum, { size }) => sum + size * 16, 0);
    expect(height).toBeLessThanOrEqual(112);
  },
);

test.each([
  ["96", "拒绝,交换中心异常,请稍后重试", "96 拒绝,交换中心异常,|请稍后重试"],
  ["", "一二三四五六七八九十A,十二", "一二三四五六七八九十A|十二"],
  ["", "一二三四五六七八九十,十二", "一二三四五六七八九十,|十二"],
])("a long refusal is broken where a line is full: %s %s", (code, text, expected) => {
  const { lines } = declinedScreen(SALE, code, text);
  expect(
    lines
      .slice(1, -1)
      .map((line) => line.text)
      .join("|"),
  ).toBe(expected);
});

test("no screen lights the failed lamp together with others", () => {
  for (const { leds } of SCREENS) {
    if (leds[3] === "on") expect(leds).toEqual(["off", "off", "off", "on"]);
  }
});

test("a menu of more than five entries stands in two columns, down and then across", () => {
  const { lines } = menuScreen("menu", "主菜单", MENU);
  expect(lines.map(({ text }) => text.replace(/ +/g, " ").trim())).toEqual([
    "1消费 6打印",
    "2撤销 7管理",
    "3退货 8其他",
    "4预授权",
  ]);
});
