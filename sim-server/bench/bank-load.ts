import { fork } from "node:child_process";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { createDeframer } from "../core/iso8583/deframer.ts";
import { PLAIN_WIRE } from "../core/iso8583/wire.ts";
import { median } from "./rate.ts";

/** A server of its own process on a free port. */
export type Served = { readonly port: number; readonly stop: () => Promise<void> };

// In a clone the source itself is run; in the published package what was made of it.
const ENDING = import.meta.url.endsWith(".ts") ? "ts" : "js";
const ENTRY = fileURLToPath(new URL(`./bank-process.${ENDING}`, import.meta.url));

/** Starts a bank of that dialect, or `echo`. */
export async function serve(kind: string): Promise<Served> {
  const child = fork(ENTRY, [kind], { stdio: "inherit" });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { port: number }));
    child.once("exit", () => reject(new Error("the measured server ended")));
  });
  return {
    port,
    stop: async () => {
      child.kill();
      await gone;
    },
  };
}

/** What was sent over all connections within the measured time. */
export type Load = {
  /** The median of the rounds. */
  readonly perSecond: number;
  /** From each request to its answer. */
  readonly latenciesMs: readonly number[];
};

/** Whom to ask, and what. */
export type Asking = {
  readonly port: number;
  /** The frame to send; it is called for every message. */
  readonly next: () => Uint8Array;
  /** Throws where an answer is not as it should be. */
  readonly check: (answer: Uint8Array) => void;
};

/** Chosen: the compiler has settled, and a pause of the collector is seen. */
const WARM_MS = 2_000;
const ROUND_MS = 1_000;
const ROUNDS = 5;

/**
 * Sends one message at a time on each of `connections`, the next as soon as the answer is there. The
 * servers take turns, so that a machine that slows down slows them alike.
 */
export async function loadInTurn<const Askings extends readonly Asking[]>(
  askings: Askings,
  connections: number,
): Promise<{ [At in keyof Askings]: Load }> {
  for (const asking of askings) await load(asking, connections, WARM_MS);
  const rounds = askings.map((): number[][] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, asking] of askings.entries()) {
      rounds[at]?.push(await load(asking, connections, ROUND_MS));
    }
  }
  return rounds.map(summed) as { [At in keyof Askings]: Load };
}

function summed(rounds: readonly (readonly number[])[]): Load {
  const perSecond = median(rounds.map(({ length }) => (length * 1_000) / ROUND_MS));
  return { perSecond, latenciesMs: rounds.flat() };
}

/** How long each answer took that came within `ms`. */
async function load(
  { port, next, check }: Asking,
  connections: number,
  ms: number,
): Promise<number[]> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const latenciesMs: number[] = [];
  const endMs = performance.now() + ms;
  const serveOne = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => {
      const deframer = createDeframer(PLAIN_WIRE);
      let sentMs = performance.now();
      socket.on("error", reject);
      socket.on("data", (bytes) => {
        for (const answer of deframer.push(bytes).frames) {
          const nowMs = performance.now();
          check(answer);
          if (nowMs >= endMs) return resolve();
          latenciesMs.push(nowMs - sentMs);
          sentMs = performance.now();
          socket.write(next());
        }
      });
      socket.write(next());
    });
  await Promise.all(sockets.map(serveOne));
  for (const socket of sockets) socket.destroy();
  return latenciesMs;
}

export async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  return socket;
}
