import { expect, test } from "vitest";
import { slipLines } from "../../../../sim-server/core/counter/slip-lines.ts";

test("a slip's lines are as the printer sets them, without feed and cut at its end", () => {
  const lines = slipLines([
    { kind: "line", text: "POS签购单", align: "centre" },
    { kind: "pair", label: "金额 RMB", value: "86.40", bold: true },
    { kind: "feed", lines: 1 },
    { kind: "rule" },
    { kind: "tear-off" },
    { kind: "cut" },
    { kind: "confirm" },
  ]);
  expect(lines).toEqual([
    "           POS签购单",
    "金额 RMB                   86.40",
    "",
    "-".repeat(32),
  ]);
});

test("what is longer than any buffer comes out whole", () => {
  const items = Array.from({ length: 400 }, (_, at) => ({ kind: "line", text: `${at}` }) as const);
  expect(slipLines(items)).toEqual(items.map(({ text }) => text));
});

test("nothing printed is no line", () => {
  expect(slipLines([{ kind: "cut" }])).toEqual([]);
});
