import { fork } from "node:child_process";
import { connect, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { createDeframer } from "../core/iso8583/deframer.ts";
import { PLAIN_WIRE } from "../core/iso8583/wire.ts";

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
  readonly perSecond: number;
  /** From each request to its answer. */
  readonly latenciesMs: readonly number[];
};

/** Chosen: the compiler has settled, and a pause of the collector is seen. */
const WARM_MS = 2_000;
const MEASURED_MS = 5_000;

/**
 * Sends one message at a time on each of `connections`, the next as soon as the answer is there.
 *
 * @param next the frame to send; it is called for every message
 * @param check throws where an answer is not as it should be
 */
export async function load(
  port: number,
  {
    connections,
    next,
    check,
  }: {
    readonly connections: number;
    readonly next: () => Uint8Array;
    readonly check: (answer: Uint8Array) => void;
  },
): Promise<Load> {
  const latenciesMs: number[] = [];
  const startMs = performance.now() + WARM_MS;
  const endMs = startMs + MEASURED_MS;
  const serveOne = async (): Promise<void> => {
    const socket = await open(port);
    await new Promise<void>((resolve, reject) => {
      const deframer = createDeframer(PLAIN_WIRE);
      let sentMs = performance.now();
      socket.on("error", reject);
      socket.on("data", (bytes) => {
        for (const answer of deframer.push(bytes).frames) {
          const nowMs = performance.now();
          check(answer);
          if (nowMs >= endMs) return resolve();
          if (sentMs >= startMs) latenciesMs.push(nowMs - sentMs);
          sentMs = performance.now();
          socket.write(next());
        }
      });
      socket.write(next());
    });
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, serveOne));
  return { perSecond: (latenciesMs.length * 1000) / MEASURED_MS, latenciesMs };
}

export async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  return socket;
}
