import { describe, expect, test } from "vitest";
import { businessDay } from "../../../../sim-server/core/bank/business-day.ts";
import { orderFrame } from "./test-orders.ts";
import { bankOptions, startBank } from "./test-terminal.ts";

/** A moment of 15 June 2026 in China. */
const at = (hour: number, minute: number, second = 0): number =>
  Date.UTC(2026, 5, 15, hour - 8, minute, second);

test.each([
  ["midnight", "0000", 0, 0, 0, "0615"],
  ["midnight", "0000", 23, 59, 59, "0615"],
  ["midnight", "0000", 24, 0, 0, "0616"],
  ["23:00", "2300", 0, 0, 0, "0615"],
  ["23:00", "2300", 22, 59, 59, "0615"],
  ["23:00", "2300", 23, 0, 0, "0616"],
  ["23:00", "2300", 24, 0, 0, "0616"],
])("with a cut at %s (%s), %i:%i:%i is booked on %s", (_name, cut, hour, minute, second, date) => {
  const day = businessDay(at(hour, minute, second), { at: cut, windowMs: 0 });
  expect(day).toMatchObject({ date, closing: false });
});

test("the index grows by one at the cut and nowhere else", () => {
  const cutOver = { at: "2300", windowMs: 0 };
  const indices = [22, 23, 24, 46, 47].map((hour) => businessDay(at(hour, 0), cutOver).index);
  expect(indices.map((index) => index - (indices[0] ?? 0))).toEqual([0, 1, 1, 1, 2]);
});

test.each([
  [22, 59, 59, false],
  [23, 0, 0, true],
  [23, 4, 59, true],
  [23, 5, 0, false],
])("in a window of five minutes, %i:%i:%i is closing: %s", (hour, minute, second, closing) => {
  const cutOver = { at: "2300", windowMs: 300_000 };
  expect(businessDay(at(hour, minute, second), cutOver).closing).toBe(closing);
});

describe("at the cut-over", () => {
  const settings = { cutOver: { at: "0931", windowMs: 60_000 } };

  test("orders are 90, reversals are not, and DE 15 is the next day afterwards", () => {
    const terminal = startBank({ ...bankOptions(), settings });
    terminal.signOn();
    const before = terminal.send(terminal.sale(), 59_999);
    expect(before?.fields).toMatchObject({ 15: "0615", 39: "00" });
    const within = terminal.send(terminal.sale({ stan: "000003" }), 60_000);
    expect(within?.fields[39]).toBe("90");
    expect(terminal.send(terminal.reversal(), 60_000)?.fields[39]).toBe("00");
    const after = terminal.send(terminal.sale({ stan: "000004" }), 120_000);
    expect(after?.fields).toMatchObject({ 13: "0615", 15: "0616", 39: "00" });
  });

  test("a sale's 90 stays its answer; an advice is taken when it comes again", () => {
    const terminal = startBank({ ...bankOptions(), settings });
    terminal.signOn();
    const held = terminal.send(orderFrame(terminal, "pre-auth", { stan: "000002" }), 0);
    const advice = orderFrame(terminal, "completion-advice", { stan: "000003", of: held });
    const codes = [60_000, 120_000].map((nowMs) => terminal.send(advice, nowMs)?.fields[39]);
    expect(codes).toEqual(["90", "00"]);
    const sale = terminal.sale({ stan: "000004" });
    expect([60_000, 120_000].map((nowMs) => terminal.send(sale, nowMs)?.fields[39])).toEqual([
      "90",
      "90",
    ]);
  });
});
