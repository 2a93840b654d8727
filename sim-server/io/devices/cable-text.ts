import { TillyardError } from "../../../device-emulators/kit/errors.ts";
import type { Clock } from "../../../device-emulators/transports/clock.ts";
import type { Dial } from "../../../device-emulators/transports/dial.ts";
import { dialCups } from "../../../device-emulators/transports/dial-cups.ts";
import { dialFile } from "../../../device-emulators/transports/dial-file.ts";
import { dialRfc2217 } from "../../../device-emulators/transports/dial-rfc2217.ts";
import { dialSerial } from "../../../device-emulators/transports/dial-serial.ts";
import { dialTcp } from "../../../device-emulators/transports/dial-tcp.ts";
import { openPty } from "../../../device-emulators/transports/pty.ts";
import { openRfc2217 } from "../../../device-emulators/transports/rfc2217.ts";
import { openSerial } from "../../../device-emulators/transports/serial.ts";
import { tcpCable } from "../../../device-emulators/transports/tcp.ts";
import type { OpenTransport } from "../../../device-emulators/transports/transport.ts";
import { readFarPort, readPlace, readPort } from "./place-text.ts";

/** Chosen: a device's own limit decides, not the relay's. */
const CLIENTS_MAX = 64;

type Reader<T> = (said: string, place: string, clock: Clock) => T;

const LISTENING: Readonly<Record<string, Reader<OpenTransport>>> = {
  tcp: (said, text) => tcpCable({ ...readPlace(said, text), clientsMax: CLIENTS_MAX }),
  pty: (_, name, clock) => (end) => openPty({ name, clock }, end),
  rfc2217: (said, text) => {
    const port = readFarPort(said, text);
    return (end) => openRfc2217(port, end);
  },
  serial: (said, text, clock) => {
    const port = readPort(said, text);
    return (end) => openSerial({ ...port, clock }, end);
  },
};

const DEVICES: Readonly<Record<string, Reader<Dial>>> = {
  cups: (said, queue, clock) => dialCups({ queue: readQueue(said, queue), clock }),
  file: (_, path, clock) => dialFile({ path, clock }),
  tcp: (said, text) => dialTcp(readPlace(said, text)),
  rfc2217: (said, text, clock) => dialRfc2217({ ...readFarPort(said, text), clock }),
  serial: (said, text, clock) => dialSerial({ ...readPort(said, text), clock }),
};

/** How the two are spelt, for the help of whoever takes them. */
export const LISTENING_CABLES =
  "tcp:[HOST:]PORT, pty:PATH, rfc2217:[HOST:]PORT or serial:PATH@BAUD";
export const DEVICE_CABLES =
  "tcp:[HOST:]PORT, serial:PATH@BAUD, rfc2217:[HOST:]PORT@BAUD, file:PATH or cups:QUEUE";

/**
 * Where hosts come: `tcp:9100`, `tcp:0.0.0.0:9100`, `pty:till-printer`, `serial:/dev/ttyS0@9600`.
 *
 * @throws TillyardError `config-invalid`
 */
export function readListening(flag: string, text: string, clock: Clock): OpenTransport {
  return read(LISTENING, LISTENING_CABLES, { flag, text, clock });
}

/**
 * Where a device is: `tcp:192.0.2.7:9100`, `serial:/dev/ttyUSB0@19200`.
 *
 * @throws TillyardError `config-invalid`
 */
export function readDevice(flag: string, text: string, clock: Clock): Dial {
  return read(DEVICES, DEVICE_CABLES, { flag, text, clock });
}

/**
 * Calls a device of this machine once, and hangs up: what cannot be used at all is said at the start.
 * One that is far away may come later.
 *
 * @throws TillyardError `device-unavailable`
 */
export function findDevice(text: string, dial: Dial): Promise<void> {
  if (!LOCAL.test(text)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    dial({
      opened: (link) => link.hangUp("reset"),
      received: () => undefined,
      ended: () => undefined,
      closed: () => resolve(),
      refused: (why, hint = "see that it is there, and that no other program uses it") =>
        reject(new TillyardError("device-unavailable", why, { hint })),
    });
  });
}

const LOCAL = /^(cups|file|serial):/;

/** As CUPS names queues; none may be taken for an option. */
function readQueue(said: string, text: string): string {
  if (/^[^-\s/#@"'][^\s/#"']{0,126}$/.test(text)) return text;
  throw new TillyardError("config-invalid", `${said} does not name a queue`, {
    hint: "lpstat -a lists the queues of CUPS",
  });
}

function read<T>(
  media: Readonly<Record<string, Reader<T>>>,
  cables: string,
  { flag, text, clock }: { readonly flag: string; readonly text: string; readonly clock: Clock },
): T {
  const [, medium = "", place = ""] = /^([a-z\d]+):(.+)$/.exec(text) ?? [];
  const reader = Object.hasOwn(media, medium) ? media[medium] : undefined;
  if (reader !== undefined) return reader(`--${flag} ${text}`, place, clock);
  throw new TillyardError("config-invalid", `--${flag} ${text} names no cable`, {
    hint: `give ${cables}`,
  });
}
