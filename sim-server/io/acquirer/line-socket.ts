import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { toHex } from "../../../device-emulators/kit/bytes.ts";
import type { LineEvent } from "../../core/counter/line-event.ts";
import type { LineOrder } from "../../core/counter/outside-line.ts";
import type { AcquirerSetup } from "./load-acquirer.ts";

/** The far end of a world's line to someone else's bank: a socket for each call. */
export type LineSocket = {
  /** Carries out what the world orders, in that order. */
  readonly perform: (order: LineOrder) => void;
  /** Hangs up; nothing more is carried out or told. */
  readonly close: () => void;
};

/** Where someone else's bank listens. */
export type LineAddress = Pick<AcquirerSetup, "host" | "port" | "ca">;

export type LineSocketPorts = {
  /** Told what comes in; no more is read until it is done with. */
  readonly receive: (event: LineEvent) => Promise<unknown>;
  /** Done before anything leaves, so that a world made anew knows that it left. */
  readonly keep: () => Promise<unknown>;
  readonly failed: (error: unknown) => void;
};

/** Chosen: a hundred times what is said in the longest call. */
export const CALL_BYTES_MAX = 262_144;

/** A line on which nobody has called yet. */
export function createLineSocket(setup: LineAddress, ports: LineSocketPorts): LineSocket {
  let socket: Socket | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let over = false;

  const tell = (event: LineEvent): Promise<unknown> =>
    over ? Promise.resolve() : ports.receive(event).catch(ports.failed);

  const drop = (): void => {
    socket?.removeAllListeners().on("error", () => undefined);
    socket?.destroy();
    socket = undefined;
  };

  const carryOut = async (order: LineOrder): Promise<void> => {
    if (order.kind !== "hang-up") await ports.keep();
    if (over) return;
    if (order.kind === "send") socket?.write(order.bytes);
    else drop();
    if (order.kind === "connect") {
      socket = dial(setup);
      follow(socket, order.call, tell);
    }
  };

  return {
    perform: (order) => {
      last = last.then(() => carryOut(order)).catch(ports.failed);
    },
    close: () => {
      over = true;
      drop();
    },
  };
}

function dial({ host, port, ca }: LineAddress): Socket {
  const socket =
    ca === undefined
      ? connectTcp({ host, port })
      : connectTls({ host, port, ca, ...(isIP(host) === 0 ? { servername: host } : {}) });
  return socket.setNoDelay(true);
}

/** Tells what happens on a call, one thing after another. */
function follow(socket: Socket, call: number, tell: (event: LineEvent) => Promise<unknown>): void {
  let connected = false;
  let bytes = 0;
  socket.once("encrypted" in socket ? "secureConnect" : "connect", () => {
    connected = true;
    void tell({ kind: "connected", call });
  });
  socket.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > CALL_BYTES_MAX) {
      socket.destroy();
      return;
    }
    socket.pause();
    void tell({ kind: "bytes", call, hex: toHex(chunk) }).then(() => socket.resume());
  });
  // What went wrong is told by how the call ends; `close` follows.
  socket.on("error", () => undefined);
  socket.on("close", () => void tell({ kind: connected ? "closed" : "refused", call }));
}
