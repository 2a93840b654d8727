import { describe, expect, test } from "vitest";
import { createScheduler } from "../../../../sim-server/core/world/scheduler.ts";

describe("virtual time", () => {
  test("runs what is due, in order of time and then of scheduling, and stands at its end", () => {
    const scheduler = createScheduler();
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name}@${scheduler.nowMs()}`);
    scheduler.after(20, note("c"));
    scheduler.after(10, note("a"));
    scheduler.after(10, note("b"));
    scheduler.after(21, note("d"));
    scheduler.advance(20);
    expect(ran).toEqual(["a@10", "b@10", "c@20"]);
    expect([scheduler.nowMs(), scheduler.nextDueMs()]).toEqual([20, 21]);
  });

  test("a task may schedule another for the same instant", () => {
    const scheduler = createScheduler();
    const ran: number[] = [];
    scheduler.after(5, () => scheduler.after(0, () => ran.push(scheduler.nowMs())));
    scheduler.advance(5);
    expect(ran).toEqual([5]);
  });

  test("a cancelled task does not run and is not waited for", () => {
    const scheduler = createScheduler();
    const timer = scheduler.after(5, () => expect.unreachable());
    timer.cancelled = true;
    expect(scheduler.nextDueMs()).toBeUndefined();
    scheduler.advance(10);
  });

  test("slicing time changes nothing", () => {
    const play = (slices: readonly number[]): string[] => {
      const scheduler = createScheduler();
      const ran: string[] = [];
      const repeat = (): void => {
        ran.push(`tick ${scheduler.nowMs()}`);
        if (scheduler.nowMs() < 50) scheduler.after(7, repeat);
      };
      scheduler.after(0, repeat);
      for (const slice of slices) scheduler.advance(slice);
      return ran;
    };
    expect(play([1, 2, 3, 14, 14, 15, 60])).toEqual(play([60]));
  });

  test.each([-1, 0.5, Number.NaN])("a delay of %s is a bug", (delayMs) => {
    expect(() => createScheduler().after(delayMs, () => undefined)).toThrow("whole milliseconds");
  });

  test("time does not run backwards, and an instant that never ends is a bug", () => {
    const scheduler = createScheduler();
    scheduler.advance(5);
    expect(() => scheduler.advance(4)).toThrow("backwards");
    const again = (): void => void scheduler.after(0, again);
    again();
    expect(() => scheduler.advance(6)).toThrow("every instant comes to an end");
  });
});
