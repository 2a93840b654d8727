import { describe, expect, test } from "vitest";
import type { Act, Input } from "../../../../sim-server/core/counter/act.ts";
import { createCounter } from "../../../../sim-server/core/counter/counter.ts";
import { OPENING_MS } from "../../../../sim-server/core/counter/opening.ts";
import type { TraceEvent } from "../../../../sim-server/core/trace-events.ts";
import { lesson } from "../../../kit/lessons.ts";

const SALE = lesson("first-sale");

describe("a counter", () => {
  test("begins at its lesson's time zero, with the shop open and the customer there", () => {
    const { counter, events } = setUp();
    expect(counter.nowMs()).toBe(OPENING_MS);
    expect(events[0]).toMatchObject({
      seq: 1,
      atMs: 0,
      node: "counter",
      kind: "session.opened",
      data: { scenario: "first-sale", seed: 1 },
    });
    const begun = events.filter(({ kind }) => kind === "lesson.began");
    expect(begun).toMatchObject([{ atMs: OPENING_MS, data: { flow: "amount-first" } }]);
    expect(counter.ended()).toBe(false);
  });

  test("writes every input on its trace before what comes of it, and names it as the cause", () => {
    const { counter, events } = setUp();
    const before = events.length;
    expect(counter.apply(input({ type: "say", phrase: "greet" }))).toBeUndefined();
    const [first, second, third] = events.slice(before);
    expect(first).toMatchObject({
      node: "cashier",
      kind: "input",
      cause: 0,
      data: { id: "a", reactedMs: 20_000, by: "keys", act: { type: "say", phrase: "greet" } },
    });
    expect(second).toMatchObject({ kind: "cashier.said", cause: first?.seq });
    expect(third?.node).toBe("customer");
  });

  test("writes what was refused, and why, and nothing happens", () => {
    const { counter, events } = setUp();
    const before = events.length;
    expect(counter.apply(input({ type: "insert" }))).toBe("not-there");
    expect(events.slice(before)).toMatchObject([
      { kind: "input", data: { act: { type: "insert" }, refused: "not-there" } },
    ]);
  });

  test("does what is due by then before an input", () => {
    const { counter, events } = setUp();
    counter.apply(input({ type: "scan", item: "milk" }));
    const before = events.length;
    counter.apply(input({ type: "say", phrase: "total" }, OPENING_MS + 5_000));
    expect(events.slice(before).map(({ kind }) => kind)).toEqual([
      "till.scanned",
      "input",
      "cashier.said",
      "customer.said",
    ]);
  });

  test("refuses everything once the customer has gone", () => {
    const { counter } = setUp();
    counter.apply(input({ type: "scan", item: "milk" }));
    counter.advance(OPENING_MS + 1_000);
    for (const act of [
      { type: "tender", means: "card" },
      { type: "say", phrase: "ask-card" },
      { type: "hand", thing: "card", to: "customer" },
      { type: "say", phrase: "ask-other-means" },
      { type: "say", phrase: "ask-other-means" },
    ] as const) {
      counter.apply(input(act, counter.nowMs()));
      counter.advance(counter.nowMs() + 5_000);
    }
    // With one card only and no cash he cannot pay, and goes.
    counter.advance(counter.nowMs() + 60_000);
    expect(counter.ended()).toBe(true);
    expect(counter.apply(input({ type: "say", phrase: "thank" }, counter.nowMs()))).toBe("not-now");
  });

  test("never goes back in time", () => {
    const { counter } = setUp();
    counter.advance(OPENING_MS + 10);
    expect(() => counter.advance(OPENING_MS)).toThrow("time does not run backwards");
  });

  test("says when something is due next, and nothing happens before", () => {
    const { counter, events } = setUp();
    const before = events.length;
    const dueMs = counter.nextDueMs() ?? 0;
    expect(dueMs).toBeGreaterThan(OPENING_MS);
    counter.advance(dueMs - 1);
    expect(events).toHaveLength(before);
  });
});

function setUp() {
  const events: TraceEvent[] = [];
  const counter = createCounter({
    scenario: SALE,
    seed: 1,
    sink: (record) => void events.push(record as TraceEvent),
  });
  return { counter, events };
}

function input(act: Act, atMs = OPENING_MS): Input {
  return { seq: 1, id: "a", atMs, reactedMs: atMs, by: "keys", act };
}
