import { describe, expect, test } from "vitest";
import { mountCodeHead } from "../../../../sim-server/core/counter/code-head.ts";
import { mountScanner } from "../../../../sim-server/core/counter/scanner-mount.ts";
import { receiveWithin } from "../../../../sim-server/core/world/flow.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

const CODE = "134650012345678901";

describe("the terminal's scanner", () => {
  test("brings a code to a terminal that asks for one", () => {
    const { head, scanner, ask, run, got } = setUp();
    const codes = head.open();
    expect(head.asks()).toBe(false);
    ask(codes);
    expect(head.asks()).toBe(true);
    scanner.trigger(CODE);
    run(200);
    expect(got).toEqual([CODE]);
    expect(head.asks()).toBe(false);
  });

  test("brings nothing that nobody asked for, and keeps nothing for later", () => {
    const { head, scanner, ask, run, got } = setUp();
    const codes = head.open();
    scanner.trigger(CODE);
    run(200);
    ask(codes);
    run(10_000);
    expect(got).toEqual([undefined]);
  });

  test("brings nothing to a terminal that has given up by then", () => {
    const { head, scanner, ask, run, got } = setUp();
    ask(head.open(), 50);
    scanner.trigger(CODE);
    run(200);
    expect(got).toEqual([undefined]);
  });

  test("speaks to the terminal that started last", () => {
    const { head, scanner, ask, run, got } = setUp();
    ask(head.open());
    const next = head.open();
    expect(head.asks()).toBe(false);
    ask(next);
    scanner.trigger(CODE);
    run(200);
    expect(got).toEqual([CODE]);
  });
});

function setUp() {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const cable = world.line({ name: "code-scanner-cable", delayMs: 1 });
  const head = mountCodeHead(cable.a);
  const scanner = mountScanner(world.node("code-scanner"), cable.b, "qr");
  const got: (string | undefined)[] = [];
  const ask = (codes: ReturnType<typeof head.open>, withinMs = 5_000): void =>
    world.node("terminal").start(
      (function* () {
        got.push(yield* receiveWithin(codes, withinMs));
      })(),
    );
  const run = (ms: number): void => world.scheduler.advance(world.scheduler.nowMs() + ms);
  return { head, scanner, ask, run, got };
}
