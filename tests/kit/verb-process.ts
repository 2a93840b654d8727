import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

export type VerbEvent = Readonly<Record<string, unknown>> & { readonly event: string };

/** A verb of the command in a process of its own, with `--json`. */
export type VerbProcess = {
  /** The first event: that it is ready, and where. */
  readonly ready: VerbEvent;
  /** Every event so far that holds, or the ones that come, until `count` have been seen. */
  readonly events: (name: string, count?: number) => Promise<VerbEvent[]>;
  /** Resolves with the first event that holds, once there is one. */
  readonly until: (holds: (event: VerbEvent) => boolean) => Promise<VerbEvent>;
  /** Puts a line on its standard input. */
  readonly hand: (line: string) => void;
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
  /** What it said to people. */
  readonly notes: () => string;
};

/** Starts the command; it ends with the test. */
export async function startVerb(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<VerbProcess> {
  const child = spawn(process.execPath, ["sim-server/cli/main.ts", ...words, "--json"], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return gone;
  };
  onTestFinished(async () => void (await end("SIGKILL")));
  const seen: VerbEvent[] = [];
  const waiting = new Set<() => void>();
  let notes = "";
  child.stderr.on("data", (chunk) => {
    notes += chunk;
  });
  createInterface(child.stdout).on("line", (line) => {
    seen.push(JSON.parse(line));
    for (const check of waiting) check();
  });
  const once = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  const until: VerbProcess["until"] = (holds) => once(() => seen.find(holds));
  const events: VerbProcess["events"] = (name, count = 1) =>
    once(() => {
      const found = seen.filter(({ event }) => event === name);
      return found.length < count ? undefined : found;
    });
  const ready = await Promise.race([until(({ event }) => event === "ready"), gone]);
  if (ready === null || typeof ready === "number") {
    throw new Error(`${words[0]} did not start: ${notes}`);
  }
  return {
    ...{ ready, events, until, end },
    hand: (line) => void child.stdin.write(`${line}\n`),
    notes: () => notes,
  };
}
