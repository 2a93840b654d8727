import { connect } from "node:net";
import type { Place } from "./listen.ts";
import { linkOf } from "./tcp.ts";
import type { Ending, Link } from "./transport.ts";

/** A connection that was made from this side; it can also say that it will send nothing more. */
export type DialledLink = Link & { readonly end: () => void };

/** What the caller is told of; `refused` instead of `opened` where nobody answers. */
export type DialEnd = {
  readonly opened: (link: DialledLink) => void;
  readonly received: (link: DialledLink, bytes: Uint8Array) => void;
  readonly ended: (link: DialledLink) => void;
  readonly closed: (link: DialledLink, how: Ending) => void;
  readonly refused: (why: string) => void;
};

/** Calls a device. @returns what gives the call up, or cuts it off */
export type Dial = (end: DialEnd) => () => void;

/** Calls a device on the network, such as a printer on its port 9100. */
export function dialTcp(place: Place): Dial {
  return (end) => {
    const socket = connect({ ...place, noDelay: true, allowHalfOpen: true });
    let how: Ending = "closed";
    let open = false;
    let why = "";
    const link: DialledLink = {
      ...linkOf(socket, `${place.host}:${place.port}`),
      end: () => void socket.end(),
    };
    socket.once("connect", () => {
      open = true;
      end.opened(link);
    });
    socket.on("data", (bytes) => end.received(link, bytes));
    socket.on("end", () => end.ended(link));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      how = "reset";
      why = error.code ?? error.message;
    });
    socket.on("close", () => {
      if (open) end.closed(link, how);
      else end.refused(why === "" ? "the call was given up" : why);
    });
    return () => void socket.destroy();
  };
}
