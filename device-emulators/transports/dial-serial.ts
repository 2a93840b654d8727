import type { SerialPort } from "serialport";
import type { Clock } from "./clock.ts";
import type { Dial, DialEnd, DialledLink } from "./dial.ts";
import { dialWhenOpen } from "./dial-when-open.ts";
import { createLastWords } from "./last-words.ts";
import { closePort, linkOfPort, openPort, type SerialSettings, watchPlug } from "./serial-port.ts";
import type { Ending } from "./transport.ts";

/** How long what was sent may take on its way out before the port is closed. Chosen. */
const DRAIN_MS_MAX = 5_000;

/**
 * Calls a device on a real serial port: opening the port is the call. Unplugged, it is closed by
 * `reset`.
 */
export function dialSerial({
  clock,
  ...settings
}: SerialSettings & { readonly clock: Clock }): Dial {
  return dialWhenOpen({
    open: () => openPort(settings),
    serve: (port, end) => serve(port, settings.path, { end, clock }),
    letGo: closePort,
  });
}

/** @returns what cuts it off */
function serve(
  port: SerialPort,
  path: string,
  { end, clock }: { readonly end: DialEnd; readonly clock: Clock },
): () => void {
  let how: Ending = "closed";
  let callOff: () => void = () => undefined;

  const close = (): void => {
    callOff();
    if (port.isOpen) port.close();
  };
  const finish = (ending: Ending): void => {
    if (!port.isOpen) return;
    if (ending === "reset") {
      how = ending;
      close();
      return;
    }
    lastWords.stop();
    callOff();
    callOff = clock.after(DRAIN_MS_MAX, close);
    port.drain(close);
  };
  const lastWords = createLastWords(clock, () => finish("closed"));

  const link: DialledLink = {
    // Its RTS alone: DTR says that there is a till at all.
    ...linkOfPort(port, path, (ready) => ({ rts: ready })),
    hangUp: finish,
    end: lastWords.begin,
  };
  port.on("data", (bytes: Uint8Array) => {
    lastWords.heard();
    end.received(link, bytes);
  });
  // A device that is pulled out mid-write fails here; `close` follows.
  port.on("error", () => undefined);
  port.once("close", (error: unknown) => {
    callOff();
    lastWords.stop();
    end.closed(link, error ? "reset" : how);
  });
  end.opened(link);
  watchPlug(port, path, clock);
  return close;
}
