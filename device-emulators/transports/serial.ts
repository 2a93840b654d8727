import type { SerialPort } from "serialport";
import { TillyardError } from "../kit/errors.ts";
import type { Clock } from "./clock.ts";
import { type CableEnd, type Link, type Transport, UNSENT_BYTES_MAX } from "./transport.ts";

export type SerialOptions = {
  /** As the system names it: `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  /** Bits a second; 8 data bits, no parity, 1 stop bit. */
  readonly baud: number;
  readonly clock: Clock;
};

/** How soon a port that was unplugged is looked for again. Chosen. */
const OPEN_AGAIN_MS = 1_000;

/**
 * Speaks on a real serial port, where the far end of the cable is a till. A serial line does not
 * tell who is there, so its link is open for as long as the port is; one that is unplugged is
 * looked for until it is back.
 *
 * @throws TillyardError `device-unavailable` when it cannot be opened at first
 */
export async function openSerial(options: SerialOptions, end: CableEnd): Promise<Transport> {
  const { path, baud, clock } = options;
  let plugged = true;
  let callOff: (() => void) | undefined;

  const serveUntilUnplugged = (opened: SerialPort): void => {
    port = opened;
    serve(opened, options, end);
    opened.once("close", () => {
      if (plugged) callOff = clock.after(OPEN_AGAIN_MS, lookAgain);
    });
  };
  const lookAgain = (): void => {
    openPort(options).then(
      (opened) => (plugged ? serveUntilUnplugged(opened) : opened.destroy()),
      () => {
        if (plugged) callOff = clock.after(OPEN_AGAIN_MS, lookAgain);
      },
    );
  };
  let port = await openPort(options);
  serveUntilUnplugged(port);

  return {
    address: `serial:${path}@${baud}`,
    close: async () => {
      if (!plugged) return;
      plugged = false;
      callOff?.();
      await closePort(port);
    },
  };
}

function serve(port: SerialPort, { path, baud }: SerialOptions, end: CableEnd): void {
  const link: Link = {
    name: path,
    send: (bytes) => {
      if (!port.isOpen || port.writableLength + bytes.length > UNSENT_BYTES_MAX) return;
      port.write(bytes);
    },
    unsentBytes: () => port.writableLength,
    pause: () => {
      port.pause();
      showReady(port, false);
    },
    resume: () => {
      showReady(port, true);
      port.resume();
    },
    hangUp: () => undefined,
  };
  port.on("data", (bytes: Uint8Array) => end.received(link, bytes));
  // An adapter that is pulled out mid-write fails here; `close` follows.
  port.on("error", () => undefined);
  port.once("close", (error: unknown) => end.closed(link, error ? "reset" : "closed"));
  end.opened(link);
  end.lineSet(link, { baud, stopBits: 1 });
}

/** A till stops at either wire. Ports that have none (pseudo-terminals) refuse, and just fill up. */
function showReady(port: SerialPort, ready: boolean): void {
  if (port.isOpen) port.set({ dtr: ready, rts: ready }, () => undefined);
}

async function openPort({ path, baud }: SerialOptions): Promise<SerialPort> {
  const { SerialPort } = await import("serialport").catch((cause: unknown) => {
    throw unavailable(path, "needs the package serialport, which does not load", cause);
  });
  return new Promise((resolve, reject) => {
    const port = new SerialPort({ path, baudRate: baud }, (cause) => {
      if (cause === null) resolve(port);
      else reject(unavailable(path, `cannot be opened (${cause.message})`, cause));
    });
  });
}

function closePort(port: SerialPort): Promise<void> {
  return new Promise((resolve) => (port.isOpen ? port.close(() => resolve()) : resolve()));
}

function unavailable(path: string, what: string, cause: unknown): TillyardError {
  return new TillyardError("device-unavailable", `${path} ${what}`, {
    hint: "plug the adapter in, close other programs that use it, and see that you may use it (Debian: group dialout)",
    cause,
  });
}
