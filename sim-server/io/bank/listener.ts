import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { listen, portOf } from "../../../device-emulators/transports/listen.ts";
import { type Connection, type Limits, serveConnection, USUAL_LIMITS } from "./connection.ts";
import type { BankDesk } from "./desk.ts";

export type Listening = {
  readonly port: number;
  /** Connections that are open. */
  readonly connections: () => number;
  /** Ends every connection and stops listening. */
  readonly close: () => Promise<void>;
};

export type ListenOptions = {
  readonly host: string;
  /** 0 for any. */
  readonly port: number;
  /** Certificate and key, in PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly limits?: Partial<Limits> | undefined;
  readonly monotonicMs: () => number;
  readonly failed: (error: unknown) => void;
};

/** How the command says where to listen. */
export const PLACE_FLAGS = "--port N, --host ADDRESS";
/** Chosen: a thousand clients at once, and room for those who come back before they are gone. */
const CONNECTIONS_MAX = 2_048;
const HANDSHAKE_MS_MAX = 10_000;
const CHECK_MS = 1_000;

/**
 * Serves a bank on TCP, or on TLS.
 *
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export async function listenForTerminals(
  desk: BankDesk,
  options: ListenOptions,
): Promise<Listening> {
  const { host, port, monotonicMs, failed } = options;
  const limits = { ...USUAL_LIMITS, ...options.limits };
  const open = new Set<Connection>();
  let accepted = 0;

  const serve = (socket: Socket): void => {
    accepted += 1;
    const number = accepted;
    const gone = (): void => void open.delete(connection);
    const connection = serveConnection(socket, { desk, number, limits, monotonicMs, gone, failed });
    open.add(connection);
  };

  const server = openServer(options, serve);
  server.maxConnections = CONNECTIONS_MAX;
  await listen(server, { host, port }, PLACE_FLAGS);
  server.on("error", failed);
  const checks = setInterval(
    () => {
      const nowMs = monotonicMs();
      for (const connection of open) connection.check(nowMs);
    },
    Math.min(CHECK_MS, limits.frameMs, limits.idleMs),
  );
  checks.unref();

  return {
    port: portOf(server),
    connections: () => open.size,
    close: () => {
      clearInterval(checks);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of open) connection.close();
      return closed;
    },
  };
}

function openServer({ tls }: ListenOptions, serve: (socket: Socket) => void): Server {
  // Who has said all and waits for the answers has not gone.
  const halfOpen = { allowHalfOpen: true };
  if (tls === undefined) return createServer(halfOpen, serve);
  try {
    const server = createTlsServer(
      { ...tls, ...halfOpen, handshakeTimeout: HANDSHAKE_MS_MAX, minVersion: "TLSv1.2" },
      serve,
    );
    // A handshake that fails is its client's trouble.
    server.on("tlsClientError", () => undefined);
    return server;
  } catch (cause) {
    throw new TillyardError("config-invalid", "the certificate or its key cannot be used", {
      hint: "give both as PEM files that belong together: --tls CERT,KEY",
      cause,
    });
  }
}
