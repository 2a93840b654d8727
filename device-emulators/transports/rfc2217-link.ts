import type { Socket } from "node:net";
import { COM_PORT_OPTION } from "../kit/com-port.ts";
import {
  COM_PORT_START,
  type ComPort,
  type ComPortEffect,
  type ComPortInput,
  hears,
  stepComPort,
} from "../kit/com-port-server.ts";
import { type Crossed, crossLine } from "../kit/line-crossing.ts";
import { buildTelnetData } from "../kit/telnet.ts";
import { BINARY, SUPPRESS_GO_AHEAD } from "../kit/telnet-options.ts";
import type { LineFormat } from "../kit/uart.ts";
import { openTelnet } from "./telnet-socket.ts";
import {
  type CableEnd,
  type Ending,
  type LineError,
  type LineSettings,
  type Link,
  UNSENT_BYTES_MAX,
} from "./transport.ts";

/** What waits for a device that takes no more, before the network waits too. Chosen. */
const INBOX_BYTES_MAX = 65_536;

const OPTIONS = [BINARY, SUPPRESS_GO_AHEAD, COM_PORT_OPTION];

/** Serves one client of a serial port on the network, from now until it is gone. */
export function serveComPort(socket: Socket, device: LineFormat | undefined, end: CableEnd): void {
  const inbox = createInbox(socket);
  const outbox = createOutbox(socket);

  const handOver = (bytes: Uint8Array, errors: Errors<LineError>): void =>
    inbox.put(bytes.length, () => give(end, link, { bytes, errors }));
  const tellLine = (): void => end.lineSet(link, settingsOf(port.now()));
  const perform = (effect: ComPortEffect): void => {
    switch (effect.type) {
      case "tell":
        telnet.tell(effect.message);
        return;
      case "line-set":
        tellLine();
        return;
      case "break":
        handOver(Uint8Array.of(0), [["break", 1]]);
        return;
      case "hear":
        if (effect.open) outbox.release();
        return;
      case "purge":
        if (effect.waitsFor === "client") outbox.drop();
        else inbox.drop();
    }
  };
  const port = runPort(perform);

  const link: Link = {
    name: `${socket.remoteAddress}:${socket.remotePort}`,
    send: (bytes) => {
      const crossed = crossLine(bytes, device ?? port.now().format, port.now().format);
      for (const [error] of errorsOf(crossed)) port.run({ type: "noticed", error });
      outbox.put(buildTelnetData(crossed.bytes), hears(port.now()));
    },
    unsentBytes: outbox.bytes,
    pause: () => {
      inbox.hold();
      port.run({ type: "device-ready", ready: false });
    },
    resume: () => {
      port.run({ type: "device-ready", ready: true });
      inbox.release();
    },
    hangUp: (ending) => {
      inbox.drop();
      if (ending === "closed") socket.destroySoon();
      else socket.resetAndDestroy();
    },
  };

  const telnet = openTelnet(
    socket,
    { side: "server", wants: { ours: OPTIONS, theirs: OPTIONS } },
    {
      data: (bytes) => {
        const crossed = crossLine(bytes, port.now().format, device ?? port.now().format);
        handOver(crossed.bytes, errorsOf(crossed));
      },
      told: (message) => {
        // Some say no word of the option themselves, because they were asked for it first.
        port.agree();
        port.run({ type: "told", message });
      },
      option: (option, on) => {
        if (option === COM_PORT_OPTION && on) port.agree();
      },
      broke: () => perform({ type: "break" }),
    },
  );
  socket.on("data", telnet.take);
  followEnd(socket, inbox, {
    ended: () => end.ended(link),
    closed: (how) => end.closed(link, how),
  });
  end.opened(link);
  tellLine();
}

/** The access server's port, which lives as its client says, and tells who wants to hear of it. */
function runPort(perform: (effect: ComPortEffect) => void) {
  let port = COM_PORT_START;
  let agreed = false;
  const run = (input: ComPortInput): void => {
    const step = stepComPort(port, input);
    port = step.state;
    for (const effect of step.effects) if (agreed || effect.type !== "tell") perform(effect);
  };
  return {
    now: () => port,
    run,
    /** The client knows of the option. */
    agree: (): void => {
      if (agreed) return;
      agreed = true;
      run({ type: "begin" });
    },
  };
}

const settingsOf = ({ format, dtr, rts }: ComPort): LineSettings => ({ ...format, dtr, rts });

function give(
  end: CableEnd,
  link: Link,
  { bytes, errors }: { readonly bytes: Uint8Array; readonly errors: Errors<LineError> },
): void {
  for (const [error, count] of errors) end.lineError?.(link, error, count);
  if (bytes.length > 0) end.received(link, bytes);
}

/** What a client sent before it ended is the device's still; of one that was cut off, it is lost. */
function followEnd(
  socket: Socket,
  inbox: Inbox,
  tell: { readonly ended: () => void; readonly closed: (how: Ending) => void },
): void {
  socket.once("end", () => inbox.put(0, tell.ended));
  socket.once("close", (failed) => {
    const cutOff = failed || !socket.readableEnded;
    if (cutOff) inbox.drop();
    inbox.put(0, () => tell.closed(failed ? "reset" : "closed"));
    if (cutOff) inbox.release();
  });
}

type Errors<Kind> = readonly (readonly [Kind, number])[];

function errorsOf({ framing, parity }: Crossed): Errors<"framing" | "parity"> {
  const counts = [
    ["framing", framing],
    ["parity", parity],
  ] as const;
  return counts.filter(([, count]) => count > 0);
}

type Inbox = ReturnType<typeof createInbox>;

/** What came from the client, in order, until the device takes it. */
function createInbox(socket: Socket) {
  let waiting: { readonly bytes: number; readonly give: () => void }[] = [];
  let bytesHeld = 0;
  let holding = false;

  const goOn = (): void => {
    while (!holding) {
      const next = waiting.shift();
      if (next === undefined) break;
      bytesHeld -= next.bytes;
      next.give();
    }
    if (bytesHeld <= INBOX_BYTES_MAX && socket.isPaused()) socket.resume();
  };

  return {
    put: (bytes: number, give: () => void): void => {
      waiting.push({ bytes, give });
      bytesHeld += bytes;
      if (bytesHeld > INBOX_BYTES_MAX) socket.pause();
      goOn();
    },
    hold: (): void => {
      holding = true;
    },
    release: (): void => {
      holding = false;
      goOn();
    },
    /** Throws bytes away; that the client has ended or gone stays told. */
    drop: (): void => {
      waiting = waiting.filter(({ bytes }) => bytes === 0);
      bytesHeld = 0;
      goOn();
    },
  };
}

/** What goes to the client once it may. */
function createOutbox(socket: Socket) {
  let waiting: Uint8Array[] = [];
  let bytesHeld = 0;

  return {
    put: (bytes: Uint8Array, open: boolean): void => {
      if (!socket.writable) return;
      if (socket.writableLength + bytesHeld + bytes.length > UNSENT_BYTES_MAX) return;
      if (open) {
        socket.write(bytes);
        return;
      }
      waiting.push(bytes);
      bytesHeld += bytes.length;
    },
    bytes: (): number => socket.writableLength + bytesHeld,
    release: (): void => {
      if (socket.writable) for (const bytes of waiting) socket.write(bytes);
      waiting = [];
      bytesHeld = 0;
    },
    drop: (): void => {
      waiting = [];
      bytesHeld = 0;
    },
  };
}
