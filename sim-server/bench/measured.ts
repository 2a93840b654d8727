import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a process has used since it began: time of all cores, and memory that is still in use. */
export type Usage = { readonly cpuMs: number; readonly heapBytes: number };

/** A server of its own process, so that what it uses can be told from what its clients do. */
export type Measured = {
  readonly url: string;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
};

// In a clone the source itself is run; in the published package what was made of it.
const ENDING = import.meta.url.endsWith(".ts") ? "ts" : "js";
const ENTRY = fileURLToPath(new URL(`./measured-process.${ENDING}`, import.meta.url));

/** Starts the real server on a folder of its own, or a bare one that only acknowledges. */
export async function startMeasured(kind: "real" | "bare"): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "tillyard-bench-"));
  const child = fork(ENTRY, [kind, folder], { execArgv: ["--expose-gc"], stdio: "inherit" });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const told = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      child.once("message", (message) => resolve(message as T));
      child.once("exit", () => reject(new Error("the measured server ended")));
    });
  const { url } = await told<{ url: string }>();
  return {
    url,
    usage: () => {
      child.send("usage");
      return told<Usage>();
    },
    stop: async () => {
      child.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
