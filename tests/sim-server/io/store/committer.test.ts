import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { createCommitter } from "../../../../sim-server/io/store/committer.ts";

const FAKED = ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate"] as const;
beforeEach(() => void vi.useFakeTimers({ toFake: [...FAKED] }));
afterEach(() => void vi.useRealTimers());

/** A database with one table, and what has been done to it: rows, and transactions by `begin`. */
function open() {
  const database = new DatabaseSync(":memory:");
  onTestFinished(() => database.close());
  database.exec("create table t (n integer primary key)");
  const insert = database.prepare("insert into t values (?)");
  const statements = vi.spyOn(database, "exec");
  return {
    database,
    committer: createCommitter(database),
    put: (n: number) => () => void insert.run(n),
    rows: () =>
      database
        .prepare("select n from t order by rowid")
        .all()
        .map(({ n }) => n),
    commits: () => statements.mock.calls.filter(([sql]) => sql === "commit").length,
    statements,
  };
}

test("what comes in together is made durable together, in its order", async () => {
  const { committer, put, rows, commits } = open();
  const answered: number[] = [];
  const all = [3, 1, 2].map((n) => committer.write(put(n)).then(() => answered.push(n)));
  expect([rows(), answered]).toEqual([[], []]);
  await vi.runAllTimersAsync();
  await Promise.all(all);
  expect([rows(), answered, commits()]).toEqual([[1, 2, 3], [3, 1, 2], 1]);
});

test("what may wait waits for the next that may not, and stays before it", async () => {
  const { committer, put, commits } = open();
  const done: string[] = [];
  const soon = committer.writeSoon(put(1)).then(() => done.push("soon"));
  await vi.advanceTimersByTimeAsync(49);
  expect(done).toEqual([]);
  const now = committer.write(put(2)).then(() => done.push("now"));
  await vi.advanceTimersByTimeAsync(0);
  await Promise.all([soon, now]);
  expect([done, commits(), vi.getTimerCount()]).toEqual([["soon", "now"], 1, 0]);
});

test("what may wait does not wait for ever", async () => {
  const { committer, put, rows } = open();
  const soon = Promise.all([committer.writeSoon(put(1)), committer.writeSoon(put(2))]);
  await vi.advanceTimersByTimeAsync(50);
  await soon;
  expect(rows()).toEqual([1, 2]);
});

test("what cannot be written fails alone", async () => {
  const { committer, put, rows } = open();
  const results = Promise.allSettled([1, 1, 2].map((n) => committer.write(put(n))));
  await vi.runAllTimersAsync();
  expect((await results).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(rows()).toEqual([1, 2]);
});

test.each(["begin immediate", "commit"])(
  "when the disk fails at %s, all fail, and the next go on",
  async (sql) => {
    const { database, committer, put, rows, statements } = open();
    statements.mockImplementation((said) => {
      if (said === sql) throw new Error("disk full");
      return DatabaseSync.prototype.exec.call(database, said);
    });
    const results = Promise.allSettled([1, 2].map((n) => committer.write(put(n))));
    await vi.runAllTimersAsync();
    expect((await results).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    statements.mockRestore();
    const later = committer.write(put(3));
    await vi.runAllTimersAsync();
    await later;
    expect(rows()).toEqual([3]);
  },
);

test("flushing writes what waits, and leaves no timer behind", async () => {
  const { committer, put, rows } = open();
  const all = Promise.all([committer.writeSoon(put(1)), committer.write(put(2))]);
  committer.flush();
  await all;
  expect([rows(), vi.getTimerCount()]).toEqual([[1, 2], 0]);
  committer.flush();
});
