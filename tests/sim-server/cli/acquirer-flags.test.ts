import { expect, test } from "vitest";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { startFarBank } from "../../kit/far-bank.ts";
import { lesson } from "../../kit/lessons.ts";

test.each([
  [["--acquirer-keys", "x.yaml"], "--acquirer-keys says nothing without --acquirer"],
  [["--acquirer-tls", "x.pem"], "--acquirer-tls says nothing without --acquirer"],
  [["--acquirer", "bank"], '--acquirer "bank" is no address'],
  [["--acquirer", "a:1", "--acquirer-keys", "x.yaml"], "x.yaml cannot be read (ENOENT)"],
])("run and serve refuse %j", async (flags, says) => {
  for (const verb of [
    ["run", "scenarios/library"],
    ["serve", "--port", "0"],
  ]) {
    const { status, err } = await tillyard([...verb, ...flags]);
    expect(err).toMatch(IN_WORDS);
    expect(err).toContain(says);
    expect(status).toBe(2);
  }
});

test("run plays there what it can, and says what it leaves out and why", async () => {
  const bank = await startFarBank(lesson("first-sale"));
  const words = [
    "run",
    "scenarios/library/010-first-sale.yaml",
    "scenarios/library/060-reply-lost.yaml",
  ];
  const there = ["--robot", "right", "--acquirer", `127.0.0.1:${bank.port}`];
  const { status, out, err } = await tillyard([...words, ...there]);
  expect(err).toContain(
    "left out scenarios/library/060-reply-lost.yaml: fault bank.reply-lost cannot act on someone else's bank or its line",
  );
  expect(out).toContain("ok     first-sale / right: 1000 of 1000");
  expect(out).toContain("1 passed, 0 failed");
  expect(status).toBe(0);
  expect(bank.asked).toEqual(["0800", "0200"]);
});

test("a lesson that failed there is played again there", async () => {
  const file = "scenarios/library/010-first-sale.yaml";
  const { status, out } = await tillyard([
    "run",
    file,
    "--robot",
    "right",
    "--acquirer",
    "127.0.0.1:9",
  ]);
  expect(out).toContain("the terminal shows sign-on-failed");
  expect(out).toContain(
    `again: npx tillyard run ${file} --robot right --seed 1 --acquirer 127.0.0.1:9\n`,
  );
  expect(status).toBe(1);
});

test("run says so where nothing can be played there", async () => {
  const { status, err } = await tillyard([
    "run",
    "scenarios/library/060-reply-lost.yaml",
    "--acquirer",
    "127.0.0.1:9",
  ]);
  expect(err).toContain("no lesson can be played at someone else's bank");
  expect(status).toBe(2);
});

test.each(["run", "serve"])("the help of %s tells of it", async (verb) => {
  const { out } = await tillyard([verb, "--help"]);
  for (const flag of [
    "--acquirer HOST:PORT",
    "--acquirer-dialect",
    "--acquirer-keys",
    "--acquirer-tls",
  ]) {
    expect(out).toContain(flag);
  }
});
