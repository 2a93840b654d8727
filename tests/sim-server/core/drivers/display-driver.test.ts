import fc from "fast-check";
import { expect, test } from "vitest";
import { CD5220 } from "../../../../device-emulators/devices/display/commands.ts";
import { DISPLAY_START, displayOf } from "../../../../device-emulators/devices/display/display.ts";
import { linesOf } from "../../../../device-emulators/devices/display/glass.ts";
import { concat } from "../../../../device-emulators/kit/bytes.ts";
import { textColumns } from "../../../../device-emulators/kit/gb18030.ts";
import { GOODS } from "../../../../scenarios/goods/goods.ts";
import {
  centred,
  DISPLAY_COLUMNS,
  type DisplayText,
  labelled,
  START_DISPLAY,
  writeDisplay,
} from "../../../../sim-server/core/drivers/display-driver.ts";

test.each<[string, string, string]>([
  ["应收", "86.40", "应收           86.40"],
  ["鲜牛奶 950ml", "12.80", "鲜牛奶 950ml   12.80"],
  ["a label that would meet its figure", "12.80", "a label that w 12.80"],
  ["汉字占两列占两列占两列", "12.80", "汉字占两列占两 12.80"],
  ["", "9999999.99", "          9999999.99"],
])("a label and its figure: %s %s", (label, figure, line) => {
  expect(labelled(label, figure)).toBe(line);
  expect(textColumns(line)).toBe(DISPLAY_COLUMNS);
});

test.each([
  ["欢迎光临", "      欢迎光临"],
  ["训练 TRAINING", "   训练 TRAINING"],
  ["a text of twenty-one c", "a text of twenty-one"],
])("in the middle: %s", (text, line) => {
  expect(centred(text)).toBe(line);
});

test("what is written stands on a display, line under line, and nothing of the text before", () => {
  const before: DisplayText = [labelled("东北大米 2.5kg", "24.80"), labelled("合计", "44.40")];
  expect(shown(before, [centred("谢谢惠顾"), ""])).toEqual([
    "      谢谢惠顾      ",
    " ".repeat(DISPLAY_COLUMNS),
  ]);
});

test("no goods' name and no amount is too much for a line", () => {
  const names = fc.constantFrom(...GOODS.map(({ name }) => name.zh));
  fc.assert(
    fc.property(names, fc.string({ maxLength: 30 }), fc.nat(), (name, label, minor) => {
      const lines = [labelled(name, String(minor)), labelled(label, String(minor))] as const;
      for (const line of lines) expect(textColumns(line)).toBe(DISPLAY_COLUMNS);
      expect(shown([lines[0], ""])[0]).toBe(lines[0]);
    }),
  );
});

test("no text gives the display a command, wherever it comes from", () => {
  const part = fc.oneof(
    fc.constantFrom("\r", "\x1b", "\x0c", "\x1bQB", "\x1f", "\x9b"),
    fc.constantFrom("a", "青"),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
      const clean = parts.join("").replace(/\p{Cc}/gu, "");
      expect(shown([parts.join(""), "below"])).toEqual(shown([clean, "below"]));
    }),
  );
});

/** What stands on a display after all these texts were written. */
function shown(...texts: readonly DisplayText[]): readonly string[] {
  const bytes = concat([START_DISPLAY, ...texts.map(writeDisplay)]);
  const { state, effects } = displayOf(CD5220)(DISPLAY_START, { type: "received", bytes }, 0);
  expect(effects.filter(({ type }) => type === "told")).toEqual([]);
  expect(state.seen.cursorShown).toBe(false);
  return linesOf(state.seen, "gb18030");
}
