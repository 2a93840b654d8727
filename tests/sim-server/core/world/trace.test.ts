import { describe, expect, test } from "vitest";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";
import { createTrace, saidOften } from "../../../../sim-server/core/world/trace.ts";

function recorder() {
  const scheduler = createScheduler();
  const lines: string[] = [];
  const trace = createTrace(scheduler, (record) => void lines.push(record.line));
  return { scheduler, lines, trace };
}

describe("a trace", () => {
  test("is one JSON line an event, keys in one order, linked to its cause", () => {
    const { scheduler, lines, trace } = recorder();
    trace.emit("till", "till.scanned", { code: "2000000000015", totalMinor: 1280 });
    scheduler.after(5, () => trace.emit("bank", "bank.received", {}));
    trace.emit("till", "till.tendered", {});
    scheduler.advance(5);
    expect(lines).toEqual([
      '{"seq":1,"atMs":0,"node":"till","kind":"till.scanned","cause":0,"code":"2000000000015","totalMinor":1280}',
      '{"seq":2,"atMs":0,"node":"till","kind":"till.tendered","cause":1}',
      '{"seq":3,"atMs":5,"node":"bank","kind":"bank.received","cause":1}',
    ]);
  });

  test("says data that is said often as it says any other", () => {
    const { lines, trace } = recorder();
    const often = saidOften({ phrase: "greet" });
    trace.emit("cashier", "cashier.said", often);
    trace.emit("cashier", "cashier.said", often);
    trace.emit("cashier", "cashier.said", { phrase: "greet" });
    const bodies = lines.map((line) => line.slice(line.indexOf('"phrase"')));
    expect(bodies).toEqual(Array.from({ length: 3 }, () => '"phrase":"greet"}'));
    expect(often).toEqual({ phrase: "greet" });
  });

  test("has a hash that tells any two apart, and is the same for the same", () => {
    const hashOf = (...kinds: string[]): string => {
      const { trace } = recorder();
      for (const kind of kinds) trace.emit("n", kind, { text: "签购单" });
      return trace.hash();
    };
    expect(hashOf("a", "b")).toBe(hashOf("a", "b"));
    const hashes = [[], ["a"], ["b"], ["aa"], ["a", "b"], ["b", "a"]].map((kinds) =>
      hashOf(...kinds),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashOf("a")).toMatch(/^[0-9a-f]{16}$/);
  });
});
