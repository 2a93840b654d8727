import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../../../sim-server/io/store/sqlite.ts";
import type { Store, StoredSession } from "../../../../sim-server/io/store/store.ts";
import type { InputRow } from "../../../../sim-server/session/log.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const SESSION: StoredSession = {
  id: "s1",
  person: "p1",
  lesson: "first-sale",
  scenarioText: "format: 1\ntitle: 第一位顾客 '\"\\",
  scenarioHash: "abc",
  seed: 0xffff_ffff,
  engine: "0.1.0",
};

const row = (seq: number): InputRow => ({
  seq,
  id: `a${seq}`,
  atMs: 20_000 + seq,
  reactedMs: 20_000,
  by: "keys",
  act: { type: "say", phrase: "greet" },
  hash: "0123456789abcdef",
});

async function openWith(folder = temporaryFolder()): Promise<Store> {
  const store = openStore(folder);
  onTestFinished(store.close);
  await store.addPerson({ id: "p1", nickname: "小禾" });
  await store.addSession(SESSION);
  return store;
}

test("what was put in comes out the same, also after it was closed and opened", async () => {
  const folder = temporaryFolder();
  const first = openStore(folder);
  await first.addPerson({ id: "p1", nickname: "小禾" });
  await first.addSession(SESSION);
  await first.appendInput("s1", row(1));
  await first.setMark("s1", 20_500);
  first.close();

  const store = openStore(folder);
  onTestFinished(store.close);
  expect(await store.findPerson("p1")).toEqual({ id: "p1", nickname: "小禾" });
  expect(await store.findSession("s1")).toEqual(SESSION);
  expect(await store.inputsOf("s1")).toEqual([row(1)]);
  expect(await store.markOf("s1")).toBe(20_500);
  expect(await store.traceOf("s1")).toBeUndefined();
});

test("what is not there is said to be not there", async () => {
  const store = await openWith();
  expect(await store.findPerson("x")).toBeUndefined();
  expect(await store.findSession("x")).toBeUndefined();
  expect(await store.inputsOf("x")).toEqual([]);
  expect(await store.markOf("x")).toBe(0);
  expect(await store.traceOf("x")).toBeUndefined();
  expect(await store.sessionsOf("x")).toEqual([]);
});

test("inputs come in the order of their numbers, and no number is taken twice", async () => {
  const store = await openWith();
  for (const seq of [1, 2, 10, 9]) await store.appendInput("s1", row(seq));
  expect((await store.inputsOf("s1")).map(({ seq }) => seq)).toEqual([1, 2, 9, 10]);
  await expect(store.appendInput("s1", row(2))).rejects.toThrow();
  await expect(store.appendInput("nobody's", row(1))).rejects.toThrow();
});

test("a session is open, then finished with its trace and its end as the last mark", async () => {
  const store = await openWith();
  const summary = { id: "s1", lesson: "first-sale", scenarioHash: "abc" };
  expect(await store.sessionsOf("p1")).toEqual([{ ...summary, state: "open", total: undefined }]);
  await store.finish("s1", { atMs: 70_000, trace: ["{}", '{"a":"\\n"}'], total: 987 });
  expect(await store.sessionsOf("p1")).toEqual([{ ...summary, state: "finished", total: 987 }]);
  expect(await store.traceOf("s1")).toEqual(["{}", '{"a":"\\n"}']);
  expect(await store.markOf("s1")).toBe(70_000);
});

test("a lesson without a score is finished without a total", async () => {
  const store = await openWith();
  await store.finish("s1", { atMs: 1, trace: [], total: undefined });
  expect((await store.sessionsOf("p1"))[0]).toMatchObject({ state: "finished", total: undefined });
});

test("an open session can be put aside, a finished one cannot", async () => {
  const store = await openWith();
  await store.addSession({ ...SESSION, id: "s2" });
  await store.finish("s1", { atMs: 1, trace: [], total: 1 });
  await store.abandon("s1");
  await store.abandon("s2");
  const states = (await store.sessionsOf("p1")).map(({ id, state }) => `${id} ${state}`);
  expect(states).toEqual(["s1 finished", "s2 abandoned"]);
});
