import { existsSync } from "node:fs";
import type { SerialPort } from "serialport";
import { TillyardError } from "../kit/errors.ts";
import { lineFormatText } from "../kit/line-format-text.ts";
import type { LineFormat } from "../kit/uart.ts";
import type { Clock } from "./clock.ts";
import { deviceTrouble } from "./device-trouble.ts";
import { type Link, UNSENT_BYTES_MAX } from "./transport.ts";

/** A real port, and how it is set. */
export type SerialSettings = {
  /** As the system names it: `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  readonly format: LineFormat;
  /** How its far end says that it can take no more; the system holds bytes back for it. */
  readonly flow: "none" | "rts-cts" | "xon-xoff";
};

/** How the command line spells it: `serial:/dev/ttyUSB0@9600`. */
export const serialAddress = ({ path, format }: SerialSettings): string =>
  `serial:${path}@${lineFormatText(format)}`;

/** @throws TillyardError `device-unavailable` */
export async function openPort({ path, format, flow }: SerialSettings): Promise<SerialPort> {
  const { SerialPort } = await import("serialport").catch((cause: unknown) => {
    throw new TillyardError("device-unavailable", `${path} needs the package serialport`, {
      hint: "run npm install; where it brings no binary for this system, use tcp: or pty:",
      cause,
    });
  });
  const { baud, ...bits } = format;
  const control = {
    rtscts: flow === "rts-cts",
    xon: flow === "xon-xoff",
    xoff: flow === "xon-xoff",
  };
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: baud, ...bits, ...control }, (cause) => {
      if (cause === null) resolve(port);
      else reject(deviceTrouble(path, cause));
    });
  });
}

/** The wires at which the far end of a port sees whether it may send. */
export type ReadyWires = { readonly dtr?: boolean; readonly rts?: boolean };

/**
 * The port as a link that nobody hangs up.
 *
 * @param wires what is shown while this end takes nothing. Ports that have no wires
 *   (pseudo-terminals) refuse, and just fill up.
 */
export function linkOfPort(
  port: SerialPort,
  path: string,
  wires: (ready: boolean) => ReadyWires,
): Link {
  const show = (ready: boolean): void => {
    if (port.isOpen) port.set(wires(ready), () => undefined);
  };
  return {
    name: path,
    send: (bytes) => {
      if (!port.isOpen || port.writableLength + bytes.length > UNSENT_BYTES_MAX) return;
      port.write(bytes);
    },
    unsentBytes: () => port.writableLength,
    pause: () => {
      port.pause();
      show(false);
    },
    resume: () => {
      show(true);
      port.resume();
    },
    hangUp: () => undefined,
  };
}

/** How soon it is noticed that a port is no more. Chosen. */
const LOOK_MS = 1_000;

/**
 * Closes a port whose device file is gone, as if the system had told it: reading a port that was pulled
 * out may go on for ever with nothing. Where ports are no files, the system tells.
 */
export function watchPlug(port: SerialPort, path: string, clock: Clock): void {
  if (!existsSync(path)) return;
  let callOff: () => void = () => undefined;
  const look = (): void => {
    if (existsSync(path)) callOff = clock.after(LOOK_MS, look);
    else if (port.isOpen) port.close(undefined, new Error("unplugged"));
  };
  port.once("close", () => callOff());
  look();
}

export function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()));
}
