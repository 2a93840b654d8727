import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** The real server on a port of its own, with a data folder of its own. */
export type Shop = {
  readonly url: string;
  /** Ends the server as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Server = ChildProcessByStdio<null, Readable, Readable>;

/** Chosen: as fast as a customer who waits for nobody can still be followed. */
export const SPEED = 20;

/** Opens a shop whose world runs `speed` times as fast as real time; `more` are flags of its own. */
export async function openShop(speed: number = SPEED, more: readonly string[] = []): Promise<Shop> {
  const data = await mkdtemp(join(tmpdir(), "tillyard-browser-"));
  const flags = ["--data", data, "--speed", String(speed), ...more];
  let { server, url } = await startServer(flags, 0);
  return {
    url,
    kill: () => end(server, "SIGKILL"),
    restart: async () => {
      ({ server, url } = await startServer(flags, Number(new URL(url).port)));
    },
    close: async () => {
      await end(server, "SIGTERM");
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function startServer(
  flags: readonly string[],
  port: number,
): Promise<{ server: Server; url: string }> {
  const command = ["sim-server/cli/main.ts", "serve", "--port", String(port), ...flags];
  const server = spawn(process.execPath, command, {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  createInterface(server.stderr).on("line", (line) => said.push(line));
  for await (const line of createInterface(server.stdout)) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url !== undefined) return { server, url };
    said.push(line);
  }
  throw new Error(`the server ended before it was ready: ${said.join("\n")}`);
}

function end(server: Server, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill(signal);
  });
}
