import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { onTestFinished } from "vitest";
import { freePort, whyNo } from "./foreign-program.ts";
import { temporaryFolder } from "./server.ts";

/** Why no spooler is started; undefined where one can be. It drops root's rights, and so needs them. */
export function whyNoCups(): string | undefined {
  const why = whyNo("cups-client", "cups-core-drivers");
  return why ?? (process.getuid?.() === 0 ? undefined : "cupsd is started by root alone");
}

/** A spooler of its own for one test. */
export type Cupsd = {
  /** Where its commands find it, as CUPS_SERVER. */
  readonly server: string;
  /** Runs a command of CUPS, such as `lpadmin`, against it. */
  readonly does: (command: string, ...words: readonly string[]) => void;
};

/** Starts one; it ends with the test. Programs of this process find it by CUPS_SERVER meanwhile. */
export async function startCupsd(): Promise<Cupsd> {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const server = `127.0.0.1:${await freePort()}`;
  const files = writeFiles(folder);
  const config = join(folder, "cupsd.conf");
  writeFileSync(
    config,
    `Listen ${server}
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`,
  );
  const daemon = spawn("/usr/sbin/cupsd", ["-f", "-c", config, "-s", files], { stdio: "ignore" });
  const gone = new Promise((resolve) => daemon.once("exit", resolve));
  const before = process.env["CUPS_SERVER"];
  process.env["CUPS_SERVER"] = server;
  onTestFinished(async () => {
    if (before === undefined) delete process.env["CUPS_SERVER"];
    else process.env["CUPS_SERVER"] = before;
    daemon.kill("SIGKILL");
    await gone;
  });
  const does = (command: string, ...words: readonly string[]): void =>
    void execFileSync(command, words, { stdio: "pipe" });
  while (!runs()) {
    if (daemon.exitCode !== null) throw new Error("cupsd has ended");
  }
  return { server, does };
}

const runs = (): boolean =>
  execFileSync("lpstat", ["-r"], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  }).includes("scheduler is running");

function writeFiles(folder: string): string {
  // Debian's user lp, as whom backends run.
  const lp = Number(execFileSync("id", ["-u", "lp"], { encoding: "utf8" }));
  const places = ["RequestRoot", "CacheDir", "StateDir", "TempDir"].map((name) => {
    const place = join(folder, name);
    mkdirSync(place);
    chownSync(place, lp, lp);
    return `${name} ${place}`;
  });
  const files = join(folder, "cups-files.conf");
  const logs = ["Error", "Access", "Page"].map((log) => `${log}Log ${join(folder, log)}`);
  writeFileSync(
    files,
    [
      `ServerRoot ${folder}`,
      ...places,
      ...logs,
      "User lp",
      "Group lp",
      "Sandboxing relaxed",
      "",
    ].join("\n"),
  );
  return files;
}
