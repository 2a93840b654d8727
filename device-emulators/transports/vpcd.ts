import { connect, type Socket } from "node:net";
import { invariant } from "../kit/errors.ts";
import type { Clock } from "./clock.ts";
import {
  buildVpcd,
  commandIsComing,
  readVpcd,
  VPCD_START,
  type VpcdOrder,
  type VpcdReader,
} from "./vpcd-frames.ts";

/** Where vpcd listens for the card in its first slot. @source vsmartcard, /etc/reader.conf.d/vpcd */
export const VPCD_PORT = 35_963;

/** Chosen: how soon a card is offered again when pcscd has gone. */
const RETRY_MS = 250;
/** Chosen: longer than pcscd takes to see that a slot is empty. A card back sooner has lost its power unseen. */
const OUT_MS_MIN = 600;
/** The most bytes that a length with a high byte of zero can tell. */
const SHORT_BYTES_MAX = 255;

/** The rest of a length whose data never come: vpcd crashes, and pcscd with it, over half a length. */
const BROKEN_OFF = Uint8Array.of(1);

/** A slot of pcscd's virtual reader, as the card sees it. */
export type VpcdSlot = {
  /** Offers the card, again and again until pcscd takes it. */
  readonly insert: () => void;
  readonly remove: () => void;
  /** The answer to the order that came last. */
  readonly answer: (bytes: Uint8Array) => void;
};

export type VpcdOptions = {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  /** Whether no answer has more than 255 bytes: then vpcd need not wait for the network. */
  readonly shortAnswers: boolean;
  readonly hear: (order: VpcdOrder) => void;
  /** The slot took the card, or pcscd is not there; `cause` is the system's code, where it has one. */
  readonly line: (state: "up" | "down", cause: string | undefined) => void;
};

/**
 * A card's end of vpcd's socket. Insertion connects, removal closes: the socket is the card's presence.
 *
 * vpcd writes a command's length and the command in two pieces, and the second one waits until the first
 * is acknowledged, some 40 ms. The high byte of our answer's length, which is zero where all answers are
 * short, carries that acknowledgement at once.
 */
export function openVpcdSlot(options: VpcdOptions): VpcdSlot {
  let socket: Socket | undefined;
  let retry: (() => void) | undefined;
  let early = false;
  let outUntilMs = 0;

  const insert = (): void => {
    if (socket === undefined && retry === undefined) offerAfter(outUntilMs - options.clock.nowMs());
  };

  const offerAfter = (ms: number): void => {
    retry = options.clock.after(Math.max(0, ms), () => {
      retry = undefined;
      offer();
    });
  };

  const offer = (): void => {
    const opened = connect({ host: options.host, port: options.port, noDelay: true });
    let reader: VpcdReader = VPCD_START;
    let cause: string | undefined;
    socket = opened;
    early = false;
    opened.on("connect", () => options.line("up", undefined));
    opened.on("error", (error: NodeJS.ErrnoException) => {
      cause = error.code;
    });
    opened.on("data", (bytes) => {
      const read = readVpcd(reader, bytes);
      reader = read.reader;
      for (const order of read.orders) if (socket === opened) options.hear(order);
      if (socket !== opened || early || !options.shortAnswers) return;
      if (!commandIsComing(reader)) return;
      early = true;
      opened.write(Uint8Array.of(0));
    });
    opened.on("close", () => {
      if (socket !== opened) return;
      socket = undefined;
      offerAfter(RETRY_MS);
      options.line("down", cause);
    });
  };

  const remove = (): void => {
    retry?.();
    retry = undefined;
    outUntilMs = options.clock.nowMs() + OUT_MS_MIN;
    const open = socket;
    socket = undefined;
    if (early) open?.write(BROKEN_OFF);
    open?.destroySoon();
  };

  const answer = (bytes: Uint8Array): void => {
    const frame = buildVpcd(bytes);
    if (early) invariant(bytes.length <= SHORT_BYTES_MAX, "a card that promised is short");
    socket?.write(early ? frame.subarray(1) : frame);
    early = false;
  };

  return { insert, remove, answer };
}
