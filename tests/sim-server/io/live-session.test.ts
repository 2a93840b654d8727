import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OPENING_MS } from "../../../sim-server/core/counter/opening.ts";
import { GREET, message, playLive } from "../../kit/live.ts";
import { createMemoryStore } from "../../kit/memory-store.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const PAUSE = { type: "pause", on: true } as const;
const GO_ON = { type: "pause", on: false } as const;
const passed = (live: { whole: () => { nowMs: number } }): number =>
  live.whole().nowMs - OPENING_MS;

test("world time goes on while somebody attends, and stands while nobody does", async () => {
  const { live } = playLive();
  await vi.advanceTimersByTimeAsync(5000);
  expect(passed(live)).toBe(0);
  live.attend();
  await vi.advanceTimersByTimeAsync(700);
  expect(passed(live)).toBe(700);
  live.leave();
  await vi.advanceTimersByTimeAsync(5000);
  expect(passed(live)).toBe(700);
  live.attend();
  await vi.advanceTimersByTimeAsync(1);
  expect(passed(live)).toBe(701);
});

test("world time stands while the lesson is paused, whoever comes and goes", async () => {
  const { live } = playLive();
  live.attend();
  await vi.advanceTimersByTimeAsync(300);
  await live.submit(message("a", PAUSE));
  await vi.advanceTimersByTimeAsync(5000);
  live.leave();
  live.attend();
  await vi.advanceTimersByTimeAsync(5000);
  expect(passed(live)).toBe(300);
  await live.submit(message("b", GO_ON));
  await vi.advanceTimersByTimeAsync(40);
  expect(passed(live)).toBe(340);
});

test("an input is stored before its effect is shown or answered", async () => {
  let written = (): void => undefined;
  const store = createMemoryStore((what) =>
    what === "input"
      ? new Promise((resolve) => {
          written = resolve;
        })
      : Promise.resolve(),
  );
  const { live, published } = playLive(store);
  live.attend();
  await vi.advanceTimersByTimeAsync(10);
  const before = published.length;
  let answered = false;
  const submitting = live.submit(message("a", { type: "key", device: "terminal", key: "1" }));
  const done = submitting.then(() => {
    answered = true;
  });
  await vi.advanceTimersByTimeAsync(50);
  expect([store.rows.length, published.length, answered]).toEqual([0, before, false]);
  written();
  await done;
  expect(store.rows).toMatchObject([{ seq: 1, id: "a", atMs: OPENING_MS + 10 }]);
  expect(published.at(-1)?.view.terminal?.screen).toBe("amount");
});

test("the world stands still while an input is on its way to the store", async () => {
  let written = (): void => undefined;
  const store = createMemoryStore((what) =>
    what === "input"
      ? new Promise((resolve) => {
          written = resolve;
        })
      : Promise.resolve(),
  );
  const { live } = playLive(store);
  live.attend();
  await vi.advanceTimersByTimeAsync(10);
  const submitting = live.submit(message("a", GREET));
  await vi.advanceTimersByTimeAsync(3000);
  expect(passed(live)).toBe(10);
  written();
  await submitting;
  await vi.advanceTimersByTimeAsync(1);
  expect(passed(live)).toBe(3011);
});

test("inputs are taken one after another, in the order of coming, each id once", async () => {
  const { live, store } = playLive();
  live.attend();
  const ids = ["a", "b", "a", "c", "b"];
  const answers = await Promise.all(ids.map((id) => live.submit(message(id, GREET))));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(store.rows.map(({ seq, id }) => `${seq} ${id}`)).toEqual(["1 a", "2 b", "3 c"]);
});

test("an act without an effect says why, and is kept all the same", async () => {
  const { live, store } = playLive();
  live.attend();
  expect(await live.submit(message("a", { type: "insert" }))).toEqual({
    ok: true,
    refused: "not-there",
  });
  expect(store.rows).toHaveLength(1);
});

test("a mark is made every second of the world, and when the page is left", async () => {
  const { live, store, left } = playLive();
  live.attend();
  await vi.advanceTimersByTimeAsync(3500);
  expect(store.marks.map((mark) => mark - OPENING_MS)).toEqual([1000, 2000, 3000]);
  live.leave();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.marks.at(-1)).toBe(OPENING_MS + 3500);
  expect(left()).toBe(1);
});

test("nobody is said to have left who is back before all was stored", async () => {
  const { live, left } = playLive();
  live.attend();
  live.leave();
  live.attend();
  await vi.advanceTimersByTimeAsync(10);
  expect(left()).toBe(0);
});

test("what the store cannot take is not applied, and the next input is tried again", async () => {
  const full = new Set(["input"]);
  const store = createMemoryStore(async (what) => {
    if (full.has(what)) throw new Error("disk full");
  });
  const { live, failures } = playLive(store);
  live.attend();
  const key = { type: "key", device: "terminal", key: "1" } as const;
  await expect(live.submit(message("a", key))).rejects.toThrow("disk full");
  expect(live.whole().view.terminal?.screen).toBe("idle");
  full.clear();
  expect(await live.submit(message("a", key))).toEqual({ ok: true });
  expect(live.whole().view.terminal?.screen).toBe("amount");
  expect(failures).toEqual([]);
});

test("a mark that cannot be made is told, and the world goes on", async () => {
  const store = createMemoryStore(async (what) => {
    if (what === "mark") throw new Error("disk full");
  });
  const { live, failures } = playLive(store);
  live.attend();
  await vi.advanceTimersByTimeAsync(1500);
  expect(failures).toEqual([new Error("disk full")]);
  expect(passed(live)).toBe(1500);
});

test("only what has changed is published", async () => {
  const { live, published } = playLive();
  live.attend();
  live.whole();
  await live.submit(message("a", { type: "key", device: "terminal", key: "1" }));
  expect(Object.keys(published.at(-1)?.view ?? {})).toEqual(["terminal"]);
  const count = published.length;
  await live.submit(message("b", { type: "insert" }));
  expect(published.length).toBe(count);
});

test("closing stores how far the world has come, and stands it still for good", async () => {
  const { live, store } = playLive();
  live.attend();
  await vi.advanceTimersByTimeAsync(450);
  await live.close();
  expect(store.marks.at(-1)).toBe(OPENING_MS + 450);
  expect(vi.getTimerCount()).toBe(0);
});
