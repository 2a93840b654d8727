import { connect, type Socket } from "node:net";
import {
  COM_PORT_OPTION,
  CONTROL,
  type ComPortMessage,
  PARITIES,
  STOP_SIZES,
} from "../kit/com-port.ts";
import { lineFormatText } from "../kit/line-format-text.ts";
import { buildTelnetData } from "../kit/telnet.ts";
import { BINARY, SUPPRESS_GO_AHEAD } from "../kit/telnet-options.ts";
import type { LineFormat } from "../kit/uart.ts";
import type { Clock } from "./clock.ts";
import type { Dial, DialledLink } from "./dial.ts";
import { createLastWords } from "./last-words.ts";
import { type Place, placeText } from "./listen.ts";
import { linkOf } from "./tcp.ts";
import { openTelnet } from "./telnet-socket.ts";
import type { Ending } from "./transport.ts";

/** A serial port behind an access server, and how it shall be set. */
export type FarPort = Place & {
  /** Undefined for a port that is left as the server has it. */
  readonly format: LineFormat | undefined;
  readonly flow: "none" | "rts-cts" | "xon-xoff";
};

/** How long a server may take to agree and to set its port. Chosen. */
export const SET_UP_MS_MAX = 5_000;

const OPTIONS = [BINARY, SUPPRESS_GO_AHEAD];
const FLOWS = {
  none: CONTROL.noFlow,
  "rts-cts": CONTROL.hardFlow,
  "xon-xoff": CONTROL.softFlow,
} as const;

type Setting = Extract<ComPortMessage, { value: number }>;

/**
 * Calls a device on a serial port of the network (RFC 2217, as ser2net and many device servers do),
 * sets the port, and raises DTR and RTS. The call is refused when the server does not set it so.
 */
export function dialRfc2217(far: FarPort & { readonly clock: Clock }): Dial {
  return (end) => {
    const socket = connect({ host: far.host, port: far.port, noDelay: true, allowHalfOpen: true });
    let how: Ending = "closed";
    let why = "";
    let open = false;
    const refuse = (because: string): void => {
      if (why === "") why = because;
      socket.destroy();
    };
    const lastWords = createLastWords(far.clock, () => socket.destroySoon());
    const setUp = createSetUp(far, {
      set: () => {
        open = true;
        end.opened(link);
      },
      refuse,
    });
    let callOff: () => void = () => undefined;
    socket.once("connect", () => {
      callOff = far.clock.after(SET_UP_MS_MAX, () => {
        if (!open) refuse(`${placeText(far)} answers, but not as RFC 2217 wants it`);
      });
      const telnet = openTelnet(
        socket,
        { side: "client", wants: { ours: [...OPTIONS, COM_PORT_OPTION], theirs: OPTIONS } },
        {
          // What came before the port was set is nobody's.
          data: (bytes) => {
            lastWords.heard();
            if (open) end.received(link, bytes);
          },
          told: setUp.told,
          option: (option, on) => {
            if (option === COM_PORT_OPTION) setUp.agreed(on, telnet.tell);
          },
          broke: () => undefined,
        },
      );
      socket.on("data", telnet.take);
    });
    const link = linkTo(socket, far, { tell: setUp.tell, end: lastWords.begin });
    socket.on("end", () => (open ? end.ended(link) : refuse(`${placeText(far)} hung up`)));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      how = "reset";
      if (why === "") why = error.code ?? error.message;
    });
    socket.on("close", () => {
      callOff();
      lastWords.stop();
      if (open) end.closed(link, how);
      else end.refused(why === "" ? "the call was given up" : why);
    });
    return () => void socket.destroy();
  };
}

function linkTo(
  socket: Socket,
  far: Place,
  { tell, end }: { readonly tell: (message: ComPortMessage) => void; readonly end: () => void },
): DialledLink {
  const plain = linkOf(socket, placeText(far));
  const rts = (value: number): void => tell({ name: "control", value });
  return {
    ...plain,
    send: (bytes) => plain.send(buildTelnetData(bytes)),
    // Its wire stops the device; the network would do so only when every buffer is full.
    pause: () => {
      rts(CONTROL.rtsOff);
      plain.pause();
    },
    resume: () => {
      plain.resume();
      rts(CONTROL.rtsOn);
    },
    end,
  };
}

/** Sets the port once the server agrees, and sees that it is set so. */
function createSetUp(
  { format, flow, ...far }: FarPort,
  outcome: { readonly set: () => void; readonly refuse: (why: string) => void },
) {
  const settings = settingsOf(format);
  const missing = new Map(settings.map(({ name, value }) => [name, value]));
  let tell: ((message: ComPortMessage) => void) | undefined;
  let over = false;

  const look = (): void => {
    if (over || missing.size > 0) return;
    over = true;
    outcome.set();
  };
  return {
    tell: (message: ComPortMessage): void => tell?.(message),
    agreed: (on: boolean, say: (message: ComPortMessage) => void): void => {
      if (!on) {
        outcome.refuse(`${placeText(far)} has no serial port behind it; use tcp:`);
        return;
      }
      if (tell !== undefined) return;
      tell = say;
      for (const setting of settings) say(setting);
      for (const value of [FLOWS[flow], CONTROL.dtrOn, CONTROL.rtsOn]) {
        say({ name: "control", value });
      }
      look();
    },
    told: (message: ComPortMessage): void => {
      if (over || !("value" in message)) return;
      const wanted = missing.get(message.name);
      if (wanted === undefined) return;
      missing.delete(message.name);
      if (wanted === message.value) look();
      else
        outcome.refuse(
          `${placeText(far)} does not set its port to ${format && lineFormatText(format)}`,
        );
    },
  };
}

function settingsOf(format: LineFormat | undefined): readonly Setting[] {
  if (format === undefined) return [];
  return [
    { name: "baud", value: format.baud },
    { name: "data-bits", value: format.dataBits },
    { name: "parity", value: PARITIES.indexOf(format.parity) + 1 },
    { name: "stop-bits", value: STOP_SIZES.indexOf(format.stopBits) + 1 },
  ];
}
