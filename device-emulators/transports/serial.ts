import type { SerialPort } from "serialport";
import type { Clock } from "./clock.ts";
import {
  closePort,
  linkOfPort,
  openPort,
  type SerialSettings,
  serialAddress,
  watchPlug,
} from "./serial-port.ts";
import type { CableEnd, Transport } from "./transport.ts";

export type SerialOptions = SerialSettings & { readonly clock: Clock };

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
  const { clock } = options;
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
      (opened) => (plugged ? serveUntilUnplugged(opened) : closePort(opened)),
      () => {
        if (plugged) callOff = clock.after(OPEN_AGAIN_MS, lookAgain);
      },
    );
  };
  let port = await openPort(options);
  serveUntilUnplugged(port);

  return {
    address: serialAddress(options),
    close: async () => {
      if (!plugged) return;
      plugged = false;
      callOff?.();
      await closePort(port);
    },
  };
}

function serve(port: SerialPort, { path, format, clock }: SerialOptions, end: CableEnd): void {
  // A till stops at either wire.
  const link = linkOfPort(port, path, (ready) => ({ dtr: ready, rts: ready }));
  port.on("data", (bytes: Uint8Array) => end.received(link, bytes));
  // An adapter that is pulled out mid-write fails here; `close` follows.
  port.on("error", () => undefined);
  port.once("close", (error: unknown) => end.closed(link, error ? "reset" : "closed"));
  end.opened(link);
  end.lineSet(link, format);
  watchPlug(port, path, clock);
}
