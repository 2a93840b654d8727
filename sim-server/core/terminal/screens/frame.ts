import { textColumns } from "../../../../device-emulators/kit/gb18030.ts";
import { formatMinor } from "../../../../device-emulators/kit/money.ts";
import type { LcdLine } from "../../counter/view.ts";
import type { TerminalScreen } from "../ports.ts";
import type { ScreenName } from "../screen-names.ts";

/** Stands at the end of every status bar, where the screen has a box for it. */
export const TRAINING_MARK = "训练";

/** Half-width characters that fit a line of the body, and the columns before the mark. Chosen. */
export const LINE_COLUMNS = 21;
const TITLE_COLUMNS = 11;

type Lamps = TerminalScreen["leds"];

/** By count: ready, reading, talking to the bank or approved; the far right alone has failed. */
export const LAMPS = {
  none: ["off", "off", "off", "off"],
  ready: ["on", "off", "off", "off"],
  reading: ["on", "on", "off", "off"],
  online: ["on", "on", "on", "off"],
  waiting: ["off", "on", "off", "off"],
  failed: ["off", "off", "off", "on"],
} as const satisfies Record<string, Lamps>;

/** Titles of what is no transaction of a card. */
export const TITLE = {
  print: "打印  PRINT",
  logon: "签到  LOGON",
  line: "通讯  COMM",
  menu: "主菜单",
  reversal: "冲正  REVERSE",
  settlement: "结算  SETTLE",
  query: "查询  QUERY",
  system: "系统  SYSTEM",
  display: "收银机  POS",
} as const;

/** A whole screen; its title loses its English where it would run into the mark. */
export function screen(
  name: ScreenName,
  title: string,
  leds: Lamps,
  lines: readonly LcdLine[],
): TerminalScreen {
  const narrow = title.replace(/ {2,}/, " ");
  const shown =
    [title, narrow].find((each) => textColumns(each) <= TITLE_COLUMNS) ?? title.split(" ")[0] ?? "";
  const gap = " ".repeat(Math.max(1, TITLE_COLUMNS + 1 - textColumns(shown)));
  return { screen: name, title: shown + gap + TRAINING_MARK, lines, leds };
}

/** As large as it fits: a line holds half as many large characters. */
export function big(text: string): LcdLine {
  return { text, size: textColumns(text) * 2 <= LINE_COLUMNS ? 2 : 1, align: "center" };
}

export function small(text: string): LcdLine {
  return { text, size: 1, align: "center" };
}

export function left(text: string): LcdLine {
  return { text, size: 1, align: "left" };
}

export function rmb(amountMinor: number): LcdLine {
  return small(`RMB ${formatMinor(amountMinor)}`);
}

/** A label at the left edge and its value at the right one, on one line. */
export function pair(label: string, value: string): LcdLine {
  const blanks = LINE_COLUMNS - textColumns(label) - textColumns(value);
  return left(label + " ".repeat(Math.max(1, blanks)) + value);
}

/** Breaks a text where a line is full; a comma that would begin a line is left out. */
export function wrapped(text: string): LcdLine[] {
  const lines: string[] = [""];
  for (const character of text) {
    const last = lines[lines.length - 1] ?? "";
    const full = textColumns(last) + textColumns(character) > LINE_COLUMNS;
    if (full) lines.push(character === "," ? "" : character);
    else lines[lines.length - 1] = last + character;
  }
  return lines.map(small);
}
