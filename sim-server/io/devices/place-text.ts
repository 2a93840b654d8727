import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import { readLineFormat } from "../../../device-emulators/kit/line-format-text.ts";
import type { FarPort } from "../../../device-emulators/transports/dial-rfc2217.ts";
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
  const [, path, line = ""] = /^(.+)@([^@]+)$/.exec(text) ?? [];
  const set = readLine(line);
  if (path !== undefined && set !== undefined) return { path, ...set };
  throw new TillyardError("config-invalid", `${said} does not name a port and its speed`, {
    hint: "give both, as in /dev/ttyUSB0@19200; or all, as in /dev/ttyUSB0@19200,7E1,rts-cts",
  });
}

/**
 * A serial port on the network, and how its line is set: `192.0.2.7:2217`, `2217@19200,7E1`.
 *
 * @param said as whoever gave it wrote it
 * @throws TillyardError `config-invalid`
 */
export function readFarPort(said: string, text: string): FarPort {
  const [, place = "", line] = /^([^@]*)(?:@(.*))?$/.exec(text) ?? [];
  if (line === undefined) return { ...readPlace(said, place), format: undefined, flow: "none" };
  const set = readLine(line);
  if (set !== undefined) return { ...readPlace(said, place), ...set };
  throw new TillyardError("config-invalid", `${said} does not say how the line is set`, {
    hint: "give its speed behind the @, as in 2217@19200; or all, as in 2217@19200,7E1,rts-cts",
  });
}

function readLine(text: string): Pick<SerialSettings, "format" | "flow"> | undefined {
  const [, line = "", flow] = /^(.+?)(?:,(rts-cts|xon-xoff))?$/.exec(text) ?? [];
  const format = readLineFormat(line);
  return format && { format, flow: FLOWS.find((known) => known === flow) ?? "none" };
}
