import { ReadStream } from "node:tty";
import type { Clock } from "./clock.ts";
import { nameDevice } from "./device-name.ts";
import { createOutbox } from "./outbox.ts";
import { openPtyMaster, type PtyMaster } from "./pty-calls.ts";
import type { CableEnd, LineSettings, Link, Transport } from "./transport.ts";

export type PtyOptions = {
  /** A symbolic link to make, so that programs find the device under one name. */
  readonly name?: string | undefined;
  readonly clock: Clock;
};

/** How soon it is noticed that a program opens it. Chosen: less than a program takes to begin. */
const OPEN_CHECK_MS = 20;

/**
 * Makes a pseudo-terminal that programs use as a serial port, one connection from the first who
 * opens it to the last who closes it. Its bytes pass raw from the start. The kernel keeps parity
 * and data bits at 8 without parity, so of the line's settings only baud and stop bits are told.
 * It cannot hang up: unplugging it is closing it.
 *
 * @throws TillyardError `device-unavailable`, or `config-invalid` for a name that cannot be made
 */
export async function openPty({ name, clock }: PtyOptions, end: CableEnd): Promise<Transport> {
  const master = await openPtyMaster();
  const forget = nameOrClose(master, name);
  let unplug: () => void = () => undefined;

  const waitAgain = (): void => {
    // Who was quick has it open already, and what waits there is the answer to him.
    if (!master.held()) master.renew();
    check();
  };
  const check = (): void => {
    if (master.inUse()) unplug = serve(master, { end, clock, gone: waitAgain });
    else unplug = clock.after(OPEN_CHECK_MS, check);
  };
  master.renew();
  check();

  let plugged = true;
  return {
    address: `pty:${name ?? master.path}`,
    close: async () => {
      if (!plugged) return;
      plugged = false;
      unplug();
      forget();
      master.close();
    },
  };
}

function nameOrClose(master: PtyMaster, name: string | undefined): () => void {
  if (name === undefined) return () => undefined;
  try {
    return nameDevice(master.path, name);
  } catch (error) {
    master.close();
    throw error;
  }
}

/** Serves whoever has it open until nobody has. @returns what cuts it off */
function serve(
  master: PtyMaster,
  {
    end,
    clock,
    gone,
  }: { readonly end: CableEnd; readonly clock: Clock; readonly gone: () => void },
): () => void {
  const stream = new ReadStream(master.duplicate());
  // Nobody is there any more; reading tells it in order.
  const outbox = createOutbox(master.fd, clock, () => undefined);
  const link: Link = {
    name: master.path,
    send: outbox.send,
    unsentBytes: outbox.unsentBytes,
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    hangUp: () => undefined,
  };
  let told: LineSettings | undefined;
  const tellSettings = (): void => {
    const now = master.settings();
    if (now.baud === told?.baud && now.stopBits === told.stopBits) return;
    told = now;
    end.lineSet(link, now);
  };
  const finish = (how: "closed" | "reset"): void => {
    outbox.drop();
    end.closed(link, how);
  };
  const leave = (): void => {
    finish("closed");
    gone();
  };
  stream.on("data", (bytes) => {
    tellSettings();
    end.received(link, bytes);
  });
  // EIO is how the kernel says that nobody has it open any more; `close` follows.
  stream.on("error", () => undefined);
  stream.once("close", leave);
  end.opened(link);
  tellSettings();
  return () => {
    stream.off("close", leave);
    stream.destroy();
    finish("reset");
  };
}
