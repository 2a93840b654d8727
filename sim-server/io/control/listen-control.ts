import { createServer, type RequestListener, type Server } from "node:http";
import { listen, type Place, portOf } from "../../../device-emulators/transports/listen.ts";

/** Chosen: a page keeps one feed and asks now and then. */
const CONNECTIONS_MAX = 128;

export type ListeningControl = {
  readonly port: number;
  /** Ends every connection and frees the port. */
  readonly close: () => Promise<void>;
};

/** Addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Opens a control port.
 *
 * @param prepare for what else than requests comes by it
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export async function listenForControl(
  app: RequestListener,
  options: {
    readonly place: Place;
    /** How the caller's user names another place. */
    readonly flags: string;
    readonly failed: (error: unknown) => void;
    readonly prepare?: (server: Server) => void;
  },
): Promise<ListeningControl> {
  const { place, flags, failed, prepare } = options;
  const http = createServer(app);
  http.maxConnections = CONNECTIONS_MAX;
  prepare?.(http);
  await listen(http, place, flags);
  http.on("error", failed);
  return {
    port: portOf(http),
    close: () => {
      const closed = new Promise<void>((resolve) => http.close(() => resolve()));
      http.closeAllConnections();
      return closed;
    },
  };
}
