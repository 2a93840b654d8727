import { createServer, type Socket } from "node:net";
import type { LineFormat } from "../kit/uart.ts";
import { listen, type Place, placeText, portOf } from "./listen.ts";
import { serveComPort } from "./rfc2217-link.ts";
import type { CableEnd, Transport } from "./transport.ts";

export type Rfc2217Options = Place & {
  /** How the device's own end of the line is set; undefined for one that takes any setting. */
  readonly format: LineFormat | undefined;
};

/** Chosen: a dead line is noticed within minutes. */
const KEEP_ALIVE_MS = 30_000;

/** As access servers say it to people. */
const BUSY = "Port already in use\r\n";

/**
 * A serial port on the network (RFC 2217): the client sets speed, format and wires, and reads garbage
 * where they differ from the device's. Such a port has one far end; who comes beside is turned away.
 *
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export async function openRfc2217(options: Rfc2217Options, end: CableEnd): Promise<Transport> {
  const { host, port, format } = options;
  const open = new Set<Socket>();
  let holder: Socket | undefined;

  const server = createServer({ allowHalfOpen: true, noDelay: true });
  server.on("connection", (socket) => {
    // A reset by the other side is its right; `close` follows.
    socket.on("error", () => undefined);
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    if (holder !== undefined) {
      socket.end(BUSY).resume();
      socket.once("end", () => socket.destroy());
      return;
    }
    holder = socket;
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.once("close", () => {
      holder = undefined;
    });
    serveComPort(socket, format, end);
  });
  await listen(server, { host, port }, "--rfc2217 HOST:PORT");
  // A program that cannot be let in (too many open files) is turned away; the others go on.
  server.on("error", () => undefined);
  return {
    address: `rfc2217:${placeText({ host, port: portOf(server) })}`,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
