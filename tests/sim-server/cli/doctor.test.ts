import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { type Finding, lineOf, statusOf } from "../../../sim-server/cli/doctor/finding.ts";
import { tillyard } from "../../kit/command.ts";
import { temporaryFolder } from "../../kit/server.ts";

test("what is there is said to be there, with status 0", async () => {
  const surroundings = {
    PORT: "0",
    TILLYARD_DATA: temporaryFolder(),
    CHROMIUM_PATH: process.execPath,
  };
  const { status, out, err } = await tillyard(["doctor"], surroundings);
  const needed = out.split("\n").slice(0, 5);
  expect(needed.map((line) => line.slice(0, 8))).toEqual(Array(5).fill("ok      "));
  expect([status, err]).toEqual([0, ""]);
});

test("what only some want is said to be missing with its remedy, and status 0", () => {
  const reader = { what: "a reader", good: false, optional: true, found: "none" } as const;
  const port = { what: "port", good: false, found: "taken", remedy: "choose another" };
  const lines: readonly Finding[] = [
    { ...reader, remedy: "buy one" },
    { ...port, good: true, found: "free" },
  ];
  expect(lines.map(lineOf)).toEqual([
    "without a reader: none\n        buy one\n",
    "ok      port: free\n",
  ]);
  expect([statusOf(lines), statusOf([...lines, port])]).toEqual([0, 1]);
});

test("what is lacking is said with the remedy below it, and status 1", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  const { status, out } = await tillyard(["doctor"], { PORT: String(port) });
  expect(out).toContain(`lacking port: 127.0.0.1:${port} is taken\n        stop the other program`);
  expect(status).toBe(1);
});

test("with --json, each finding is one object a line", async () => {
  const { out } = await tillyard(["doctor", "--json"], { PORT: "0" });
  const findings = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(findings.map(({ what }) => what).slice(0, 4)).toEqual([
    "Node",
    "trainer's pages",
    "data folder",
    "port",
  ]);
  for (const { good, found, remedy } of findings) {
    expect([typeof good, typeof found, typeof remedy]).toEqual(["boolean", "string", "string"]);
  }
});
