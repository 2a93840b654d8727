import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  GAP_MS_MAX,
  NOBODY_TYPES,
  READING_CHARS_MIN,
  STUMBLE_MS_MAX,
  stepWedge,
} from "../../../trainer-ui/keys/wedge.ts";
import { keyOf, typing, USUAL } from "../../kit/typing.ts";

type Script = readonly (readonly [text: string, everyMs: number])[];

describe("a device that types", () => {
  test.each<[string, Script, string]>([
    ["with Enter", [["2004170001018⏎", 2]], "read 2004170001018"],
    ["with Tab", [["2004170001018⇥", 2]], "read 2004170001018"],
    ["with CR as Ctrl M", [["2004170001018␍", 2]], "read 2004170001018"],
    ["with nothing behind", [["2004170001018", 2]], "read 2004170001018"],
    ["as slowly as it may", [["2004170001018⏎", GAP_MS_MAX]], "read 2004170001018"],
    [
      "and stumbles once it is known",
      [
        ["2004", 2],
        ["170001018⏎", STUMBLE_MS_MAX],
      ],
      "read 2004170001018",
    ],
    ["an AIM identifier", [["]E02004170001018⏎", 2]], "read ]E02004170001018"],
    ["capital letters, with Shift down for each", [["⇧A⇧B⇧C-123⏎", 2]], "read ABC-123"],
    ["a separator between the parts", [["01020041␝10A⏎", 2]], "read 0102004110A"],
    ["the shortest code", [["123456⏎", 2]], "read 123456"],
    ["two codes, one after the other", [["123456⏎234567⏎", 2]], "read 123456, read 234567"],
    ["a stripe", [["%B62^A B^29?;62=29?⏎", 2]], "read %B62^A B^29?;62=29?"],
  ])("%s is read, and the page gets none of its keys", (_how, script, told) => {
    const shifts = told.includes("ABC") ? "key ShiftLeft, ".repeat(3) : "";
    expect(typing(script)).toBe(shifts + told);
  });

  test("is read after a person's key, which is the person's", () => {
    const script: Script = [
      ["5", 100],
      ["2", GAP_MS_MAX + 1],
      ["004170001018⏎", 2],
    ];
    expect(typing(script)).toBe("key Digit5, read 2004170001018");
  });
});

describe("a person", () => {
  test.each<[string, Script, string]>([
    ["presses a digit", [["5", 100]], "key Digit5"],
    ["presses a letter", [["q", 100]], "key KeyQ"],
    ["keys an amount", [["864⏎", 120]], "key Digit8, key Digit6, key Digit4, key Enter"],
    ["a little slower than a device may be", [["86", GAP_MS_MAX + 1]], "key Digit8, key Digit6"],
    ["rolls over three keys", [["123⏎", 8]], "key Digit1, key Digit2, key Digit3, key Enter"],
    [
      "falls on the keyboard, but not for long",
      [["12345⏎", 1]],
      "key Digit1, key Digit2, key Digit3, key Digit4, key Digit5, key Enter",
    ],
    ["takes a digit back", [["5⌫", 20]], "key Digit5, key Backspace"],
    ["presses Enter, Tab and Space", [["⏎⇥ ", 5]], "key Enter, key Tab, key Space"],
    ["holds Ctrl", [["␍", 5]], "key KeyM"],
  ])("%s, and the page gets every key in its order", (_what, script, told) => {
    expect(typing(script)).toBe(told);
  });

  test("holding a key down is none's but the person's", () => {
    const key = { ...keyOf("5", 10), repeat: true };
    expect(stepWedge(NOBODY_TYPES, { type: "key", key }, USUAL)).toMatchObject({ taken: false });
  });

  test("waits for nothing at keys that no device begins with, and else no longer than the gap", () => {
    expect(stepWedge(NOBODY_TYPES, { type: "key", key: keyOf("⏎", 10) }, USUAL).taken).toBe(false);
    const held = stepWedge(NOBODY_TYPES, { type: "key", key: keyOf("5", 10) }, USUAL);
    expect(held).toMatchObject({ taken: true, wakeAtMs: 10 + GAP_MS_MAX + 1 });
    const released = stepWedge(held.wedge, { type: "tick", nowMs: held.wakeAtMs ?? 0 }, USUAL);
    expect(released.released.map(({ code }) => code)).toEqual(["Digit5"]);
    const early = stepWedge(held.wedge, { type: "tick", nowMs: 10 + GAP_MS_MAX }, USUAL);
    expect(early).toMatchObject({ released: [], wedge: held.wedge });
  });
});

describe("with a prefix of the scanner's", () => {
  test.each<[string, Script, string]>([
    ["what it reads comes without it", [["~123456⏎", 2]], "read 123456"],
    [
      "fast typing is typing",
      [["123456⏎", 2]],
      "key Digit1, key Digit2, key Digit3, key Digit4, key Digit5, key Digit6, key Enter",
    ],
    ["a stripe has none", [[";6212=29?⏎", 2]], "read ;6212=29?"],
    ["alone it is nothing", [["~⏎", 2]], "key Backquote, key Enter"],
  ])("%s", (_what, script, told) => {
    expect(typing(script, "~")).toBe(told);
  });

  test("no other key waits for it", () => {
    const aim = { ...USUAL, prefix: "]E0" };
    expect(stepWedge(NOBODY_TYPES, { type: "key", key: keyOf("5", 0) }, aim).taken).toBe(false);
    expect(stepWedge(NOBODY_TYPES, { type: "key", key: keyOf("]", 0) }, aim).taken).toBe(true);
  });
});

test("no key is lost and none comes twice, however they are timed", () => {
  const sign = fc.constantFrom(..."0123456789abcXYZ%; -⏎⇥⌫");
  const press = fc.tuple(sign, fc.integer({ min: 0, max: 120 }));
  fc.assert(
    fc.property(fc.array(press, { maxLength: 40 }), (script) => {
      const told = typing(script);
      const keys = told.match(/key \w+/g)?.length ?? 0;
      const reads = told.split(", ").filter((part) => part.startsWith("read "));
      for (const read of reads) expect(read.length - 5).toBeGreaterThanOrEqual(READING_CHARS_MIN);
      if (reads.length === 0) expect(keys).toBe(script.length);
      else expect(keys).toBeLessThan(script.length);
    }),
  );
});
