import { close, closeSync, constants, existsSync, openSync, readSync, statSync } from "node:fs";
import type { Clock } from "./clock.ts";
import { deviceTrouble } from "./device-trouble.ts";
import type { Dial, DialEnd, DialledLink } from "./dial.ts";
import { dialWhenOpen } from "./dial-when-open.ts";
import { createLastWords } from "./last-words.ts";
import { createOutbox } from "./outbox.ts";
import type { Ending } from "./transport.ts";

export type FileOptions = {
  /** As the system names it: `/dev/usb/lp0`. */
  readonly path: string;
  readonly clock: Clock;
};

/** How soon it is looked again what the device says, and whether it is still there. Chosen. */
export const LOOK_MS = 50;

const READ_BYTES_MAX = 4_096;

/**
 * Calls a printer by its device file: opening it is the call. Its status comes back where the file can
 * be read, as Linux's usblp can; a plain file or a pipe is only written to, behind what it holds.
 * Unplugged, the call is closed by `reset`.
 */
export function dialFile({ path, clock }: FileOptions): Dial {
  return dialWhenOpen({
    open: async () => openDevice(path),
    serve: (file, end) => serve(file, path, { end, clock }),
    letGo: ({ fd }) => closeSync(fd),
  });
}

type OpenFile = { readonly fd: number; readonly readable: boolean };

function openDevice(path: string): OpenFile {
  const common = constants.O_NONBLOCK | constants.O_NOCTTY;
  try {
    // Of a pipe or a plain file one would read what one wrote.
    if (!statSync(path).isCharacterDevice()) {
      const fd = openSync(path, constants.O_WRONLY | constants.O_APPEND | common);
      return { fd, readable: false };
    }
    return openBothWays(path, common);
  } catch (cause) {
    throw deviceTrouble(path, cause);
  }
}

function openBothWays(path: string, common: number): OpenFile {
  try {
    return { fd: openSync(path, constants.O_RDWR | common), readable: true };
  } catch {
    return { fd: openSync(path, constants.O_WRONLY | common), readable: false };
  }
}

/** @returns what cuts it off */
function serve(
  { fd, readable }: OpenFile,
  path: string,
  { end, clock }: { readonly end: DialEnd; readonly clock: Clock },
): () => void {
  let open = true;
  let paused = false;
  let ending = false;
  let callOff: () => void = () => undefined;

  const finish = (how: Ending): void => {
    if (!open) return;
    open = false;
    callOff();
    lastWords.stop();
    outbox.drop();
    close(fd, () => end.closed(link, how));
  };
  const outbox = createOutbox(fd, clock, () => {
    // Told later, so that nobody's `send` ends by its being closed.
    callOff();
    callOff = clock.after(0, () => finish("reset"));
  });
  /** Closes once the device has taken all. */
  const closeWhenSent = (): void => {
    ending = true;
    if (outbox.unsentBytes() === 0) finish("closed");
  };
  const lastWords = createLastWords(clock, closeWhenSent);

  const look = (): void => {
    if (!existsSync(path)) finish("reset");
    else if (ending && outbox.unsentBytes() === 0) finish("closed");
    else if (readable && !paused) readOn();
    else lookAgain();
  };
  const lookAgain = (): void => {
    if (open) callOff = clock.after(LOOK_MS, look);
  };
  const readOn = (): void => {
    const said = readSome(fd);
    if (said === "gone") {
      finish("reset");
      return;
    }
    if (said.length > 0) {
      lastWords.heard();
      end.received(link, said);
    }
    if (open) callOff = clock.after(said.length > 0 ? 0 : LOOK_MS, look);
  };

  const link: DialledLink = {
    name: path,
    send: (bytes) => {
      if (open) outbox.send(bytes);
    },
    unsentBytes: outbox.unsentBytes,
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
    },
    hangUp: (how) => (how === "reset" ? finish(how) : closeWhenSent()),
    end: readable ? lastWords.begin : closeWhenSent,
  };
  end.opened(link);
  lookAgain();
  return () => finish("closed");
}

/** What the device has said, without waiting for it; `gone` where it is no more. */
function readSome(fd: number): Uint8Array | "gone" {
  const bytes = Buffer.alloc(READ_BYTES_MAX);
  try {
    return bytes.subarray(0, readSync(fd, bytes));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.code === "EAGAIN" ? new Uint8Array(0) : "gone";
  }
}
