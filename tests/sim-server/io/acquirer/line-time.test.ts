import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LineEvent } from "../../../../sim-server/core/counter/line-event.ts";
import { createLineTime } from "../../../../sim-server/io/acquirer/line-time.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const EVENT: LineEvent = { kind: "connected", call: 1 };

/** A world in which something is due every so often, and a call is up or not. */
function worldWith({ call, everyMs = 1_000 }: { call: number | undefined; everyMs?: number }) {
  const state = { nowMs: 0, call, letIn: [] as number[] };
  const world = {
    nowMs: () => state.nowMs,
    nextDueMs: () => (Math.floor(state.nowMs / everyMs) + 1) * everyMs,
    advance: (toMs: number) => {
      state.nowMs = toMs;
    },
    outside: { attach: () => undefined, call: () => state.call },
  };
  const time = createLineTime(world, {
    realNowMs: () => performance.now(),
    letIn: () => void state.letIn.push(state.nowMs),
  });
  return { state, time };
}

test("while no call is up, the world goes there at once", async () => {
  const { state, time } = worldWith({ call: undefined });
  await time.advance(60_000);
  expect(state.nowMs).toBe(60_000);
});

test("while a call is up, the world goes with real time", async () => {
  const { state, time } = worldWith({ call: 1 });
  let arrived = false;
  const going = time.advance(2_500).then(() => {
    arrived = true;
  });
  await vi.advanceTimersByTimeAsync(2_400);
  expect([state.nowMs, arrived]).toEqual([2_000, false]);
  await vi.advanceTimersByTimeAsync(100);
  await going;
  expect(state.nowMs).toBe(2_500);
});

test("what comes in is let in when it came, and whoever waits may look again", async () => {
  const { state, time } = worldWith({ call: 1 });
  const going = time.advance(10_000);
  await vi.advanceTimersByTimeAsync(1_234);
  await time.hear(EVENT);
  await going;
  expect(state.letIn).toEqual([1_234]);
  expect(state.nowMs).toBe(1_234);
});

test("time that passed between two calls costs the world nothing", async () => {
  const { state, time } = worldWith({ call: 1 });
  const before = time.advance(500);
  await vi.advanceTimersByTimeAsync(500);
  await before;
  state.call = undefined;
  await time.advance(1_000);
  await vi.advanceTimersByTimeAsync(50_000);
  state.call = 1;
  const going = time.advance(1_500);
  await vi.advanceTimersByTimeAsync(499);
  expect(state.nowMs).toBe(1_000);
  await vi.advanceTimersByTimeAsync(1);
  await going;
  expect(state.nowMs).toBe(1_500);
});
