import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareReceipt,
  type Difference,
  GOLDEN_LINES_MAX,
  type Golden,
  parseGolden,
  updateGolden,
} from "../../../../device-emulators/devices/printer/receipt-golden.ts";

function goldenOf(...lines: string[]): Golden {
  const parsed = parseGolden(`${lines.join("\n")}\n`);
  if (!parsed.ok) throw new Error(parsed.error.detail);
  return parsed.value;
}

/** `~2/3 wanted→found`, `-2 wanted`, `+3 found`. */
const compare = (golden: Golden, ...found: string[]): string[] =>
  compareReceipt(golden, found).map(drawDifference);

function drawDifference(one: Difference): string {
  switch (one.kind) {
    case "changed":
      return `~${one.line}/${one.foundLine} ${one.wanted}→${one.found}`;
    case "missing":
      return `-${one.line} ${one.wanted}`;
    case "added":
      return `+${one.foundLine} ${one.found}`;
  }
}

describe("a mask stands for", () => {
  test.each([
    ["{date}", ["2026-11-24", "2026/1/2", "2026年11月24日", "24.11.2026", "1/2/26", "20261124"]],
    ["{time}", ["9:05", "23:59:59"]],
    ["{number}", ["7", "-1,234.50", "000123", "+9"]],
    ["{any}", ["", "anything at all {}"]],
    ["No {number} of {date} {time}{any}", ["No 42 of 2026-11-24 10:00 (copy)"]],
    ["{{any}", ["{any}"]],
    ["a.b*(c) [x]", ["a.b*(c) [x]"]],
  ])("%s", (line, texts) => {
    for (const text of texts) expect(compare(goldenOf(line), text)).toEqual([]);
  });

  test.each([
    ["{date}", ["2026", "today", "2026-11-24 "]],
    ["{time}", ["9", "9:5", "12:00:0"]],
    ["{number}", ["", "x1", "1.", "1 2"]],
    ["a.b", ["axb"]],
  ])("%s, and for nothing else", (line, texts) => {
    for (const text of texts) expect(compare(goldenOf(line), text)).toHaveLength(1);
  });
});

describe("compareReceipt", () => {
  const golden = goldenOf("shop", "No {number}", "total 9.90", "thanks");

  test.each([
    [["shop", "No 7", "total 9.90", "thanks"], []],
    [["shop", "No 7", "total 8.90", "thanks"], ["~3/3 total 9.90→total 8.90"]],
    [["shop", "total 9.90", "thanks"], ["-2 No {number}"]],
    [
      ["shop", "No 7", "total 9.90", "tax 1", "thanks", "end"],
      ["+4 tax 1", "+6 end"],
    ],
    [
      ["No 7", "x", "thanks"],
      ["-1 shop", "~3/2 total 9.90→x"],
    ],
    [[], ["-1 shop", "-2 No {number}", "-3 total 9.90", "-4 thanks"]],
  ])("finds %j to differ by %j", (found, differences) => {
    expect(compare(golden, ...found)).toEqual(differences);
  });
});

describe("parseGolden", () => {
  test.each([
    ["a\n{day}", 2, "{day} is no mask; {{ is a brace"],
    ["{number", 1, "{ is no mask; {{ is a brace"],
    ["{}", 1, "{} is no mask; {{ is a brace"],
    [
      "a\n".repeat(GOLDEN_LINES_MAX + 1),
      GOLDEN_LINES_MAX + 1,
      `more than ${GOLDEN_LINES_MAX} lines`,
    ],
  ])("refuses %j", (content, line, detail) => {
    expect(parseGolden(content)).toEqual({ ok: false, error: { line, detail } });
  });

  test("takes lines of any ending, and no blanks at the end", () => {
    const parsed = parseGolden("a  \r\nb\r\n\r\n");
    expect(parsed.ok && parsed.value.map(({ text }) => text)).toEqual(["a", "b"]);
  });
});

describe("updateGolden", () => {
  test("keeps what still holds, masks and all, and writes the rest anew", () => {
    const before = goldenOf("shop", "No {number}", "total 9.90");
    expect(updateGolden(before, ["shop", "new {x}", "No 8", "total 8.80"])).toBe(
      "shop\nnew {{x}\nNo {number}\ntotal 8.80\n",
    );
  });

  test("what is written anew is what came, whatever it was", () => {
    const line = fc
      .string({ unit: "grapheme" })
      .map((text) => text.replace(/[\r\n\u2028\u2029]/g, "").trimEnd());
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const found = [...lines, "end"];
        expect(compare(goldenOf(...updateGolden([], found).split("\n")), ...found)).toEqual([]);
      }),
    );
  });
});
