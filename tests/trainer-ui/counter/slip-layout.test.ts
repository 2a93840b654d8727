import { describe, expect, test } from "vitest";
import type { SlipLine, SlipRun } from "../../../trainer-ui/counter/picture.ts";
import { columns, layoutSlip, type SlipMark } from "../../../trainer-ui/counter/slip-layout.ts";

describe("a printed line as small print", () => {
  test.each<[string, SlipLine, string]>([
    ["plain", line("终端编号"), "终端编号@12"],
    ["label and value to the edge", line(`金额${" ".repeat(23)}86.40`), "金额@12 86.40>178"],
    ["value in the middle", line("批次  000016"), "批次@12 000016@43"],
    ["one space does not part", line("训练 TRAINING"), "训练 TRAINING@12"],
    ["indented", line("    A"), "A@33"],
    ["centred", line("POS 签购单", "center"), "POS 签购单|95"],
    ["to the right", line("86.40", "right"), "86.40>178"],
    ["dashes are a rule", line("-".repeat(32)), "rule"],
    ["three dashes are text", line("---"), "---@12"],
    ["nothing", line("   "), ""],
    ["a cut", { kind: "cut", runs: [], align: "left" }, ""],
    ["a picture", { kind: "raster", runs: [], align: "center" }, "block"],
  ])("%s", (_name, printed, expected) => {
    expect(layoutSlip([printed]).marks.map(show).join(" ")).toBe(expected);
  });

  test("a large run takes a larger line and twice its columns", () => {
    const runs = [run("金额", 1), run("  ", 1), run("86.40", 2)];
    const layout = layoutSlip([{ kind: "text", align: "left", runs }]);
    expect(layout.marks.map(show).join(" ")).toBe("金额@12 86.40@43");
    expect(layout.height).toBeGreaterThan(layoutSlip([line("86.40")]).height);
  });
});

test("an empty line takes less paper than a printed one, a cut as much", () => {
  const heights = [line(""), line("A"), { kind: "cut", runs: [], align: "left" } as const].map(
    (each) => layoutSlip([each]).height,
  );
  expect(heights[0]).toBeLessThan(heights[1] ?? 0);
  expect(heights[2]).toBe(heights[1]);
});

test("every line stands lower than the one before, the last at the paper's end", () => {
  const { feet, height } = layoutSlip([line("一"), line("二"), line("三")]);
  expect([...feet].sort((a, b) => a - b)).toEqual(feet);
  expect(feet.at(-1)).toBeCloseTo(height);
});

test.each([
  ["", 0],
  ["RMB 86.40", 9],
  ["金额", 4],
  ["卡A", 3],
])("%s takes %i columns", (text, expected) => {
  expect(columns(text)).toBe(expected);
});

function run(text: string, size: 1 | 2 = 1): SlipRun {
  return { text, size, bold: false, inverse: false };
}

function line(text: string, align: SlipLine["align"] = "left"): SlipLine {
  return { kind: "text", align, runs: [run(text)] };
}

function show(mark: SlipMark): string {
  if (mark.kind !== "text") return mark.kind;
  const sign = { left: "@", center: "|", right: ">" }[mark.align];
  return `${mark.text}${sign}${Math.round(mark.x)}`;
}
