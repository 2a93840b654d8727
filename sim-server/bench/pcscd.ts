import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { TillyardError } from "../../device-emulators/kit/errors.ts";
import { establishPcsc } from "../../device-emulators/transports/pcsc-calls.ts";

/** Where Debian's vsmartcard-vpcd puts pcscd's virtual reader. */
export const VPCD_DRIVER = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

/** Whoever listens on it has the machine's one pcscd; it is free again however its holder ends. */
const TURN = "\0tillyard-pcscd";
const READY_LOOK_MS = 20;

/** A pcscd of our own with nothing but a virtual reader of two slots, the first of them on `port`. */
export type Pcscd = {
  readonly port: number;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Stops it, takes away what it needed, and lets the next one have its turn. */
  readonly remove: () => Promise<void>;
};

/** Where a program is on the path, or where Debian has what root alone runs; undefined where it is not. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin"];
  return folders.map((folder) => join(folder, name)).find(mayRun);
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Why this machine can have no pcscd of ours, as a sentence; undefined where it can. */
export async function whyNoPcscd(): Promise<string | undefined> {
  if (process.platform !== "linux") return "pcscd and its virtual reader are tried on Linux alone";
  const missing = [
    ...(findProgram("pcscd") === undefined ? ["pcscd"] : []),
    ...(existsSync(VPCD_DRIVER) ? [] : ["vsmartcard-vpcd"]),
  ];
  if (missing.length > 0) {
    return `${missing.join(" and ")} missing: apt-get install ${missing.join(" ")}`;
  }
  if (process.getuid?.() !== 0) return "root alone can start pcscd";
  // Where somebody has the turn, the pcscd that runs is his, and goes with him.
  if (await turnTaken()) return undefined;
  return (await running()) ? "another pcscd serves this machine: stop it first" : undefined;
}

/** Waits until no other has it, and sets a pcscd up; it runs from `start` to `stop`. */
export async function setUpPcscd(): Promise<Pcscd> {
  const turn = await takeTurn();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "tillyard-pcscd-"));
  const channel = `0x${port.toString(16).toUpperCase()}`;
  writeFileSync(
    join(folder, "vpcd"),
    `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${channel}\nLIBPATH ${VPCD_DRIVER}\nCHANNELID ${channel}\n`,
  );
  let daemon: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    const ended = daemon;
    daemon = undefined;
    if (ended === undefined || over(ended)) return;
    await new Promise((resolve) => {
      ended.once("exit", resolve);
      ended.kill("SIGTERM");
    });
  };
  return {
    port,
    start: async () => {
      daemon = spawn(findProgram("pcscd") ?? "pcscd", ["--foreground", "--config", folder], {
        stdio: "ignore",
      });
      while (!(await running())) {
        if (over(daemon)) throw unavailable();
        await wait(READY_LOOK_MS);
      }
    },
    stop,
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
      turn.giveBack();
    },
  };
}

function over({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function unavailable(): TillyardError {
  return new TillyardError("device-unavailable", "pcscd ended as soon as it was started", {
    hint: "run pcscd --foreground --debug to see why",
  });
}

/** Whether a pcscd answers, and has readers. */
async function running(): Promise<boolean> {
  const context = await establishPcsc();
  if (!context.ok) return false;
  const readers = await context.value.readers();
  await context.value.release();
  return readers.ok && readers.value.length > 0;
}

/** The right to start the machine's one pcscd. */
type Turn = { readonly giveBack: () => void };

async function turnTaken(): Promise<boolean> {
  const turn = await tryTurn();
  turn?.giveBack();
  return turn === undefined;
}

async function takeTurn(): Promise<Turn> {
  for (;;) {
    const turn = await tryTurn();
    if (turn !== undefined) return turn;
    await turnGivenBack();
  }
}

function tryTurn(): Promise<Turn | undefined> {
  const waiting = new Set<Socket>();
  return new Promise((resolve) => {
    const server = createServer((line) => {
      waiting.add(line);
      line.on("error", () => undefined);
      line.on("close", () => waiting.delete(line));
    });
    const giveBack = (): void => {
      server.close();
      for (const line of waiting) line.destroy();
    };
    server.once("error", () => resolve(undefined));
    server.listen(TURN, () => resolve({ giveBack }));
  });
}

/** The line to whoever has the turn ends when it is given back. */
function turnGivenBack(): Promise<void> {
  return new Promise((resolve) => {
    const line = connect(TURN);
    line.on("error", () => undefined);
    line.on("close", () => resolve());
    line.resume();
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
