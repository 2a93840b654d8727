import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { readLineFormat } from "../../../device-emulators/kit/line-format-text.ts";
import type { Place } from "../../../device-emulators/transports/listen.ts";
import type { SerialSettings } from "../../../device-emulators/transports/serial-port.ts";
import { USUAL_HOST } from "../../../device-emulators/transports/tcp.ts";

const PORT_MAX = 65_535;
const FLOWS = ["rts-cts", "xon-xoff"] as const;

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
 * `/dev/ttyUSB0@19200`, `COM3@9600,7E1`, `/dev/ttyS0@9600,8N1,rts-cts`.
 *
 * @param said as whoever gave it wrote it
 * @throws TillyardError `config-invalid`
 */
export function readPort(said: string, text: string): SerialSettings {
  const [, path, line = "", flow] = /^(.+)@([^@]+?)(?:,(rts-cts|xon-xoff))?$/.exec(text) ?? [];
  const format = readLineFormat(line);
  if (path !== undefined && format !== undefined) {
    return { path, format, flow: FLOWS.find((known) => known === flow) ?? "none" };
  }
  throw new TillyardError("config-invalid", `${said} does not name a port and its speed`, {
    hint: "give both, as in /dev/ttyUSB0@19200; or all, as in /dev/ttyUSB0@19200,7E1,rts-cts",
  });
}
