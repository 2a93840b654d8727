import { createServer, type Server, type Socket } from "node:net";
import { listen, type Place, placeText, portOf } from "./listen.ts";
import {
  type CableEnd,
  type Ending,
  type Link,
  type OpenTransport,
  type Transport,
  UNSENT_BYTES_MAX,
} from "./transport.ts";

/** A device on the network. */
export type TcpOptions = Place & {
  /** Heard at once; who comes beyond is let in, and heard when another has said all. */
  readonly clientsMax: number;
};

/** Where a device listens unless told otherwise: nobody outside this machine reaches it. */
export const USUAL_HOST = "127.0.0.1";

/** Let in and not heard yet; who comes beyond is cut off. Chosen. */
export const WAITING_MAX = 8;

/** Chosen: a dead line is noticed within minutes. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Listens for programs that use the device, as a network printer does on port 9100.
 *
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export async function openTcp(options: TcpOptions, end: CableEnd): Promise<Transport> {
  const { host, port, clientsMax } = options;
  const open = new Set<Socket>();
  const waiting: Socket[] = [];
  let heard = 0;

  const hearNext = (): void => {
    while (heard < clientsMax) {
      const socket = waiting.shift();
      if (socket === undefined) return;
      heard += 1;
      serve(socket, end, () => {
        heard -= 1;
        hearNext();
      });
    }
  };

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true });
  server.on("connection", (socket) => {
    // A reset by the other side is its right; `close` follows.
    socket.on("error", () => undefined);
    if (waiting.length >= WAITING_MAX) {
      socket.resetAndDestroy();
      return;
    }
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    waiting.push(socket);
    hearNext();
  });
  await listen(server, { host, port }, "--tcp HOST:PORT");
  // A program that cannot be let in (too many open files) is turned away; the others go on.
  server.on("error", () => undefined);
  return {
    address: `tcp:${placeText({ host, port: portOf(server) })}`,
    close: () => {
      waiting.length = 0;
      for (const socket of open) socket.destroy();
      return closed(server);
    },
  };
}

/** A device that is found at the same port whenever it is plugged in again, also where 0 picked one. */
export function tcpCable(options: TcpOptions): OpenTransport {
  let { port } = options;
  return async (end) => {
    const transport = await openTcp({ ...options, port }, end);
    port = Number(transport.address.slice(transport.address.lastIndexOf(":") + 1));
    return transport;
  };
}

/** @param silent called once, when the far end will send nothing more */
function serve(socket: Socket, end: CableEnd, silent: () => void): void {
  let how: Ending = "closed";
  let speaking = true;
  const fallSilent = (): void => {
    if (!speaking) return;
    speaking = false;
    silent();
  };
  const link = linkOf(socket, `${socket.remoteAddress}:${socket.remotePort}`);
  socket.on("data", (bytes) => end.received(link, bytes));
  socket.on("end", () => {
    end.ended(link);
    fallSilent();
  });
  socket.on("error", () => {
    how = "reset";
  });
  socket.on("close", () => {
    end.closed(link, how);
    fallSilent();
  });
  socket.resume();
  end.opened(link);
}

/** What the far end of a socket can be told. */
export function linkOf(socket: Socket, name: string): Link & { readonly end: () => void } {
  return {
    name,
    send: (bytes) => {
      if (!socket.writable || socket.writableLength + bytes.length > UNSENT_BYTES_MAX) return;
      socket.write(bytes);
    },
    unsentBytes: () => socket.writableLength,
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    end: () => void socket.end(),
    hangUp: (ending) => {
      if (ending === "closed") socket.destroySoon();
      else socket.resetAndDestroy();
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
