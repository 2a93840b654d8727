import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { type RunningApp, startApp } from "../../sim-server/app.ts";
import { connect, enter, type Guest, openLesson, type Seat } from "../../sim-server/bench/seat.ts";
import type { Debrief } from "../../sim-server/contract/index.ts";
import type { AcquirerSetup } from "../../sim-server/io/acquirer/load-acquirer.ts";

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tillyard-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type TestServer = RunningApp & { readonly failures: readonly unknown[] };

/** A server in this process, on a free port; it ends with the test. */
export async function startServer(
  options: {
    readonly speed?: number;
    readonly dataFolder?: string;
    readonly acquirer?: AcquirerSetup;
    readonly scenarios?: string;
  } = {},
): Promise<TestServer> {
  const { speed = 1, dataFolder = temporaryFolder(), acquirer, ...rest } = options;
  const failures: unknown[] = [];
  const app = await startApp(
    { host: "127.0.0.1", port: 0, dataFolder, speed, ...rest },
    (error) => failures.push(error),
    acquirer,
  );
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= app.close();
    return closing;
  };
  onTestFinished(close);
  return { ...app, close, failures };
}

export type ServerProcess = {
  readonly url: string;
  /** As `kill -9` does; resolves once the process is gone. */
  readonly kill: (signal?: NodeJS.Signals) => Promise<number | null>;
  readonly said: () => string;
};

/** A server of its own process on a free port, as `tillyard serve` starts it. */
export async function spawnServer(
  dataFolder: string,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ["sim-server/cli/main.ts", "serve", "--port", "0", "--data", dataFolder, ...flags],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const kill = (signal: NodeJS.Signals = "SIGKILL"): Promise<number | null> => {
    child.kill(signal);
    return gone;
  };
  onTestFinished(async () => void (await kill()));
  const url = await Promise.race([readUrl(child), gone.then(() => undefined)]);
  if (url === undefined) throw new Error(`the server did not start: ${said}`);
  return { url, kill, said: () => said };
}

async function readUrl(child: ChildProcess): Promise<string | undefined> {
  if (child.stdout === null) return undefined;
  for await (const line of createInterface(child.stdout)) {
    const [, url] = /^Tillyard is ready at (\S+)$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  return undefined;
}

/** Somebody new, with a lesson open and joined. */
export async function sitDown(
  url: string,
  { lesson = "first-sale", nickname = "小禾" } = {},
): Promise<Seat & { readonly guest: Guest }> {
  const guest = await enter(url, nickname);
  const session = await openLesson(guest, lesson);
  return { ...(await sitAt(guest, session)), guest };
}

/** What the server answers to a GET of that person, read as JSON. */
export async function read<T>({ url, cookie }: Guest, path: string): Promise<T> {
  const response = await fetch(`${url}/api/${path}`, { headers: { cookie } });
  return (await response.json()) as T;
}

/** A page of that person at that session, joined; it is closed with the test. */
export async function sitAt(guest: Guest, session: string): Promise<Seat> {
  const seat = await approach(guest, session);
  const answer = await seat.join();
  if (!answer.ok) throw new Error(answer.refusal.what.en);
  return seat;
}

/** A page that has not joined yet. */
export async function approach(guest: Guest, session: string): Promise<Seat> {
  const seat = await connect(guest, session);
  onTestFinished(seat.close);
  return seat;
}

/** The next message of that name. */
export function heard<T>(seat: Seat, event: string): Promise<T> {
  return new Promise((resolve) => seat.socket.once(event, resolve));
}

/** Resolves when what the page was told satisfies `holds`; checked after every message. */
export function until(seat: Seat, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!holds()) return;
      seat.socket.off("state", check).off("refused", check);
      resolve();
    };
    seat.socket.on("state", check).on("refused", check);
    check();
  });
}

/** Rules that took points off, but for those of time: how fast a test's machine is, is no mistake. */
export function mistakesIn({ losses }: Debrief): string[] {
  return losses
    .filter(({ part }) => part !== "speed" && part !== "service")
    .map(({ rule, points }) => `${rule} -${points}`);
}
