import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Alone } from "./alone-process.ts";

// In a clone the source itself is run; in the published package what was made of it.
const ENDING = import.meta.url.endsWith(".ts") ? "ts" : "js";
const ENTRY = fileURLToPath(new URL(`./alone-process.${ENDING}`, import.meta.url));

/** Enough for a million entries of a ledger, and a collector that works when it is told to. */
const FLAGS = ["--expose-gc", "--max-old-space-size=4096"];

/** Measures in a process of its own, whose memory is that of what is measured and nothing else. */
export function measureAlone<Name extends keyof Alone>(
  name: Name,
): Promise<ReturnType<Alone[Name]>> {
  const child = fork(ENTRY, [name], { execArgv: FLAGS, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("message", (found) => resolve(found as ReturnType<Alone[Name]>));
    child.once("exit", () => reject(new Error(`the process that measured ${name} ended`)));
  });
}
