import { expect, test } from "vitest";
import { textColumns } from "../../../../device-emulators/kit/gb18030.ts";
import type { TerminalScreen } from "../../../../sim-server/core/terminal/ports.ts";
import { meaningOf } from "../../../../sim-server/core/terminal/response-codes.ts";
import {
  amountScreen,
  approvedScreen,
  confirmScreen,
  declinedScreen,
  idleScreen,
  insertScreen,
  LINE_COLUMNS,
  onlineScreen,
  operatorScreen,
  paperOutScreen,
  pinScreen,
  reversalPendingScreen,
  reversedScreen,
  SCREEN,
  signOnFailedScreen,
  TRAINING_MARK,
} from "../../../../sim-server/core/terminal/screens.ts";

const MOST_MINOR = 999_999_999;
const CODES = ["51", "57", "58", "38", "91", "96", "A0", "XX", ""];

const SCREENS: readonly TerminalScreen[] = [
  ...Object.values(SCREEN),
  idleScreen("01号机", "094127", false),
  idleScreen("01号机", "094127", true),
  operatorScreen("operator", "01", true),
  operatorScreen("password", "0000", false),
  signOnFailedScreen("97 终端未登记"),
  amountScreen(MOST_MINOR, "621234******1265"),
  insertScreen(MOST_MINOR),
  confirmScreen("620550*********0004"),
  pinScreen(MOST_MINOR),
  pinScreen(MOST_MINOR, 2),
  onlineScreen("connecting", MOST_MINOR),
  approvedScreen(MOST_MINOR),
  reversedScreen("000237"),
  reversalPendingScreen("000237"),
  paperOutScreen("000237", "paper"),
  paperOutScreen("000237", "fault"),
  ...CODES.map((code) => declinedScreen(code, meaningOf(code).zh)),
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
  const { lines } = declinedScreen(code, text);
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
