import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A call to a port of this machine that may fail; it ends with the test. */
export function callPort(port: number): Socket {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on("error", () => undefined);
  return socket;
}

/** The same, once somebody has answered. */
export async function dialPort(port: number): Promise<Socket> {
  const socket = callPort(port);
  await once(socket, "connect");
  return socket;
}

/** How it closed: the code of its error, or nothing where it closed in order. */
export function gone(socket: Socket): Promise<string> {
  let code = "";
  socket.on("error", (error: NodeJS.ErrnoException) => {
    code = error.code ?? "";
  });
  socket.resume();
  return new Promise((resolve) => socket.once("close", () => resolve(code)));
}
