import { expect, test } from "vitest";
import {
  createPinEntry,
  keysOf,
  type PinEntry,
} from "../../../../sim-server/core/customer/pin-entry.ts";
import { createNode } from "../../../../sim-server/core/world/node.ts";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

test("digits are keyed one by one, each after its own pause, with enter behind them", () => {
  expect(keyFor(5000, () => undefined)).toBe("100 1 | 250 2 | 450 enter | done");
});

test("what is stopped between two keys stays stopped", () => {
  expect(keyFor(240, (fingers) => fingers.stop())).toBe("100 1");
});

test("what a key itself brings to a stop stays stopped", () => {
  expect(keyFor(5000, (fingers, key) => key === "2" && fingers.stop())).toBe("100 1 | 250 2");
});

test("it runs from its beginning to its last key", () => {
  const scheduler = createScheduler();
  const fingers = entryOf(scheduler, [], () => undefined);
  const running = [fingers.running()];
  fingers.begin(keysOf("12"));
  running.push(fingers.running());
  scheduler.advance(449);
  running.push(fingers.running());
  scheduler.advance(450);
  expect([...running, fingers.running()]).toEqual([false, true, true, false]);
});

function keyFor(ms: number, then: (fingers: PinEntry, key: string) => unknown): string {
  const scheduler = createScheduler();
  const drawn: string[] = [];
  const fingers = entryOf(scheduler, drawn, then);
  fingers.begin(keysOf("12"));
  scheduler.advance(ms);
  if (ms < 5000) then(fingers, "");
  scheduler.advance(10_000);
  return drawn.join(" | ");
}

function entryOf(
  scheduler: ReturnType<typeof createScheduler>,
  drawn: string[],
  then: (fingers: PinEntry, key: string) => unknown,
): PinEntry {
  const fingers = createPinEntry({
    node: createNode("customer", scheduler),
    pauseMs: (at) => 100 + at * 50,
    press: (key) => {
      drawn.push(`${scheduler.nowMs()} ${key}`);
      then(fingers, key);
    },
    done: () => drawn.push("done"),
  });
  return fingers;
}
