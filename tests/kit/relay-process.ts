import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** `tillyard relay` in a process of its own. */
export type TestRelay = {
  readonly port: number;
  /** Ends it. @returns what it recorded: without its head, milliseconds and who called */
  readonly recorded: () => Promise<string[]>;
  /** Every line that it said to people, once one of them holds. */
  readonly until: (holds: (line: string) => boolean) => Promise<string[]>;
};

/** Starts a relay to a device on TCP; it ends with the test. */
export const startRelay = (devicePort: number, words: readonly string[]): Promise<TestRelay> =>
  startRelayBetween("tcp:0", `tcp:${devicePort}`, words);

/** Starts a relay between two cables; it ends with the test. */
export async function startRelayBetween(
  listen: string,
  device: string,
  words: readonly string[],
): Promise<TestRelay> {
  const child = spawn(process.execPath, [
    ...["sim-server/cli/main.ts", "relay", "--listen", listen, "--record", "-"],
    ...["--device", device, ...words],
  ]);
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  const said: string[] = [];
  const recorded: string[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stdout).on("line", (line) => recorded.push(line));
  createInterface(child.stderr).on("line", (line) => {
    said.push(line);
    for (const check of waiting) check();
  });
  const until: TestRelay["until"] = (holds) =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        if (!said.some(holds)) return;
        waiting.delete(check);
        resolve([...said]);
      };
      waiting.add(check);
      child.once("exit", () => reject(new Error(`the relay ended: ${said.join("\n")}`)));
      check();
    });
  const ready = await until((line) => line.includes("ready on"));
  return {
    port: Number(/:(\d+)$/.exec(ready.find((line) => line.includes("ready on")) ?? "")?.[1]),
    until,
    recorded: async () => {
      child.kill("SIGINT");
      await gone;
      return recorded
        .slice(1)
        .map((line) => line.replace(/^\d+ /, "").replace(/ open .*/, " open"));
    },
  };
}
