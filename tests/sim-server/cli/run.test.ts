import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { IN_WORDS, tillyard } from "../../kit/command.ts";
import { temporaryFolder } from "../../kit/server.ts";

const LESSON = "scenarios/library/020-wrong-pin.yaml";
const TEXT = readFileSync(LESSON, "utf8");

test("every lesson of the library passes, and the last line counts them", async () => {
  const { status, out, err } = await tillyard(["run", "scenarios/library"]);
  expect(out).not.toContain("FAILED");
  expect(out).toMatch(/\n2\d passed, 0 failed\n$/);
  expect([status, err]).toEqual([0, ""]);
});

test.each([
  ["right", ["right"]],
  ["wrong", 3],
  ["all", 4],
  ["blames", ["blames"]],
] as const)("--robot %s plays just that", async (which, played) => {
  const { out } = await tillyard(["run", LESSON, "--robot", which, "--json"]);
  const answers = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).answer);
  if (typeof played === "number") expect(answers.length).toBeGreaterThanOrEqual(played - 1);
  else expect(answers).toEqual(played);
});

test("with --json, each answer is one object a line, and the closing line goes elsewhere", async () => {
  const { status, out, err } = await tillyard(["run", LESSON, "--robot", "right", "--json"]);
  expect(JSON.parse(out)).toMatchObject({
    file: LESSON,
    lesson: "wrong-pin",
    answer: "right",
    seed: 1,
    passed: true,
    total: 1000,
    losses: [],
    traceHash: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect([status, err]).toEqual([0, "1 passed, 0 failed\n"]);
});

test("the seed changes the trace, and the same seed gives the same", async () => {
  const hash = async (seed: string): Promise<string> => {
    const { out } = await tillyard(["run", LESSON, "--robot", "right", "--json", "--seed", seed]);
    return JSON.parse(out).traceHash;
  };
  const [first, again, other] = await Promise.all([hash("7"), hash("7"), hash("8")]);
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test("an answer that does not lose what it says fails, with why and how to see it again", async () => {
  const file = join(temporaryFolder(), "lesson.yaml");
  writeFileSync(file, TEXT.replace(/loses: \{ ([a-z-]+): (\d+)/, "loses: { $1: 999"));
  const { status, out } = await tillyard(["run", file, "--robot", "wrong"]);
  expect(status).toBe(1);
  expect(out).toMatch(/FAILED wrong-pin \/ \S+: \d+ of 1000/);
  expect(out).toMatch(/ should lose 999 points, and lost \d+/);
  expect(out).toContain(`again: npx tillyard run ${file} --robot `);
  expect(out).toMatch(/\n\d+ passed, 1 failed\n$/);
});

test("a lesson that is wrong ends with its place and status 1", async () => {
  const file = join(temporaryFolder(), "lesson.yaml");
  writeFileSync(file, TEXT.replace("customer:", "costumer:"));
  const { status, out, err } = await tillyard(["run", file]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toMatch(/lesson\.yaml:\d+:\d+: unknown key `costumer`/);
  expect([status, out]).toEqual([1, ""]);
});

test("reports are written in each format asked for, and the trace an event a line", async () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  const reports = ["junit", "json", "html"].flatMap((kind) => ["--report", `${kind}=${at(kind)}`]);
  const { status } = await tillyard(["run", LESSON, ...reports, "--trace", at("trace")]);
  expect(status).toBe(0);
  expect(readFileSync(at("junit"), "utf8")).toMatch(
    /^<\?xml .*\n<testsuites name="tillyard" tests="\d" failures="0">/,
  );
  expect(JSON.parse(readFileSync(at("json"), "utf8")).cases[0].lesson).toBe("wrong-pin");
  expect(readFileSync(at("html"), "utf8")).toContain("<h1>");
  const events = readFileSync(at("trace"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(events[0]).toMatchObject({ seq: 1, kind: "session.opened", scenario: "wrong-pin" });
});

test("a report that cannot be written is told in words", async () => {
  const { status, err } = await tillyard(["run", LESSON, "--report", "json=/proc/x"]);
  expect(err).toMatch(IN_WORDS);
  expect(err).toContain("cannot write /proc/x");
  expect(status).toBe(2);
});

test("a reader that stops reading ends it without a word", async () => {
  const child = spawn(process.execPath, ["sim-server/cli/main.ts", "run", "scenarios/library"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.once("exit", resolve));
  expect([status, err]).toEqual([0, ""]);
});
