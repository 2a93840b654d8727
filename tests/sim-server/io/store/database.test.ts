import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { TillyardError } from "../../../../device-emulators/kit/errors.ts";
import { openDatabase } from "../../../../sim-server/io/store/database.ts";
import { temporaryFolder } from "../../../kit/server.ts";

const open = (folder: string) => {
  const database = openDatabase(folder);
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  return database;
};

test("what is written is on the disk before it is answered: full synchronisation of the log", () => {
  const database = open(join(temporaryFolder(), "made", "on", "the", "way"));
  database.exec("insert into people (id, nickname) values ('a', 'b')");
  const pragma = (name: string) => Object.values(database.prepare(`pragma ${name}`).get() ?? {})[0];
  expect(pragma("synchronous")).toBe(2);
  expect(pragma("journal_mode")).toBe("wal");
  expect(pragma("foreign_keys")).toBe(1);
  expect(pragma("locking_mode")).toBe("exclusive");
});

test("it is still so when the data was there before", () => {
  const folder = temporaryFolder();
  open(folder).close();
  const database = open(folder);
  database.exec("insert into people (id, nickname) values ('a', 'b')");
  expect(Object.values(database.prepare("pragma synchronous").get() ?? {})).toEqual([2]);
});

/** How a folder came to be useless, what is said of it, and what to do. */
const USELESS: readonly (readonly [string, (folder: string) => string, RegExp, RegExp])[] = [
  ["leads through a file", throughFile, /^cannot keep data in .*data\/x$/, /--data DIR/],
  ["has a folder where the file should be", folderForFile, /^cannot keep data in/, /--data DIR/],
  ["holds another kind of file", otherFile, /tillyard\.db is damaged, or no database$/, /copy/],
  ["is in use", inUse, /^another server keeps its data in/, /stop that server/],
];

test.each(USELESS)("a folder that %s is refused in words", (_why, spoil, said, hint) => {
  const folder = spoil(temporaryFolder());
  const error = failureOf(() => open(folder));
  expect(error.code).toBe("data-unwritable");
  expect(error.exitStatus).toBe(2);
  expect(error.message).toMatch(said);
  expect(error.hint).toMatch(hint);
});

test.skipIf(process.getuid?.() === 0)("a folder one may not write to is refused in words", () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o500);
  expect(failureOf(() => open(folder)).message).toMatch(/^cannot keep data in/);
});

function throughFile(folder: string): string {
  writeFileSync(join(folder, "data"), "");
  return join(folder, "data", "x");
}

function folderForFile(folder: string): string {
  mkdirSync(join(folder, "tillyard.db"));
  return folder;
}

function otherFile(folder: string): string {
  writeFileSync(join(folder, "tillyard.db"), "a letter to my mother ".repeat(100));
  return folder;
}

function inUse(folder: string): string {
  open(folder);
  return folder;
}

function failureOf(work: () => unknown): TillyardError {
  try {
    work();
  } catch (error) {
    if (error instanceof TillyardError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
