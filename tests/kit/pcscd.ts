import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

const DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
const SOCKET = "/run/pcscd/pcscd.comm";
const PYTHONS = ["/usr/bin/python3", "python3"];

const INSTALL = "apt-get install pcscd vsmartcard-vpcd opensc python3-pyscard";

/**
 * Why PC/SC is not tried; undefined where it is. A machine has one pcscd and all its programs share it,
 * so it is started only for who asks for that.
 */
export function whyNoPcsc(): string | undefined {
  if (process.env["TILLYARD_PCSC"] !== "1") return "set TILLYARD_PCSC=1 to start pcscd and try it";
  const missing = [
    ["pcscd", runs("pcscd", ["--version"])],
    ["vsmartcard-vpcd", existsSync(DRIVER)],
    ["opensc", runs("opensc-tool", ["--version"])],
    ["python3-pyscard", findPython() !== undefined],
  ].flatMap(([name, there]) => (there ? [] : [name]));
  if (missing.length > 0) return `${missing.join(", ")} missing: ${INSTALL}`;
  if (process.getuid?.() !== 0) return "pcscd is started by root alone";
  return running() ? "another pcscd serves this machine: stop it first" : undefined;
}

const runs = (command: string, words: readonly string[]): boolean =>
  spawnSync(command, words).status === 0;

const findPython = (): string | undefined =>
  PYTHONS.find((python) => runs(python, ["-c", "import smartcard"]));

/** Whether a pcscd answers; it names its readers, even where they are empty. */
const running = (): boolean =>
  existsSync(SOCKET) &&
  spawnSync("opensc-tool", ["--list-readers"], { encoding: "utf8" }).stdout.includes("Nr.");

/** A pcscd with nothing but a virtual reader that listens on `port`. */
export type Pcscd = {
  readonly port: number;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** Sets a pcscd up; it runs from `start` to `stop`. */
export async function setUpPcscd(): Promise<Pcscd> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "tillyard-pcscd-"));
  const channel = `0x${port.toString(16).toUpperCase()}`;
  writeFileSync(
    join(folder, "vpcd"),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${DRIVER}\nCHANNELID ${channel}\n`,
  );
  let daemon: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    const ended = daemon;
    daemon = undefined;
    if (ended === undefined || ended.exitCode !== null || ended.signalCode !== null) return;
    await new Promise((resolve) => {
      ended.once("exit", resolve);
      ended.kill("SIGTERM");
    });
  };
  return {
    port,
    start: async () => {
      daemon = spawn("pcscd", ["--foreground", "--config", folder], { stdio: "ignore" });
      while (!running()) await wait(50);
    },
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Says one line to a terminal's end of PC/SC, and hears one. */
export type PcscTerminal = {
  readonly say: (line: string) => Promise<string>;
  readonly close: () => void;
};

export function openPcscTerminal(): PcscTerminal {
  const child = spawn(findPython() ?? "python3", ["tests/kit/pcsc-terminal.py"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    say: async (line) => {
      child.stdin.write(`${line}\n`);
      const said = await lines.next();
      return said.done === true ? "! the terminal has ended" : said.value;
    },
    close: () => child.kill(),
  };
}
