import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OPENING_MS } from "../../../sim-server/core/counter/opening.ts";
import type { LineOrder } from "../../../sim-server/core/counter/outside-line.ts";
import type { LineSocketPorts } from "../../../sim-server/io/acquirer/line-socket.ts";
import { runLive } from "../../../sim-server/io/live-session.ts";
import { createPacer } from "../../../sim-server/io/pacer.ts";
import { createSession } from "../../../sim-server/session/session.ts";
import { FAR } from "../../kit/acquirer.ts";
import { firstLesson } from "../../kit/live.ts";
import { createMemoryStore, type MemoryStore } from "../../kit/memory-store.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

test("the shop opens at once but for the call, which takes real time, and nobody need attend", async () => {
  const far = openFar();
  await vi.advanceTimersByTimeAsync(0);
  expect(far.orders).toEqual(["connect 1"]);
  expect(far.session.nowMs()).toBeLessThan(2_000);
  const dialledMs = far.session.nowMs();
  await vi.advanceTimersByTimeAsync(700);
  await far.line().receive({ kind: "refused", call: 1 });
  expect(far.rows()).toEqual([[1, dialledMs + 700, "refused"]]);
  expect(far.ready()).toBe(false);
});

test("whoever waits for the lesson waits until the shop is open, and no longer", async () => {
  const far = openFar();
  await vi.advanceTimersByTimeAsync(0);
  for (let call = 1; !far.ready(); call += 1) {
    await far.line().receive({ kind: "refused", call });
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(far.session.nowMs()).toBeGreaterThanOrEqual(OPENING_MS);
  const openMs = far.session.nowMs();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(far.session.nowMs()).toBe(openMs);
  expect(far.failures).toEqual([]);
});

test("before an order leaves, the world's time is kept, so that a world made anew has passed it", async () => {
  const far = openFar();
  await vi.advanceTimersByTimeAsync(0);
  const orderedMs = far.session.nowMs();
  const before = far.store.marks.length;
  await far.line().keep();
  expect(far.store.marks.slice(before)).toEqual([orderedMs]);
  const anew = openFar(far.store);
  anew.session.advance(orderedMs);
  expect(anew.session.outside?.call()).toBe(1);
});

test("a world made anew has lost the call that it was on: first of all, and in its log", async () => {
  const first = openFar();
  await vi.advanceTimersByTimeAsync(0);
  const { session } = first;
  const again = openFar(first.store, session.nowMs());
  expect(again.orders).toEqual([]);
  await vi.advanceTimersByTimeAsync(0);
  expect(again.rows()).toEqual([[1, session.nowMs(), "closed"]]);
  expect(again.orders.filter((order) => order.startsWith("send"))).toEqual([]);
});

test("closed, it hangs up", async () => {
  const far = openFar();
  await vi.advanceTimersByTimeAsync(0);
  await far.live.close();
  expect(far.orders.at(-1)).toBe("closed");
});

/** @param atMs world time to which it is brought before it lives */
function openFar(store: MemoryStore = createMemoryStore(), atMs = 0) {
  const orders: string[] = [];
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  const { scenario } = firstLesson();
  const session = createSession({ scenario, seed: 1, cashier: "小禾", acquirer: FAR });
  session.advance(atMs);
  let ports: LineSocketPorts | undefined;
  let ready = false;
  const live = runLive("s", session, {
    store,
    failed,
    pacer: createPacer({ speed: 1, realNowMs: () => performance.now(), failed }),
    publish: () => undefined,
    left: () => undefined,
    line: (given) => {
      ports = given;
      return {
        perform: ({ kind, call }: LineOrder) => void orders.push(`${kind} ${call}`),
        close: () => void orders.push("closed"),
      };
    },
  });
  live.ready.then(() => {
    ready = true;
  }, failed);
  const line = (): LineSocketPorts => {
    if (ports === undefined) throw new Error("nobody holds the line");
    return ports;
  };
  const rows = () =>
    store.rows.map((row) => [row.seq, row.atMs, "line" in row ? row.line.kind : "other"]);
  return { live, session, store, orders, failures, line, rows, ready: () => ready };
}
