import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

type Event = Readonly<Record<string, unknown>> & { readonly event: string };

export type TestDevice = {
  /** Where its cables are: `tcp:127.0.0.1:40001`. */
  readonly cables: readonly string[];
  /** The port of its TCP cable. */
  readonly port: number;
  /** Every event so far that holds, or the ones that come, until `count` have been seen. */
  readonly events: (name: string, count?: number) => Promise<Event[]>;
  /** Puts a line on its standard input. */
  readonly hand: (line: string) => void;
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  /** What it said to people. */
  readonly notes: () => string;
};

/** `tillyard device` in a process of its own, with `--json`; it ends with the test. */
export async function startDevice(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TestDevice> {
  const all = ["device", ...words, "--json", "--hands"];
  const { ready, ...running } = await startVerb(all, environment);
  const cables = ready["cables"] as string[];
  const tcp = cables.find((cable) => cable.startsWith("tcp:"));
  return { ...running, cables, port: Number(tcp?.slice(tcp.lastIndexOf(":") + 1)) };
}

type Running = Omit<TestDevice, "cables" | "port"> & { readonly ready: Event };

/** `tillyard devices`, likewise; `ready` is its first line. */
export function startDevices(words: readonly string[]): Promise<Omit<Running, "hand">> {
  return startVerb(["devices", ...words, "--json"]);
}

/** `tillyard desk`, likewise. */
export function startDesk(words: readonly string[]): Promise<Omit<Running, "hand" | "ready">> {
  return startVerb(["desk", ...words, "--json"]);
}

async function startVerb(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = spawn(process.execPath, ["sim-server/cli/main.ts", ...words], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  const seen: Event[] = [];
  const waiting = new Set<() => void>();
  let notes = "";
  child.stderr.on("data", (chunk) => {
    notes += chunk;
  });
  createInterface(child.stdout).on("line", (line) => {
    seen.push(JSON.parse(line));
    for (const check of waiting) check();
  });
  const events = (name: string, count = 1): Promise<Event[]> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = seen.filter(({ event }) => event === name);
        if (found.length < count) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  const [ready] = await Promise.race([events("ready"), gone.then(() => [])]);
  if (ready === undefined) throw new Error(`the device did not start: ${notes}`);
  return {
    ready,
    events,
    hand: (line) => void child.stdin.write(`${line}\n`),
    end: (signal) => {
      child.kill(signal);
      return gone;
    },
    notes: () => notes,
  };
}
