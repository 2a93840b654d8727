import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import process from "node:process";
import { Server } from "socket.io";
import { startApp } from "../app.ts";
import type { Usage } from "./measured.ts";

// Forked by `measured.ts`: the server, or a bare one beside it, that says what it has used so far.
const [kind, dataFolder = ""] = process.argv.slice(2);
const url = kind === "bare" ? await startBare() : await startReal();
process.on("message", () => process.send?.(usage()));
process.once("disconnect", () => process.exit());
process.send?.({ url });

async function startReal(): Promise<string> {
  const config = { host: "127.0.0.1", port: 0, dataFolder, speed: 1 };
  const app = await startApp(config, (error) => process.stderr.write(`${error}\n`));
  return app.url;
}

/** Acknowledges every message, and does nothing else. */
async function startBare(): Promise<string> {
  const http = createServer();
  const io = new Server(http, {
    transports: ["websocket"],
    serveClient: false,
    cors: { origin: "*" },
  });
  io.on("connection", (socket) => {
    socket.on("act", (_message: unknown, acknowledge: (answer: unknown) => void) =>
      acknowledge({ ok: true }),
    );
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return `http://localhost:${(http.address() as AddressInfo).port}`;
}

function usage(): Usage {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  return { cpuMs: (user + system) / 1000, heapBytes: heapUsed + external };
}
