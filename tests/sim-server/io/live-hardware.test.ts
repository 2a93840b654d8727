import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { HardwareEvent } from "../../../sim-server/core/counter/hardware-event.ts";
import { OPENING_MS } from "../../../sim-server/core/counter/opening.ts";
import { createSession } from "../../../sim-server/session/session.ts";
import { firstLesson, GREET, message, playLive } from "../../kit/live.ts";
import { createMemoryStore } from "../../kit/memory-store.ts";
import { playSession } from "../../kit/session-play.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const PLUGGED: HardwareEvent = { device: "printer", kind: "plugged" };

test("what a device does is stored as an input in its place, and once by its id", async () => {
  const { live, store } = playLive();
  live.attend();
  await vi.advanceTimersByTimeAsync(10);
  await Promise.all([
    live.submit(message("a", GREET)),
    live.hear(PLUGGED, "desk-1"),
    live.hear(PLUGGED, "desk-1"),
    live.hear({ device: "printer", kind: "bytes", hex: "12" }),
  ]);
  expect(store.rows.map(({ seq, id, atMs }) => `${seq} ${id} ${atMs - OPENING_MS}`)).toEqual([
    "1 a 10",
    "2 desk-1 10",
    "3 hardware-3 10",
  ]);
});

test("an order leaves once the world's time is kept, to whoever is connected then", async () => {
  let written: () => void = () => undefined;
  const store = createMemoryStore((what) =>
    what === "mark"
      ? new Promise((resolve) => {
          written = resolve;
        })
      : Promise.resolve(),
  );
  const { live } = playLive(store);
  const done: string[] = [];
  const disconnect = live.connect(({ bytes }) => void done.push(toHex(bytes)));
  live.attend();
  await vi.advanceTimersByTimeAsync(10);
  await live.hear(PLUGGED);
  await vi.advanceTimersByTimeAsync(5);
  expect(done).toEqual([]);
  written();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toEqual(["1004011004021004041D610E"]);
  expect(store.marks).toEqual([OPENING_MS + 10]);
  disconnect();
  await live.hear(PLUGGED);
  written();
  await vi.advanceTimersByTimeAsync(5);
  expect(done).toHaveLength(1);
});

test("a world made anew has lost the cables that were in: first of all, and in its log", async () => {
  const first = playLive();
  first.live.attend();
  await first.live.hear(PLUGGED);
  const again = playLive(first.store, first.store.rows);
  await vi.advanceTimersByTimeAsync(0);
  expect(again.store.rows.at(-1)).toMatchObject({
    hardware: { device: "printer", kind: "unplugged" },
  });
  expect(again.live.whole().view.printer).toMatchObject({ real: "away" });
  const session = createSession({ scenario: firstLesson().scenario, seed: 1, cashier: "小禾" });
  expect(session.replay(again.store.rows)).toBeUndefined();
});

test("when the lesson is over nothing enters it any more", async () => {
  const { scenario } = firstLesson();
  const { live, store } = playLive(
    createMemoryStore(),
    playSession(scenario, scenario.answers.right).rows,
  );
  live.attend();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(live.ended()).toBe(true);
  await live.hear(PLUGGED);
  expect(store.rows).toEqual([]);
});
