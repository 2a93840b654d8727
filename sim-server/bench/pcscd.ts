import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer, type Socket } from "node:net";
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
/** Where pcscd writes who it is. */
const PID_FILE = "/run/pcscd/pcscd.pid";
/** How the folder of each of ours begins. */
const FOLDER = "tillyard-pcscd-";
/** Chosen: more than its last lines. */
const WORDS_CHARS_MAX = 1_000;

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
  return (await countReaders()) !== undefined && orphan() === undefined
    ? "another pcscd serves this machine: stop it first"
    : undefined;
}

/** Waits until no other has it, and sets a pcscd up; it runs from `start` to `stop`. */
export async function setUpPcscd(): Promise<Pcscd> {
  const turn = await takeTurn();
  const port = await freePorts();
  const folder = mkdtempSync(join(tmpdir(), FOLDER));
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
      await endOrphan();
      const begun = spawn(findProgram("pcscd") ?? "pcscd", ["--foreground", "--config", folder], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      daemon = begun;
      let words = "";
      for (const stream of [begun.stdout, begun.stderr]) {
        stream.on("data", (chunk) => {
          words = `${words}${chunk}`.slice(-WORDS_CHARS_MAX);
        });
      }
      let readers = await countReaders();
      while (readers === undefined) {
        if (over(begun)) throw unavailable(words);
        await wait(READY_LOOK_MS);
        readers = await countReaders();
      }
      // pcscd has looked at its configuration before it answers anybody.
      if (readers === 0) throw unavailable(words);
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

function unavailable(words: string): TillyardError {
  const said = words.replaceAll(/\p{Cc}\[?[\d;]*m?/gu, " ").trim();
  return new TillyardError("device-unavailable", `pcscd did not start as it should: ${said}`, {
    hint: "run pcscd --foreground --debug to see why",
  });
}

/** A pcscd of ours that outlived whoever started it: its turn is over, and it is still there. */
function orphan(): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(PID_FILE, "latin1"), 10);
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(FOLDER) ? pid : undefined;
  } catch {
    return undefined;
  }
}

async function endOrphan(): Promise<void> {
  const pid = orphan();
  if (pid === undefined) return;
  process.kill(pid, "SIGTERM");
  while (orphan() === pid) await wait(READY_LOOK_MS);
}

/** How many readers the pcscd has that answers; undefined where none does. */
async function countReaders(): Promise<number | undefined> {
  const context = await establishPcsc();
  if (!context.ok) return undefined;
  const readers = await context.value.readers();
  await context.value.release();
  return readers.ok ? readers.value.length : undefined;
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

/** The first of two free ports, one for each slot; below those that are handed out to anybody. */
async function freePorts(): Promise<number> {
  for (;;) {
    const port = randomInt(PORT_MIN, PORT_MAX);
    if ((await free(port)) && (await free(port + 1))) return port;
  }
}

/** Chosen: below the ephemeral ports of Linux, which begin at 32768. */
const [PORT_MIN, PORT_MAX] = [20_000, 32_000];

function free(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "0.0.0.0", () => server.close(() => resolve(true)));
  });
}
