import { describe, expect, test } from "vitest";
import { CD5220, ESCPOS_DISPLAY } from "../../../../device-emulators/devices/display/commands.ts";
import { display } from "../../../kit/glass.ts";

const EMPTY = "_".repeat(20);
const ON = "[_]___________________";
const line = (text: string): string => text.padEnd(20, "_");

describe("ESC/POS for displays", () => {
  test.each<[string, string, string]>([
    ["text", '"Milk 1.20"', `Milk_1.20[_]__________ ${EMPTY}`],
    ["clear", '"Milk" 0c', `${ON} ${EMPTY}`],
    ["home", '"Milk" 0b', `[M]${line("Milk").slice(1)} ${EMPTY}`],
    [
      "two lines, as escpos-screen writes them",
      '0c 0b "ab" 0a 0d "cd"',
      `${line("ab")} cd[_]_________________`,
    ],
    ["down keeps the column", '"ab" 0a', `${line("ab")} __[_]_________________`],
    ["down from below is above", "0a 0a", `${ON} ${EMPTY}`],
    ["up", '0a "x" 1f0a', `_[_]__________________ ${line("x")}`],
    ["left", '"ab" 08', `a[b]__________________ ${EMPTY}`],
    ["left of the beginning is the end", "08", `${EMPTY} ___________________[_]`],
    ["right", "09", `_[_]__________________ ${EMPTY}`],
    ["line start", '"ab" 0d', `[a]b__________________ ${EMPTY}`],
    ["line end", "1f0d", `___________________[_] ${EMPTY}`],
    ["bottom", "1f42", `${EMPTY} ___________________[_]`],
    ["go to", '1f240502 "x"', `${EMPTY} ____x[_]______________`],
    ["go to the last place", "1f241402", `${EMPTY} ___________________[_]`],
    ["clear the line", '"ab" 0a "cd" 18', `${line("ab")} ${ON}`],
    ["twenty characters go on below", '"12345678901234567890"', `12345678901234567890 ${ON}`],
    ["and from below on above", '1f241402 "x"', `${ON} ___________________x`],
    ["a foreign letter is a box", "80", `□[_]__________________ ${EMPTY}`],
    ["initialise", '"ab" 1f5801 1f4505 1b40', `${ON} ${EMPTY}`],
    [
      "vertical scrolling waits behind the last place",
      '1f02 0a "12345678901234567890"',
      `${EMPTY} 1234567890123456789[0]`,
    ],
    [
      "and moves up for the next character",
      '1f02 0a "12345678901234567890x"',
      `12345678901234567890 x[_]__________________`,
    ],
    ["down scrolls too", '1f02 0a "ab" 0a', `${line("ab")} __[_]_________________`],
    [
      "the upper line runs into the lower one",
      '1f02 "12345678901234567890x"',
      `12345678901234567890 x[_]__________________`,
    ],
    [
      "horizontal scrolling moves one place a character",
      '1f03 "12345678901234567890xy"',
      `345678901234567890x[y] ${EMPTY}`,
    ],
    [
      "and only its own line",
      '"above" 1f240102 1f03 "12345678901234567890x"',
      `${line("above")} 2345678901234567890[x]`,
    ],
    ["overwriting again", '1f03 1f01 "12345678901234567890"', `12345678901234567890 ${ON}`],
  ])("%s", (_name, spoken, expected) => {
    const { drawn, told } = display(ESCPOS_DISPLAY, [[0, spoken]]);
    expect(drawn).toBe(expected);
    expect(told).toEqual([]);
  });

  test.each<[string, string, object]>([
    ["cursor off", "1f4300", { cursorShown: false }],
    ["cursor off, as a digit", "1f4330", { cursorShown: false }],
    ["cursor on", "1f4300 1f4331", { cursorShown: true }],
    ["least light", "1f5801", { brightness: 1 }],
    ["most light", "1f5801 1f5804", { brightness: 4 }],
    ["blinking", "1f4505", { blinkMs: 250, dark: false }],
    ["steady", "1f4505 1f4500", { blinkMs: 0, dark: false }],
    ["dark", "1f45ff", { blinkMs: 0, dark: true }],
  ])("%s", (_name, spoken, expected) => {
    expect(display(ESCPOS_DISPLAY, [[0, spoken]]).state.seen).toMatchObject(expected);
  });
});

describe("CD5220", () => {
  test.each<[string, string, string]>([
    [
      "upper and lower line",
      '1b5141 "ab" 0d 1b5142 "cd" 0d',
      `[a]${line("b").slice(0, 19)} ${line("cd")}`,
    ],
    ["a line is cut", '1b5141 "123456789012345678901234" 0d', `[1]2345678901234567890 ${EMPTY}`],
    [
      "a line covers the last one whole",
      '1b5141 "abcd" 0d 1b5141 "x" 0d',
      `[x]${EMPTY.slice(1)} ${EMPTY}`,
    ],
    ["clear, then characters again", '1b5141 "ab" 0d 0c "x"', `x[_]__________________ ${EMPTY}`],
    [
      "clear the line, then characters again",
      '1b5142 "ab" 0d 18 "x"',
      `x[_]__________________ ${line("ab")}`,
    ],
    ["go to", '1b6c0502 "x"', `${EMPTY} ____x[_]______________`],
    ["modes", '1b13 "12345678901234567890x" 1b11', `2345678901234567890[x] ${EMPTY}`],
    ["scroll up", '1b12 0a "ab" 0a', `${line("ab")} __[_]_________________`],
    ["arrows", "1b5b43 1b5b42 1b5b44 1b5b42 1b5b41", `${EMPTY} ${ON}`],
    ["corners", "1b5b4b 1b5b4c", `${EMPTY} ${ON}`],
    ["other corners", "1b5b52 1b5b48", `${ON} ${EMPTY}`],
    ["initialise", '1b5141 "ab" 0d 1b40 "x"', `x[_]__________________ ${EMPTY}`],
  ])("%s", (_name, spoken, expected) => {
    const { drawn, told } = display(CD5220, [[0, spoken]]);
    expect(drawn).toBe(expected);
    expect(told).toEqual([]);
  });

  test("brightness and cursor", () => {
    const { state } = display(CD5220, [[0, "1b2a02 1b5f00"]]);
    expect(state.seen).toMatchObject({ brightness: 2, cursorShown: false });
  });
});
