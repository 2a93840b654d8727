import { expect, test } from "vitest";
import type { Act } from "../../../../sim-server/core/counter/act.ts";
import { createCounter } from "../../../../sim-server/core/counter/counter.ts";
import type { LineEvent } from "../../../../sim-server/core/counter/line-event.ts";
import { OPENING_MS } from "../../../../sim-server/core/counter/opening.ts";
import type { LineOrder } from "../../../../sim-server/core/counter/outside-line.ts";
import type { TraceEvent } from "../../../../sim-server/core/trace-events.ts";
import { FAR } from "../../../kit/acquirer.ts";
import { SALE } from "../../../kit/sale-lesson.ts";

test("a counter whose bank is elsewhere begins at its very beginning, and asks that bank to open", () => {
  const far = openFar();
  expect([far.counter.nowMs(), far.counter.begun()]).toEqual([0, false]);
  expect(far.counter.nextDueMs()).toBeLessThan(OPENING_MS);
  far.counter.advance(2_000);
  expect(far.orders).toEqual(["connect 1"]);
  expect(far.act({ type: "say", phrase: "greet" })).toBe("not-now");
  expect(far.counter.nextDueMs()).toBeLessThanOrEqual(OPENING_MS);
  far.counter.advance(OPENING_MS + 5);
  expect(far.counter.begun()).toBe(true);
  expect(far.events.find(({ kind }) => kind === "lesson.began")?.atMs).toBe(OPENING_MS);
});

test("how time is sliced never changes it", () => {
  const [one, many] = [openFar(), openFar()];
  one.counter.advance(40_000);
  for (let atMs = 0; atMs <= 40_000; atMs += 250) many.counter.advance(atMs);
  expect(many.counter.traceHash()).toBe(one.counter.traceHash());
});

test("a line that is not there is dialled again and again while the shop opens, at a person's pace", () => {
  const far = openFar();
  for (let atMs = 0; atMs <= OPENING_MS; atMs += 10) {
    far.counter.advance(atMs);
    const call = far.counter.outside?.call();
    if (call !== undefined) far.line({ kind: "refused", call });
  }
  expect(far.orders.length).toBeGreaterThan(2);
  expect(far.orders.length).toBeLessThan(6);
});

test("a terminal without power has hung up", () => {
  const far = openFar();
  far.counter.advance(2_000);
  far.line({ kind: "refused", call: 1 });
  far.counter.advance(OPENING_MS);
  const call = far.counter.outside?.call();
  expect(call).toBeGreaterThan(1);
  far.act({ type: "fault", fault: "terminal.power-cut", params: { ms: 1_000 } });
  expect(far.orders.at(-1)).toBe(`hang-up ${call}`);
  expect(far.line({ kind: "connected", call: call ?? 0 })).toBe("not-there");
});

test("the number on the poster reaches somebody who sees nothing of it, and hangs up", () => {
  const far = openFar();
  far.counter.advance(OPENING_MS);
  far.act({ type: "dial", number: "400-0000-417" });
  far.counter.advance(OPENING_MS + 10_000);
  const { phone } = far.counter.view();
  expect(phone.state).toBe("on-hook");
  expect(phone.transcript.map(({ en }) => en).join(" ")).toContain("connected to another bank");
});

test("what comes in on a line is told by its length alone, and no line is no place for it", () => {
  const far = openFar();
  far.counter.advance(2_000);
  far.line({ kind: "connected", call: 1 });
  far.line({ kind: "bytes", call: 1, hex: "6212345678901265" });
  expect(far.events.at(-1)).toMatchObject({ kind: "line.received", data: { call: 1, bytes: 8 } });
  expect(JSON.stringify(far.events)).not.toContain("6212345678901265");
  const own = createCounter({ scenario: SALE, seed: 1, sink: () => undefined });
  const line: LineEvent = { kind: "connected", call: 1 };
  expect(own.apply({ seq: 1, id: "a", atMs: own.nowMs(), line })).toBe("not-there");
});

function openFar() {
  const events: TraceEvent[] = [];
  const orders: string[] = [];
  const counter = createCounter({
    scenario: SALE,
    seed: 1,
    acquirer: FAR,
    sink: (record) => void events.push(record as TraceEvent),
  });
  counter.outside?.attach((order: LineOrder) => void orders.push(`${order.kind} ${order.call}`));
  let seq = 0;
  const logged = () => {
    seq += 1;
    return { seq, id: `i${seq}`, atMs: counter.nowMs() };
  };
  return {
    counter,
    events,
    orders,
    line: (line: LineEvent) => counter.apply({ ...logged(), line }),
    act: (act: Act) => counter.apply({ ...logged(), reactedMs: counter.nowMs(), by: "keys", act }),
  };
}
