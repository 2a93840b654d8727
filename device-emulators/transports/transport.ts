import type { LineFormat } from "../kit/uart.ts";

/** How the far end has set the line, as far as the medium tells: a socket has no such thing. */
export type LineSettings = Pick<LineFormat, "baud" | "stopBits"> &
  Partial<Omit<LineFormat, "baud" | "stopBits">> & {
    /** Its wires "I am here" and "you may send", where there are any. */
    readonly dtr?: boolean;
    readonly rts?: boolean;
  };

/** What a receiver notices of a line besides bytes; after a break it hands over one byte 00. */
export type LineError = "break" | "framing" | "parity";

/** How a connection ended: its line was closed in order, or cut off. */
export type Ending = "closed" | "reset";

/**
 * One program at the far end of a cable, from `opened` to `closed`. Orders given to a link that is
 * closed do nothing, because the line may close at any time.
 */
export type Link = {
  /** Who is there, for people: `127.0.0.1:53322`, `/dev/pts/4`. */
  readonly name: string;
  /** Sends, or loses what the far end has left lying beyond `UNSENT_BYTES_MAX`, as a wire does. */
  readonly send: (bytes: Uint8Array) => void;
  /** How much of it the far end has not taken. */
  readonly unsentBytes: () => number;
  /** Takes no more bytes until `resume`; what the far end sends meanwhile piles up at its side. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Says that nothing more will be sent, and goes on listening; only where the medium can say so. */
  readonly end?: () => void;
  /** Sends what is on its way and closes; `reset` cuts the line off at once. */
  readonly hangUp: (how: Ending) => void;
};

/** The device's end of a cable: what a transport tells, and of whom. */
export type CableEnd = {
  readonly opened: (link: Link) => void;
  /** The bytes are the receiver's to keep. */
  readonly received: (link: Link, bytes: Uint8Array) => void;
  /** The far end sends nothing more, and still listens. Media that cannot tell go to `closed`. */
  readonly ended: (link: Link) => void;
  readonly closed: (link: Link, how: Ending) => void;
  readonly lineSet: (link: Link, settings: LineSettings) => void;
  /** @param count how many bytes of one piece were so */
  readonly lineError?: (link: Link, error: LineError, count: number) => void;
};

/** A cable that is plugged in. */
export type Transport = {
  /** Where the far end finds it, as the command line spells it: `tcp:127.0.0.1:9100`. */
  readonly address: string;
  /** Cuts every link off and gives the place back; a second time it does nothing. */
  readonly close: () => Promise<void>;
};

/**
 * Plugs a cable into a device.
 *
 * @throws TillyardError `port-in-use`, `device-unavailable` or `config-invalid`
 */
export type OpenTransport = (end: CableEnd) => Promise<Transport>;

/** What a transport brings at once at most. @source Node.js: sockets are read by 64 KiB */
export const PIECE_BYTES_MAX = 65_536;

/** What may wait for a far end that does not read. Chosen: no device has a reply half as long. */
export const UNSENT_BYTES_MAX = 2 * PIECE_BYTES_MAX;
