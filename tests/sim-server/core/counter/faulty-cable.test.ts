import { describe, expect, test } from "vitest";
import { fromLatin1, toLatin1 } from "../../../../device-emulators/kit/bytes.ts";
import type { FaultParams } from "../../../../device-emulators/kit/faults/fault-kind.ts";
import {
  createFaultyCable,
  undisturbedCalls,
} from "../../../../sim-server/core/counter/faulty-cable.ts";
import { completeParams, findFault } from "../../../../sim-server/core/faults/catalogue.ts";
import { createWorld } from "../../../../sim-server/core/world/world.ts";

/** A cable of 10 ms; what arrives, when, and what a fault does besides, drawn on one line. */
function lay(kind: "calls" | "bare") {
  const world = createWorld({ seed: 1, sink: () => undefined });
  const line = world.line({ name: "cable", delayMs: 10 });
  const drawn: string[] = [];
  const draw = (what: string): void => void drawn.push(`${world.scheduler.nowMs()}:${what}`);
  const calls = undisturbedCalls();
  calls.lose = () => draw("lost");
  line.b.onReceive = (bytes) => draw(toLatin1(bytes));
  line.a.onReceive = (bytes) => draw(`<${toLatin1(bytes)}`);
  const cable = createFaultyCable({
    node: world.node("faults"),
    line,
    ...(kind === "calls" && { calls }),
    seed: 1,
    struck: ({ fault }) => draw(`!${fault}`),
    strike: ({ fault }) => draw(`strike ${fault}`),
  });
  return {
    calls,
    line,
    arm: (fault: string, given: FaultParams = {}) => {
      const found = findFault(fault);
      if (found === undefined) throw new Error(`there is no ${fault}`);
      cable.arm(found, { fault, nth: 1, times: 1, params: completeParams(fault, given) });
    },
    say: (text: string) => line.a.send(fromLatin1(text)),
    answer: (text: string) => line.b.send(fromLatin1(text)),
    run: (ms: number) => world.scheduler.advance(world.scheduler.nowMs() + ms),
    drawn: () => drawn.join(" "),
  };
}

describe("a cable of the counter", () => {
  test("on which nothing is armed carries both ways", () => {
    const { say, answer, run, drawn } = lay("bare");
    say("ab");
    answer("cd");
    run(10);
    expect(drawn()).toBe("10:ab 10:<cd");
  });

  test("stalls in the world's time", () => {
    const { arm, say, run, drawn } = lay("bare");
    arm("cable.stall", { ms: 500 });
    say("ab");
    run(600);
    expect(drawn()).toBe("0:!cable.stall 510:ab");
  });

  test("is pulled out and plugged in again: what was sent meanwhile is lost", () => {
    const { arm, say, run, drawn } = lay("bare");
    arm("cable.unplug", { ms: 100 });
    say("ab");
    run(99);
    say("cd");
    run(1);
    say("ef");
    run(10);
    expect(drawn()).toBe("0:!cable.unplug 110:ef");
  });

  test("has a device's fault strike between two bytes", () => {
    const { arm, say, run, drawn } = lay("bare");
    arm("printer.cover-open", { match: "GS V" });
    say("ab\x1dV");
    run(10);
    expect(drawn()).toBe("0:!printer.cover-open 0:strike printer.cover-open 10:ab 10:\x1dV");
  });

  test("loses the call that is up, and the next is another", () => {
    const { arm, calls, say, answer, run, drawn } = lay("calls");
    arm("cable.drop", { bytes: 3, way: "host" });
    expect(calls.dial()).toBe(true);
    say("ab");
    answer("cdef");
    answer("gh");
    run(10);
    expect(drawn()).toBe("0:!cable.drop 0:lost 10:ab 10:<cde");
    expect(calls.dial()).toBe(true);
    answer("ij");
    run(10);
    expect(drawn()).toMatch(/20:<ij$/);
  });

  test("refuses a call, and not the next", () => {
    const { arm, calls, drawn } = lay("calls");
    arm("cable.refuse");
    expect([calls.dial(), calls.dial()]).toEqual([false, true]);
    expect(drawn()).toBe("0:!cable.refuse");
  });
});
