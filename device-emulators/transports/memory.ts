import { concat } from "../kit/bytes.ts";
import { invariant } from "../kit/errors.ts";
import {
  type CableEnd,
  type Ending,
  type LineSettings,
  type Link,
  type OpenTransport,
  UNSENT_BYTES_MAX,
} from "./transport.ts";

/** A cable within this process: everything happens at once, and nothing outside is touched. */
export type MemoryCable = {
  readonly open: OpenTransport;
  /** A program takes hold of the far end. The cable must be plugged in. */
  readonly connect: (name?: string) => MemoryClient;
};

/** The far end of a cable in memory. */
export type MemoryClient = {
  readonly write: (bytes: Uint8Array) => void;
  /** Bytes written that the device has not taken. */
  readonly pending: () => number;
  /** What the device has sent since the last call. */
  readonly read: () => Uint8Array;
  /** Says that no more will be written. */
  readonly end: () => void;
  /** Leaves; what the device has not taken is lost where the line is cut off. */
  readonly close: (how?: Ending) => void;
  readonly set: (settings: LineSettings) => void;
  /** How the connection ended; undefined while it stands. */
  readonly ending: () => Ending | undefined;
};

/** A cable that nobody holds yet. Any number of programs may hold it at once. */
export function createMemoryCable(): MemoryCable {
  const clients = new Set<MemoryClient>();
  let end: CableEnd | undefined;
  return {
    open: async (device) => {
      end = device;
      return {
        address: "memory",
        close: async () => {
          for (const client of clients) client.close("reset");
          end = undefined;
        },
      };
    },
    connect: (name = "memory") => {
      invariant(end !== undefined, "a cable in memory is plugged in before it is used");
      let client: MemoryClient | undefined;
      client = createClient(name, end, () => {
        if (client !== undefined) clients.delete(client);
      });
      // The device may have hung up as soon as it was there.
      if (client.ending() === undefined) clients.add(client);
      return client;
    },
  };
}

function createClient(name: string, end: CableEnd, gone: () => void): MemoryClient {
  const written: (Uint8Array | "end" | "close")[] = [];
  const sent: Uint8Array[] = [];
  let sentBytes = 0;
  let paused = false;
  let ending: Ending | undefined;

  const finish = (how: Ending): void => {
    if (ending !== undefined) return;
    ending = how;
    written.length = 0;
    gone();
    end.closed(link, how);
  };

  const deliver = (): void => {
    while (!paused && ending === undefined) {
      const next = written.shift();
      if (next === undefined) return;
      if (next === "end") end.ended(link);
      else if (next === "close") finish("closed");
      else end.received(link, next);
    }
  };

  const put = (what: Uint8Array | "end" | "close"): void => {
    if (ending !== undefined) return;
    written.push(what);
    deliver();
  };

  const link: Link = {
    name,
    send: (bytes) => {
      if (ending !== undefined || sentBytes + bytes.length > UNSENT_BYTES_MAX) return;
      sent.push(bytes);
      sentBytes += bytes.length;
    },
    unsentBytes: () => sentBytes,
    pause: () => {
      paused = true;
    },
    resume: () => {
      paused = false;
      deliver();
    },
    hangUp: finish,
  };
  end.opened(link);

  return {
    write: (bytes) => put(bytes.slice()),
    pending: () =>
      written.reduce((sum, part) => sum + (typeof part === "string" ? 0 : part.length), 0),
    read: () => {
      sentBytes = 0;
      return concat(sent.splice(0));
    },
    end: () => put("end"),
    close: (how = "closed") => (how === "reset" ? finish(how) : put("close")),
    set: (settings) => end.lineSet(link, settings),
    ending: () => ending,
  };
}
