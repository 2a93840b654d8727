import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WireAct } from "../../../sim-server/contract/index.ts";
import type { View } from "../../../sim-server/core/counter/view.ts";
import { createRobot } from "../../../sim-server/core/training/robot.ts";
import type { LiveSession } from "../../../sim-server/io/live-session.ts";
import {
  createLiveSessions,
  type LiveSessionsPorts,
  RELEASE_AFTER_MS,
} from "../../../sim-server/io/live-sessions.ts";
import { createPacer } from "../../../sim-server/io/pacer.ts";
import { firstLesson, GREET, message } from "../../kit/live.ts";
import { createMemoryStore, type MemoryStore } from "../../kit/memory-store.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const STORED = {
  id: "abcdef0123456789",
  person: "p",
  lesson: "first-sale",
  scenarioText: firstLesson().text,
  scenarioHash: firstLesson().hash,
  seed: 1,
  engine: "0",
};

function liveSessions(store: MemoryStore = createMemoryStore()) {
  const failures: unknown[] = [];
  const ports: LiveSessionsPorts = {
    store,
    failed: (error) => void failures.push(error),
    pacer: createPacer({ speed: 1, realNowMs: () => performance.now(), failed: () => undefined }),
    publish: () => undefined,
  };
  const sessions = createLiveSessions(ports);
  const open = async (): Promise<LiveSession> => {
    const opening = await sessions.open(STORED);
    if (!opening.ok) throw new Error(opening.error.what.en);
    return opening.value;
  };
  return { sessions, open, store, failures };
}

test("a session is live once, however often it is opened", async () => {
  const { sessions, open } = liveSessions();
  const [first, second] = await Promise.all([open(), open()]);
  expect(second).toBe(first);
  expect(await open()).toBe(first);
  expect(sessions.count()).toBe(1);
});

test("a session nobody attends is let go of after ten minutes, and not before", async () => {
  const { sessions, open } = liveSessions();
  const live = await open();
  live.attend();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS);
  expect(sessions.count()).toBe(1);
  live.leave();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS - 1);
  expect(sessions.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(sessions.count()).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("whoever comes back counts anew when leaving again", async () => {
  const { sessions, open } = liveSessions();
  const live = await open();
  live.attend();
  live.leave();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS - 1);
  live.attend();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS);
  live.leave();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS - 1);
  expect(sessions.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(sessions.count()).toBe(0);
});

test("a short visit puts the letting go off", async () => {
  const { sessions, open } = liveSessions();
  const live = await open();
  live.attend();
  live.leave();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS / 2);
  live.attend();
  live.leave();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS - 1);
  expect(sessions.count()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(sessions.count()).toBe(0);
});

test("a session that was let go of goes on where it was left", async () => {
  const { sessions, open } = liveSessions();
  const first = await open();
  first.attend();
  await first.submit(message("a", { type: "key", device: "terminal", key: "1" }));
  await vi.advanceTimersByTimeAsync(1234);
  first.leave();
  await vi.advanceTimersByTimeAsync(RELEASE_AFTER_MS);
  expect(sessions.count()).toBe(0);

  const second = await open();
  expect(second).not.toBe(first);
  const { rev: _, ...whole } = second.whole();
  expect(whole).toEqual((({ rev: __, ...rest }) => rest)(first.whole()));
});

test("an ended session is let go of as soon as it is left, and its end is kept once", async () => {
  const { sessions, open, store } = liveSessions();
  const live = await open();
  live.attend();
  await playToTheEnd(live);
  expect(sessions.count()).toBe(1);
  expect(store.ends).toHaveLength(1);
  expect(await live.submit(message("late", GREET))).toMatchObject({
    ok: false,
    refusal: { code: "ended" },
  });
  live.leave();
  await vi.advanceTimersByTimeAsync(1);
  expect(sessions.count()).toBe(0);
  expect(store.ends).toHaveLength(1);
});

test("an end that came just before the server was killed is kept when the page is back", async () => {
  const store = createMemoryStore(async (what) => {
    if (what === "end" && !restarted) throw new Error("killed");
  });
  let restarted = false;
  const before = liveSessions(store);
  const live = await before.open();
  live.attend();
  await playToTheEnd(live);
  expect(store.ends).toHaveLength(0);
  await store.setMark(STORED.id, live.whole().nowMs);

  restarted = true;
  const after = await liveSessions(store).open();
  after.attend();
  await vi.advanceTimersByTimeAsync(0);
  expect(store.ends).toMatchObject([{ atMs: live.whole().nowMs, total: undefined }]);
  expect(JSON.parse(store.ends[0]?.trace.at(-1) ?? "").kind).toBe("lesson.ended");
});

test("closing stores how far every world has come", async () => {
  const { sessions, open, store } = liveSessions();
  const live = await open();
  live.attend();
  await vi.advanceTimersByTimeAsync(321);
  await sessions.close();
  expect(store.marks.at(-1)).toBe(live.whole().nowMs);
});

/** What of a stored session no longer leads where it did, and what is logged of it. */
test.each([
  ["its lesson is not understood any more", { ...STORED, scenarioText: "format: 99" }],
  ["input 1 no longer leads where it did", { ...STORED, seed: 2 }],
])("a session is refused and put aside when %s", async (why, stored) => {
  const store = createMemoryStore();
  const first = liveSessions(store);
  const live = await first.open();
  live.attend();
  await live.submit(message("a", GREET));
  await first.sessions.close();

  const abandoned: string[] = [];
  const { sessions, failures } = liveSessions({
    ...store,
    abandon: async (id) => void abandoned.push(id),
  });
  const opening = await sessions.open(stored);
  expect(opening).toMatchObject({ ok: false, error: { code: "ended" } });
  expect(abandoned).toEqual([STORED.id]);
  expect(sessions.count()).toBe(0);
  expect(failures).toMatchObject([{ message: `session abcdef cannot go on: ${why}` }]);
});

/** Plays the model answer on the timers of the test. */
async function playToTheEnd(live: LiveSession): Promise<void> {
  const robot = createRobot(firstLesson().scenario.answers.right, { by: "keys" });
  for (let count = 0; !live.ended(); count += 1) {
    const state = live.whole();
    const move = robot.next(state.view as View, state.nowMs);
    if (move.kind === "stuck") throw new Error(move.why);
    if (move.kind === "act") {
      await live.submit(message(`a${count}`, move.act as WireAct, move.reactedMs));
    } else {
      await vi.advanceTimersByTimeAsync(move.kind === "think" ? move.waitMs : 50);
    }
  }
  await vi.advanceTimersByTimeAsync(0);
}
