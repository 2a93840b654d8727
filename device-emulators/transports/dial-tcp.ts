import { connect } from "node:net";
import type { Dial, DialledLink } from "./dial.ts";
import type { Place } from "./listen.ts";
import { linkOf } from "./tcp.ts";
import type { Ending } from "./transport.ts";

/** Calls a device on the network, such as a printer on its port 9100. */
export function dialTcp(place: Place): Dial {
  return (end) => {
    const socket = connect({ ...place, noDelay: true, allowHalfOpen: true });
    let how: Ending = "closed";
    let open = false;
    let why = "";
    const link: DialledLink = linkOf(socket, `${place.host}:${place.port}`);
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
