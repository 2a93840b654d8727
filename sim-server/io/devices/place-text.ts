import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { Place } from "../../../device-emulators/transports/listen.ts";
import { USUAL_HOST } from "../../../device-emulators/transports/tcp.ts";

const PORT_MAX = 65_535;
/** Chosen: what the fastest adapters do. */
const BAUD_MAX = 12_000_000;

/**
 * `9100`, `0.0.0.0:9100`, `[::1]:9100`.
 *
 * @param said as whoever gave it wrote it
 * @throws TillyardError `config-invalid`
 */
export function readPlace(said: string, text: string): Place {
  const [, bracketed, plain, digits] = /^(?:(?:\[([^\]]+)\]|([^:]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = digits === undefined ? Number.NaN : Number(digits);
  if (port <= PORT_MAX) return { host: bracketed ?? plain ?? USUAL_HOST, port };
  throw new TillyardError("config-invalid", `${said} does not name a port`, {
    hint: `give a port from 0 to ${PORT_MAX}, with an address before it where it is not ${USUAL_HOST}`,
  });
}

/**
 * `/dev/ttyUSB0@19200`.
 *
 * @param said as whoever gave it wrote it
 * @throws TillyardError `config-invalid`
 */
export function readPort(
  said: string,
  text: string,
): { readonly path: string; readonly baud: number } {
  const [, path, digits] = /^(.+)@(\d{1,8})$/.exec(text) ?? [];
  const baud = Number(digits);
  if (path !== undefined && baud > 0 && baud <= BAUD_MAX) return { path, baud };
  throw new TillyardError("config-invalid", `${said} does not name a port and its speed`, {
    hint: "give both, as in /dev/ttyUSB0@19200",
  });
}
