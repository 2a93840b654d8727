import type { Socket } from "node:net";
import {
  buildComPort,
  COM_PORT_OPTION,
  type ComPortMessage,
  type ComPortSide,
  readComPort,
} from "../kit/com-port.ts";
import {
  BRK,
  buildSubnegotiation,
  readTelnet,
  TELNET_START,
  type TelnetEvent,
  type TelnetReader,
} from "../kit/telnet.ts";
import { answerOption, askOptions, type TelnetOptions } from "../kit/telnet-options.ts";
import { UNSENT_BYTES_MAX } from "./transport.ts";

/** What comes over a socket that speaks Telnet with the option of serial ports. */
export type TelnetEnd = {
  readonly data: (bytes: Uint8Array) => void;
  readonly told: (message: ComPortMessage) => void;
  /** The other side agreed to an option, or did not. */
  readonly option: (option: number, on: boolean) => void;
  /** The command BRK. */
  readonly broke: () => void;
};

/** One side of such a socket. What nobody understands is left out, as Telnet wants it. */
export type TelnetSocket = {
  readonly take: (bytes: Uint8Array) => void;
  readonly tell: (message: ComPortMessage) => void;
};

/** A side that asks on and on, and reads no answer, is cut off. Chosen. */
const UNREAD_BYTES_MAX = 2 * UNSENT_BYTES_MAX;

/**
 * Speaks Telnet on a socket from the beginning, and asks for what is wanted of either side.
 *
 * @param side which of the two this is
 */
export function openTelnet(
  socket: Socket,
  { side, wants }: { readonly side: ComPortSide; readonly wants: Parameters<typeof askOptions>[0] },
  end: TelnetEnd,
): TelnetSocket {
  const other = side === "server" ? "client" : "server";
  const asked = askOptions(wants);
  let options: TelnetOptions = asked.options;
  let reader: TelnetReader = TELNET_START;
  const write = (bytes: Uint8Array): void => {
    if (socket.writableLength > UNREAD_BYTES_MAX) socket.resetAndDestroy();
    else if (socket.writable) socket.write(bytes);
  };

  const meet = (event: TelnetEvent): void => {
    switch (event.kind) {
      case "data":
        end.data(event.bytes);
        return;
      case "option": {
        const next = answerOption(options, event);
        options = next.options;
        if (next.answer !== undefined) write(next.answer);
        end.option(event.option, event.verb === "do" || event.verb === "will");
        return;
      }
      case "subnegotiation": {
        if (event.option !== COM_PORT_OPTION) return;
        const read = readComPort(event.body, other);
        if (read.ok) end.told(read.value);
        return;
      }
      case "command":
        if (event.code === BRK) end.broke();
        return;
      case "spoilt":
        return;
    }
  };

  write(asked.bytes);
  return {
    take: (bytes) => {
      const read = readTelnet(reader, bytes);
      reader = read.reader;
      for (const event of read.events) meet(event);
    },
    tell: (message) => write(buildSubnegotiation(COM_PORT_OPTION, buildComPort(message, side))),
  };
}
