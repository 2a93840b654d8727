import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { PACKAGE_FOLDER } from "../package-info.ts";
import type { Benchmark } from "./benchmark.ts";
import { median } from "./rate.ts";

/** Chosen: an odd number, so that one of them is the median. */
const ROUNDS = 7;
const COMMAND = join(PACKAGE_FOLDER, "sim-server", "cli", "tillyard.js");

export const SERVER_START: Benchmark = {
  name: "server-start",
  measures: `from the command to its first page served, median of ${ROUNDS}`,
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), "tillyard-bench-"));
    const [starts, bares]: [number[], number[]] = [[], []];
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        starts.push(await timeStart(folder));
        bares.push(await timeNode());
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return [
      {
        name: "server-start",
        value: median(starts),
        unit: "ms",
        baseline: "node -e 0",
        baselineValue: median(bares),
        target: undefined,
      },
    ];
  },
};

async function timeStart(folder: string): Promise<number> {
  const startMs = performance.now();
  const words = [COMMAND, "serve", "--port", "0", "--data", folder];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  try {
    for await (const line of createInterface(child.stdout)) {
      const [url] = /http:\S+/.exec(line) ?? [];
      if (url === undefined) continue;
      await (await fetch(url)).text();
      return performance.now() - startMs;
    }
    throw new Error("the server ended before it served a page");
  } finally {
    child.kill();
    await gone;
  }
}

async function timeNode(): Promise<number> {
  const startMs = performance.now();
  const child = spawn(process.execPath, ["-e", "0"], { stdio: "ignore" });
  await new Promise((resolve) => child.once("exit", resolve));
  return performance.now() - startMs;
}
