import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DISPLAY_START, displayOf } from "../../../../device-emulators/devices/display/display.ts";
import { DSP800, UTC } from "../../../../device-emulators/devices/display/pole-commands.ts";
import { display } from "../../../kit/glass.ts";

const EMPTY = "_".repeat(20);
const ON = "[_]___________________";
const line = (text: string): string => text.padEnd(20, "_");

describe("the set of UTC's and IBM's displays", () => {
  test.each<[string, string, string]>([
    ["text", '"Milk 1.20"', `Milk_1.20[_]__________ ${EMPTY}`],
    ["a place, counted from 0", '1027 "x"', `${ON} ___________________x`],
    ["the first place", '"ab" 1000', `[a]b__________________ ${EMPTY}`],
    ["the first place below", '1014 "x"', `${EMPTY} x[_]__________________`],
    ["line start", '"ab" 0d', `[a]b__________________ ${EMPTY}`],
    ["left and right", '"ab" 08 08 09', `a[b]__________________ ${EMPTY}`],
    ["clear", '"ab" 1e', `${ON} ${EMPTY}`],
    ["reset", '"ab" 0420 14 1f', `${ON} ${EMPTY}`],
    [
      "vertical scrolling",
      '12 1014 "12345678901234567890x"',
      `12345678901234567890 x[_]__________________`,
    ],
    ["overwriting again", '12 11 1027 "xy"', `y[_]__________________ ___________________x`],
    [
      "the upper line, and text behind it",
      '1b7541 "Total" 0d "x"',
      `x[o]tal_______________ ${EMPTY}`,
    ],
    ["the lower line", '1b7542 "9.90" 0d', `${ON} ${line("9.90")}`],
    [
      "both lines",
      '1b7549 "Milk                1.20" 0d',
      `[M]${line("Milk").slice(1)} ${line("1.20")}`,
    ],
    [
      "the other half of the set, and back",
      '1b64 "a" 1b0f0d "b"',
      `ab[_]_________________ ${EMPTY}`,
    ],
  ])("%s", (_name, spoken, expected) => {
    const { drawn, told } = display(UTC, [[0, spoken]]);
    expect(drawn).toBe(expected);
    expect(told).toEqual([]);
  });

  test.each<[string, string, object]>([
    ["cursor off", "14", { cursorShown: false }],
    ["cursor on", "14 13", { cursorShown: true }],
    ["least light", "0420", { brightness: 1 }],
    ["most light", "0420 04ff", { brightness: 4 }],
  ])("%s", (_name, spoken, expected) => {
    expect(display(UTC, [[0, spoken]]).state.seen).toMatchObject(expected);
  });

  test("a text that is too long for its line runs through it", () => {
    const { state, drawn } = display(UTC, [
      [0, '1b7544 "Two litres of milk for the price of one" 0d'],
    ]);
    expect(drawn).toBe(`[T]wo_litres_of_milk_f ${EMPTY}`);
    expect(state.running).toMatchObject({ offset: 0 });
  });

  test.each([
    ["a place that there is not", "1028", ["out-of-range 0"]],
    ["a light that there is not", '"a" 0421', ["out-of-range 1"]],
    ["a line that there is not", '1b755a "x" 0d', ["out-of-range 0"]],
    ["a command that there is not", "1b7a", ["unknown 0"]],
  ])("%s is told, and nothing changes", (_name, spoken, expected) => {
    expect(display(UTC, [[0, spoken]]).told).toEqual(expected);
  });
});

describe("the set of the DSP-800", () => {
  test.each<[string, string, string, string[]]>([
    ["text", '"Milk"', `Milk[_]_______________ ${EMPTY}`, []],
    ["the first place", '"ab" 04015031 17', `[a]b__________________ ${EMPTY}`, ["reply 06"]],
    ["the last place", '04015058 17 "x"', `${ON} ___________________x`, ["reply 06"]],
    ["clearing everything", '"ab" 0401433158 17', `${ON} ${EMPTY}`, ["reply 06"]],
    [
      "clearing some of it",
      '"abcd" 0401433233 17',
      `a[_]_d________________ ${EMPTY}`,
      ["reply 06"],
    ],
    ["initialising", '"ab" 040125 17', `${ON} ${EMPTY}`, ["reply 06"]],
    [
      "two frames at once",
      "04015032 17 04015033 17",
      `__[_]_________________ ${EMPTY}`,
      ["reply 0606"],
    ],
    ["a place before the first", "04015030 17", `${ON} ${EMPTY}`, ["out-of-range 0", "reply 15"]],
    ["a place behind the last", "04015059 17", `${ON} ${EMPTY}`, ["out-of-range 0", "reply 15"]],
    [
      "clearing backwards",
      '"ab" 0401433231 17',
      `ab[_]_________________ ${EMPTY}`,
      ["out-of-range 2", "reply 15"],
    ],
    ["a saved message", "0401443131 17", `${ON} ${EMPTY}`, ["out-of-range 0", "reply 15"]],
    [
      "a frame that is too long",
      `0401 "${"x".repeat(42)}" 17`,
      `xx[x]${"x".repeat(17)} ${"x".repeat(20)}`,
      ["too-long 0", "unknown 44"],
    ],
  ])("%s", (_name, spoken, expected, told) => {
    const { drawn, told: said } = display(DSP800, [[0, spoken]]);
    expect(drawn).toBe(expected);
    expect(said).toEqual(told);
  });

  test.each([
    ["31", 1],
    ["34", 4],
  ])("light %s", (n, brightness) => {
    expect(display(DSP800, [[0, `0401 41 ${n} 17`]]).state.seen.brightness).toBe(brightness);
  });

  test("a frame in pieces is answered once it is whole", () => {
    const pieces = ["04", "01", "50", "32", "17"].map((spoken, at) => [at, spoken] as const);
    const { drawn, told } = display(DSP800, pieces);
    expect([drawn, told]).toEqual([`_[_]__________________ ${EMPTY}`, ["reply 06"]]);
  });
});

test.each([UTC, DSP800])(
  "$name: any bytes are read without failing, however they are cut",
  (dialect) => {
    const machine = displayOf(dialect);
    const byte = fc.oneof(
      fc.constantFrom(0x04, 0x01, 0x17, 0x1b, 0x75, 0x41, 0x0d, 0x10),
      fc.nat(255),
    );
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 60 }), fc.nat(60), (bytes, cut) => {
        const all = Uint8Array.from(bytes);
        const whole = machine(DISPLAY_START, { type: "received", bytes: all }, 0).state;
        const first = machine(
          DISPLAY_START,
          { type: "received", bytes: all.slice(0, cut) },
          0,
        ).state;
        const second = machine(first, { type: "received", bytes: all.slice(cut) }, 0).state;
        expect(second.seen).toEqual(whole.seen);
      }),
    );
  },
);
