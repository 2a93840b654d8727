import type { Server } from "node:net";
import { TillyardError } from "../kit/errors.ts";

/** Where to listen. */
export type Place = {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
};

/** Chosen: a thousand clients at once, and room for those who come back before they are gone. */
const BACKLOG = 1_024;

/**
 * Listens, or says in words why it cannot.
 *
 * @param flags how the caller's user names another place: `--port N, --host ADDRESS`
 * @throws TillyardError `port-in-use` or `config-invalid`
 */
export function listen(
  server: Pick<Server, "listen" | "once" | "off">,
  place: Place,
  flags: string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void => reject(refusal(cause, place, flags));
    server.once("error", refuse);
    server.listen({ ...place, backlog: BACKLOG }, () => {
      server.off("error", refuse);
      resolve();
    });
  });
}

function refusal(
  cause: NodeJS.ErrnoException,
  { host, port }: Place,
  flags: string,
): TillyardError {
  if (cause.code === "EADDRINUSE") {
    return new TillyardError("port-in-use", `port ${port} on ${host} is in use`, {
      hint: "stop the other program, or choose another port; 0 takes any that is free",
      cause,
    });
  }
  const why = cause.code === "EACCES" ? "may not be used by you" : `cannot be used (${cause.code})`;
  return new TillyardError("config-invalid", `port ${port} on ${host} ${why}`, {
    hint: `choose a port above 1023 and an address of this machine: ${flags}`,
    cause,
  });
}

/** The port that a server listens on. */
export function portOf(server: Pick<Server, "address">): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** As the command line spells it: `127.0.0.1:9100`, `[::1]:9100`. */
export const placeText = ({ host, port }: Place): string =>
  `${host.includes(":") ? `[${host}]` : host}:${port}`;
