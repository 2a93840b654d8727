import { type ChildProcess, execFile, spawn } from "node:child_process";
import process from "node:process";
import { TillyardError } from "../kit/errors.ts";
import { type QueueStatus, readQueueStatus } from "../kit/spooler-words.ts";

/** One print job on its way: what is written to its input is the job, unchanged. */
export type Job = {
  readonly write: (bytes: Uint8Array) => void;
  readonly unsentBytes: () => number;
  readonly end: () => void;
  readonly cancel: () => void;
};

/** As CUPS's own commands take them; CUPS_SERVER and ~/.cups/client.conf count as always. */
const inEnglish = () => ({ ...process.env, LC_ALL: "C" });

/**
 * What the spooler says of a queue.
 *
 * @throws TillyardError `device-unavailable` where there is no spooler to ask
 */
export function askQueue(queue: string): Promise<QueueStatus> {
  return new Promise((resolve, reject) => {
    const words = ["-l", "-p", queue, "-a", queue];
    execFile("lpstat", words, { env: inEnglish() }, (error, out) => {
      if (error?.code === "ENOENT") reject(missing());
      else resolve(readQueueStatus(out));
    });
  });
}

/**
 * Begins a job that is printed as it is.
 *
 * @param over told why it was not taken, or undefined when the spooler has it
 */
export function beginJob(queue: string, over: (why: string | undefined) => void): Job {
  const child: ChildProcess = spawn("lp", ["-s", "-d", queue, "-o", "raw", "-t", "Tillyard"], {
    env: inEnglish(),
    stdio: ["pipe", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (text) => {
    said += text;
  });
  let told = false;
  const finish = (why: string | undefined): void => {
    if (told) return;
    told = true;
    over(why);
  };
  child.once("error", () => finish(missing().message));
  child.once("close", (status) => {
    const why = said.replace(/^lp: (Error - )?/, "").trim();
    finish(status === 0 ? undefined : why || `lp ended with status ${status}`);
  });
  // A queue that refuses ends lp before it has read all.
  child.stdin?.on("error", () => undefined);
  return {
    write: (bytes) => void child.stdin?.write(bytes),
    unsentBytes: () => child.stdin?.writableLength ?? 0,
    end: () => void child.stdin?.end(),
    cancel: () => void child.kill(),
  };
}

function missing(): TillyardError {
  return new TillyardError("device-unavailable", "CUPS's commands lp and lpstat are not there", {
    hint: "install them (Debian: apt-get install cups-client), or name the printer by tcp: or file:",
  });
}
