import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CD5220, ESCPOS_DISPLAY } from "../../../../device-emulators/devices/display/commands.ts";
import { DISPLAY_START, displayOf } from "../../../../device-emulators/devices/display/display.ts";
import { bytesOf, display } from "../../../kit/glass.ts";
import { play } from "../../../kit/play.ts";

describe("what a display cannot use is told, by its place", () => {
  test.each<[string, string, string]>([
    ["a control character", '"ab" 07', "unknown 2"],
    ["DEL", "7f", "unknown 0"],
    ["a command", "1fff 0c", "unknown 0"],
    ["a column that is none", "1f240001", "out-of-range 0"],
    ["a column behind the last", "1f241501", "out-of-range 0"],
    ["a line that is none", "0c 1f240103", "out-of-range 1"],
    ["light that is none", "1f5800 1f5805", "out-of-range 0 out-of-range 3"],
    ["a cursor that is neither", "1f4302", "out-of-range 0"],
    ["an hour", "1f541800", "out-of-range 0"],
    ["a minute", "1f54003c", "out-of-range 0"],
    ["a clock that was never set", "1f55", "out-of-range 0"],
    ["a listener, though the printer may know it", "1b3d04", "out-of-range 0 pass 1B3D04"],
  ])("%s", (_name, spoken, expected) => {
    expect(display(ESCPOS_DISPLAY, [[0, spoken]]).told.join(" ")).toBe(expected);
  });

  test.each<[string, string, string]>([
    ["characters while whole lines are shown", '1b5141 "a" 0d "x"', "ignored 5"],
    ["commands while whole lines are shown", '1b5141 "a" 0d 1b5f00', "ignored 5"],
    ["a line that is none", '1b5143 "a" 0d', "out-of-range 0"],
    ["an arrow that is none", "1b5b5a", "out-of-range 0"],
    ["a line without end", `1b5141 "${"x".repeat(41)}"`, "too-long 0"],
  ])("%s", (_name, spoken, expected) => {
    expect(display(CD5220, [[0, spoken]]).told.join(" ")).toBe(expected);
  });

  test("by its place in all that came, over pieces", () => {
    const lines = ['"ab"', "1f", "24 01", "09", "07"].map((spoken) => [0, spoken] as const);
    expect(display(ESCPOS_DISPLAY, lines).told).toEqual(["out-of-range 2", "unknown 6"]);
  });
});

describe("who listens", () => {
  test.each<[string, string, string, string]>([
    ["the display alone", '"ab"', "ab", ""],
    ["the printer alone", '1b3d01 "ab" 1b40 1b3d02 "cd"', "cd", "pass 1B3D0161621B401B3D02"],
    ["both", '1b3d03 "ab" 1b3d02 "cd"', "abcd", "pass 1B3D0361621B3D02"],
    ["a printer's escape before the last", "1b3d01 1b 1b3d02 41", "A", "pass 1B3D011B1B3D02"],
  ])("%s", (_name, spoken, shown, told) => {
    for (const dialect of [ESCPOS_DISPLAY, CD5220]) {
      const result = display(dialect, [[0, spoken]]);
      expect(result.drawn.replaceAll(/[_[\] ]/g, "")).toBe(shown);
      expect(result.told.join(" ")).toBe(told);
    }
  });

  test("initialising leaves it", () => {
    expect(display(ESCPOS_DISPLAY, [[0, "1b3d03 1b40"]]).state.listener).toBe("both");
  });
});

describe("what moves by itself", () => {
  const clock = (lines: readonly (readonly [number, string])[]): string =>
    display(ESCPOS_DISPLAY, lines).drawn.slice(-5);

  test.each<[string, readonly (readonly [number, string])[], string]>([
    ["the clock", [[0, "1f540c22"]], "12:34"],
    [
      "just before the minute",
      [
        [0, "1f540c22"],
        [59_999, "tick"],
      ],
      "12:34",
    ],
    [
      "the next minute",
      [
        [0, "1f540c22"],
        [60_000, "tick"],
      ],
      "12:35",
    ],
    [
      "midnight",
      [
        [0, "1f54173b"],
        [60_000, "tick"],
      ],
      "00:00",
    ],
    ["text hides it", [[0, '1f540c22 "x"']], "_____"],
    [
      "it goes on hidden",
      [
        [0, "1f540c22 0c"],
        [120_000, "1f55"],
      ],
      "12:36",
    ],
  ])("%s", (_name, lines, expected) => {
    expect(clock(lines)).toBe(expected);
  });

  test.each([
    [0, "ab__________________"],
    [199, "ab__________________"],
    [200, "b___________________"],
    [400, "____________________"],
    [600, "___________________a"],
    [200 * 22, "ab__________________"],
  ])("a running text after %i ms is %s", (atMs, upper) => {
    const { drawn } = display(CD5220, [
      [0, '1b5144 "ab" 0d'],
      [atMs, "tick"],
    ]);
    expect(drawn.replaceAll(/[[\]]/g, "").slice(0, 20)).toBe(upper);
  });

  test("it is woken for the next place and the next minute, and not otherwise", () => {
    const wakes = (dialect: typeof CD5220, spoken: string): number | undefined =>
      displayOf(dialect)(DISPLAY_START, { type: "received", bytes: bytesOf(spoken) }, 1000)
        .wakeAtMs;
    expect(wakes(CD5220, '1b5144 "ab" 0d')).toBe(1200);
    expect(wakes(CD5220, '1b5144 "ab" 0d 0c')).toBeUndefined();
    expect(wakes(ESCPOS_DISPLAY, "1f540c22")).toBe(61_000);
    expect(wakes(ESCPOS_DISPLAY, "1f540c22 0c")).toBeUndefined();
  });

  test("nothing new is not shown again", () => {
    const { effects } = display(ESCPOS_DISPLAY, [
      [0, '"a"'],
      [1, "1f5804"],
      [2, "tick"],
    ]);
    expect(effects.map(({ type }) => type)).toEqual(["shown"]);
  });
});

test.each([ESCPOS_DISPLAY, CD5220])(
  "any bytes are read, however they are cut: $name",
  (dialect) => {
    const machine = displayOf(dialect);
    const byte = fc.oneof(
      fc.nat(255),
      fc.constantFrom(0x1b, 0x1f, 0x51, 0x41, 0x0d, 0x0c, 0x3d, 1, 2, 3),
    );
    const stream = fc.array(byte, { maxLength: 120 }).map((list) => Uint8Array.from(list));
    fc.assert(
      fc.property(stream, fc.nat(120), (bytes, cut) => {
        const whole = play(machine, DISPLAY_START, [[0, { type: "received", bytes }]]);
        const cutInTwo = play(machine, DISPLAY_START, [
          [0, { type: "received", bytes: bytes.subarray(0, cut) }],
          [0, { type: "received", bytes: bytes.subarray(cut) }],
        ]);
        expect(cutInTwo.state).toEqual(whole.state);
        expect(whole.state.pending.length).toBeLessThan(45);
        expect(whole.state.seen.cells.length).toBe(40);
      }),
      { numRuns: 500 },
    );
  },
);
