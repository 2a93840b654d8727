import { fork } from "node:child_process";
import type { Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { open, type Served } from "./bank-load.ts";
import type { Benchmark, Figure } from "./benchmark.ts";
import { median } from "./rate.ts";
import { MESSAGE } from "./relay-message.ts";

/** Chosen: the tills of a shop that print at once, and one alone. */
const MANY = 16;
const WARM_MS = 1_000;
const ROUND_MS = 500;
const ROUNDS = 7;

// In a clone the source itself is run; in the published package what was made of it.
const ENDING = import.meta.url.endsWith(".ts") ? "ts" : "js";
const ENTRY = fileURLToPath(new URL(`./relay-process.${ENDING}`, import.meta.url));

/** A message to a device and its answer, through a relay and without it. */
export const RELAY_MESSAGES: Benchmark = {
  name: "relay",
  measures: "a receipt of 500 bytes to a device and its answer, through a relay and without it",
  run: async () => {
    const device = await start("device");
    const port = String(device.port);
    const [relay, recording] = await Promise.all([start("relay", port), start("recording", port)]);
    try {
      const [direct, carried, recorded] = await inTurn([device, relay, recording], MANY);
      const [directOne, carriedOne] = await inTurn([device, relay], 1);
      return [
        {
          ...figure("relay", carried, direct, `${MANY} connections`),
          target: { of: "ratio", atMost: 2 },
        },
        figure("relay-one", carriedOne, directOne, "one connection"),
        figure("relay-recording", recorded, direct, `${MANY} connections, and recorded`),
      ];
    } finally {
      await Promise.all([relay, recording, device].map(({ stop }) => stop()));
    }
  },
};

function figure(name: string, value = 0, baselineValue = 0, how = ""): Figure {
  return {
    ...{ name, value, unit: `µs a message on ${how}` },
    ...{ baseline: "a direct connection", baselineValue },
    target: undefined,
  };
}

async function start(...words: readonly string[]): Promise<Served> {
  const child = fork(ENTRY, words, { stdio: "inherit" });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { port: number }));
    child.once("exit", () => reject(new Error("the measured process ended")));
  });
  return {
    port,
    stop: async () => {
      child.kill();
      await gone;
    },
  };
}

/** Microseconds a message, in turn, so that a machine that slows down slows all alike. */
async function inTurn(servers: readonly Served[], connections: number): Promise<number[]> {
  for (const { port } of servers) await send(port, connections, WARM_MS);
  const rounds = servers.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, { port }] of servers.entries()) {
      rounds[at]?.push(await send(port, connections, ROUND_MS));
    }
  }
  return rounds.map(median);
}

/** Each connection sends the next message when the last is answered. */
async function send(port: number, connections: number, ms: number): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const startMs = performance.now();
  const counts = await Promise.all(sockets.map((socket) => sendOn(socket, startMs + ms)));
  const tookMs = performance.now() - startMs;
  for (const socket of sockets) socket.destroy();
  return (tookMs * 1_000) / counts.reduce((sum, count) => sum + count, 0);
}

function sendOn(socket: Socket, endMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    socket.on("error", reject);
    socket.on("data", () => {
      count += 1;
      if (performance.now() >= endMs) resolve(count);
      else socket.write(MESSAGE);
    });
    socket.write(MESSAGE);
  });
}
