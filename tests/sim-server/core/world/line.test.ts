import { describe, expect, test } from "vitest";
import { createLine, type LineOptions } from "../../../../sim-server/core/world/line.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

function cable(options: Partial<LineOptions> = {}) {
  const scheduler = createScheduler();
  const line = createLine(scheduler, { name: "cable", delayMs: 10, ...options });
  const arrived: string[] = [];
  line.a.onReceive = (bytes) => arrived.push(`${scheduler.nowMs()} a ${bytes.join(",")}`);
  line.b.onReceive = (bytes) => arrived.push(`${scheduler.nowMs()} b ${bytes.join(",")}`);
  return { scheduler, line, arrived };
}

const piece = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe("a line", () => {
  test("carries pieces both ways, in order, each after the delay", () => {
    const { scheduler, line, arrived } = cable();
    line.a.send(piece(1));
    line.b.send(piece(2));
    line.a.send(piece(3, 4));
    scheduler.advance(10);
    expect(arrived).toEqual(["10 b 1", "10 a 2", "10 b 3,4"]);
  });

  test("a slow one takes as long as its bytes do", () => {
    const { scheduler, line, arrived } = cable({ bandwidth: 1000 });
    line.a.send(piece(1, 2, 3));
    line.a.send(piece(4, 5));
    scheduler.advance(100);
    expect(arrived).toEqual(["13 b 1,2,3", "15 b 4,5"]);
  });

  test("while it is down bytes vanish, also those under way", () => {
    const { scheduler, line, arrived } = cable();
    line.a.send(piece(1));
    line.up = false;
    line.a.send(piece(2));
    scheduler.advance(20);
    line.up = true;
    line.a.send(piece(3));
    scheduler.advance(30);
    expect(arrived).toEqual(["30 b 3"]);
  });

  test.each([
    ["loses", [], []],
    ["doubles", [0, 0], ["10 b 7", "10 b 7"]],
    ["delays", [25], ["35 b 7"]],
  ])("a disturbance %s a piece", (_name, laterMs, wanted) => {
    const { scheduler, line, arrived } = cable();
    line.disturb = (_way, bytes) => laterMs.map((ms) => ({ bytes, laterMs: ms }));
    line.a.send(piece(7));
    scheduler.advance(50);
    expect(arrived).toEqual(wanted);
  });
});
