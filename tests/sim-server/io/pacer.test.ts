import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPacer, type PacedWorld } from "../../../sim-server/io/pacer.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const FAILURES: unknown[] = [];
afterEach(() => void FAILURES.splice(0));

const pacerAt = (speed: number) =>
  createPacer({
    speed,
    realNowMs: () => performance.now(),
    failed: (error) => FAILURES.push(error),
  });

type Heard = { readonly realMs: number; readonly worldMs: number };

/** A world in which something is due at each of these times, and who says when it was told. */
function worldOf(...dues: number[]): PacedWorld & { readonly heard: Heard[] } {
  const heard: Heard[] = [];
  let nowMs = 0;
  return {
    heard,
    nowMs: () => nowMs,
    nextDueMs: () => dues[0],
    due: (toMs) => {
      nowMs = toMs;
      while (dues[0] !== undefined && dues[0] <= toMs) dues.shift();
      heard.push({ realMs: performance.now(), worldMs: toMs });
    },
  };
}

test("time that is skipped has passed for the world alone, standing or running", () => {
  const startMs = performance.now();
  const world = worldOf(60_100, 70_000);
  const clock = pacerAt(1).add(world);
  clock.skip(60_000);
  expect(clock.nowMs()).toBe(60_000);
  clock.run();
  vi.advanceTimersByTime(150);
  clock.skip(69_990);
  vi.advanceTimersByTime(10);
  expect(world.heard.map(({ realMs, worldMs }) => [realMs - startMs, worldMs])).toEqual([
    [100, 60_100],
    [160, 70_000],
  ]);
});

test("a running world is told when something is due, and only then", () => {
  const startMs = performance.now();
  const world = worldOf(100, 250);
  pacerAt(1).add(world).run();
  vi.advanceTimersByTime(1000);
  expect(world.heard.map(({ realMs, worldMs }) => [realMs - startMs, worldMs])).toEqual([
    [100, 100],
    [250, 250],
  ]);
});

test.each([
  [1, 100],
  [2, 50],
  [20, 5],
  [0.5, 200],
])("at speed %d, what is due at 100 comes after %d ms", (speed, realMs) => {
  const startMs = performance.now();
  const world = worldOf(100);
  pacerAt(speed).add(world).run();
  vi.advanceTimersByTime(1000);
  expect(world.heard).toEqual([{ realMs: startMs + realMs, worldMs: 100 }]);
});

test("a moment between two milliseconds is waited for in one go", () => {
  const world = worldOf(100);
  pacerAt(3).add(world).run();
  vi.advanceTimersToNextTimer();
  expect(world.heard.map(({ worldMs }) => worldMs)).toEqual([102]);
});

test("a world stands still until it runs, and again after it was stood", () => {
  const clock = pacerAt(1).add(worldOf());
  vi.advanceTimersByTime(70);
  expect([clock.nowMs(), clock.running()]).toEqual([0, false]);
  clock.run();
  clock.run();
  vi.advanceTimersByTime(30);
  expect([clock.nowMs(), clock.running()]).toEqual([30, true]);
  clock.stand();
  vi.advanceTimersByTime(500);
  expect([clock.nowMs(), clock.running()]).toEqual([30, false]);
  clock.run();
  vi.advanceTimersByTime(5);
  expect(clock.nowMs()).toBe(35);
});

test("nothing is due in a world that stands", () => {
  const world = worldOf(100);
  const clock = pacerAt(1).add(world);
  clock.run();
  vi.advanceTimersByTime(60);
  clock.stand();
  vi.advanceTimersByTime(1000);
  expect(world.heard).toEqual([]);
  clock.run();
  vi.advanceTimersByTime(39);
  expect(world.heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(world.heard).toHaveLength(1);
});

test("one timer serves many worlds, each in its order", () => {
  const pacer = pacerAt(1);
  const worlds = [worldOf(300), worldOf(100, 200), worldOf(200), worldOf()];
  for (const world of worlds) pacer.add(world).run();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(worlds.map(({ heard }) => heard.map(({ worldMs }) => worldMs))).toEqual([
    [300],
    [100, 200],
    [200],
    [],
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

test("what becomes due earlier by other means is told in time", () => {
  const dues = [1000];
  const world = { ...worldOf(), nextDueMs: () => dues[0], due: vi.fn(() => void dues.shift()) };
  const clock = pacerAt(1).add(world);
  clock.run();
  dues.unshift(10);
  clock.changed();
  vi.advanceTimersByTime(10);
  expect(world.due).toHaveBeenCalledTimes(1);
});

test("a world that was removed is not told any more, and leaves no timer behind", () => {
  const world = worldOf(10);
  const clock = pacerAt(1).add(world);
  clock.run();
  clock.remove();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(100);
  expect(world.heard).toEqual([]);
});

test("a stopped pacer tells nobody anything", () => {
  const pacer = pacerAt(1);
  const world = worldOf(10);
  pacer.add(world).run();
  pacer.stop();
  vi.advanceTimersByTime(100);
  expect([vi.getTimerCount(), world.heard.length]).toEqual([0, 0]);
});

test("a world that breaks stands from then on, and the others go on", () => {
  const pacer = pacerAt(1);
  const broken = pacer.add({
    ...worldOf(10),
    due: () => {
      throw new Error("broken");
    },
  });
  const other = worldOf(10, 20);
  broken.run();
  pacer.add(other).run();
  vi.advanceTimersByTime(100);
  expect(FAILURES).toEqual([new Error("broken")]);
  expect([broken.running(), broken.nowMs()]).toEqual([false, 10]);
  expect(other.heard).toHaveLength(2);
});
