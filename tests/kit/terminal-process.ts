import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./server.ts";

type Event = Readonly<Record<string, unknown>> & { readonly event: string };

export type TestTerminal = {
  readonly port: number;
  readonly folder: string;
  /** The file by which a POS trusts it. */
  readonly certificate: string;
  /** Every event so far that holds, or the ones that come, until `count` have been seen. */
  readonly events: (name: string, count?: number) => Promise<Event[]>;
  /** Resolves when an event has come that holds. */
  readonly until: (holds: (event: Event) => boolean) => Promise<Event>;
  /** Puts a line on its standard input. */
  readonly hand: (line: string) => void;
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
};

/** Chosen: a sale takes a quarter of a second, and a busy machine still keeps up. */
const SPEED = "20";

/** `tillyard terminal` in a process of its own, with `--json` and `--hands`; it ends with the test. */
export async function startTerminal(
  words: readonly string[],
  folder = temporaryFolder(),
): Promise<TestTerminal> {
  const usual = ["--port", "0", "--data", folder, "--speed", SPEED, "--json", "--hands"];
  const child = spawn(
    process.execPath,
    ["sim-server/cli/main.ts", "terminal", ...usual, ...words],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async (signal: NodeJS.Signals = "SIGKILL"): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  onTestFinished(() => kill());
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
  const until = (holds: (event: Event) => boolean): Promise<Event> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = seen.find(holds);
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  const events = async (name: string, count = 1): Promise<Event[]> => {
    const of = (): Event[] => seen.filter(({ event }) => event === name);
    await until(() => of().length >= count);
    return of();
  };
  const ready = await Promise.race([until(({ event }) => event === "ready"), gone]);
  if (ready === undefined) throw new Error(`the terminal did not start: ${notes}`);
  return {
    port: Number(ready["port"]),
    folder,
    certificate: String(ready["certificate"]),
    events,
    until,
    hand: (line) => void child.stdin.write(`${line}\n`),
    kill,
  };
}
