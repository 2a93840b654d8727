import { connect } from "node:net";
import { invariant } from "../kit/errors.ts";
import {
  buildVpcd,
  commandIsComing,
  readVpcd,
  VPCD_START,
  type VpcdOrder,
  type VpcdReader,
} from "./vpcd-frames.ts";

/** One socket to vpcd, from the moment it is asked for. */
export type VpcdVisit = {
  /** The answer to the order that came last. */
  readonly answer: (bytes: Uint8Array) => void;
  /** Sends nothing more, and waits until vpcd finds out. */
  readonly leave: () => void;
  /** Cuts the line off; nothing more is told. */
  readonly abandon: () => void;
};

export type VpcdVisitEnd = {
  readonly up: () => void;
  /** Nothing is heard after `leave`. */
  readonly hear: (order: VpcdOrder) => void;
  /** How vpcd found out: by a look whether a card is there, by asking for anything else, or it has gone itself. */
  readonly left: (by: "looked" | "otherwise" | "lost") => void;
  /** The line ended from the other side; `cause` is the system's code, where it has one. */
  readonly broken: (cause: string | undefined) => void;
};

/** The most bytes that a length with a high byte of zero can tell. */
const SHORT_BYTES_MAX = 255;

/** The rest of a length whose data never come: vpcd crashes, and pcscd with it, over half a length. */
const BROKEN_OFF = Uint8Array.of(1);

/** Behind these "get ATR" is no look, but wants the answer to reset. */
const BEFORE_ATR: ReadonlySet<VpcdOrder["kind"]> = new Set(["power-on", "reset"]);

/**
 * Connects to vpcd.
 *
 * vpcd writes a command's length and the command in two pieces, and the second one waits until the first
 * is acknowledged, some 40 ms. The high byte of our answer's length, which is zero where all answers are
 * short, carries that acknowledgement at once.
 */
export function visitVpcd(
  place: { readonly host: string; readonly port: number; readonly shortAnswers: boolean },
  end: VpcdVisitEnd,
): VpcdVisit {
  const socket = connect({ ...place, noDelay: true, allowHalfOpen: true });
  const orders = createWatch();
  let reader: VpcdReader = VPCD_START;
  let leaving = false;
  let early = false;
  let cause: string | undefined;

  socket.on("connect", end.up);
  socket.on("error", (error: NodeJS.ErrnoException) => {
    cause = error.code;
  });
  // vpcd has closed its side: this one has nothing left to wait for.
  socket.on("end", () => socket.destroySoon());
  socket.on("data", (bytes) => {
    const read = readVpcd(reader, bytes);
    reader = read.reader;
    for (const order of read.orders) {
      orders.saw(order);
      if (!leaving) end.hear(order);
    }
    if (leaving || early || !place.shortAnswers || !commandIsComing(reader)) return;
    early = true;
    socket.write(Uint8Array.of(0));
  });
  socket.on("close", () => {
    if (!leaving) end.broken(cause);
    else if (cause !== undefined) end.left("lost");
    else end.left(orders.looked() ? "looked" : "otherwise");
  });

  return {
    answer: (bytes) => {
      if (leaving) return;
      const frame = buildVpcd(bytes);
      if (early) invariant(bytes.length <= SHORT_BYTES_MAX, "a card that promised is short");
      socket.write(early ? frame.subarray(1) : frame);
      early = false;
    },
    leave: () => {
      if (leaving) return;
      leaving = true;
      if (early) socket.write(BROKEN_OFF);
      socket.end();
    },
    abandon: () => {
      leaving = true;
      socket.removeAllListeners("close");
      if (early) socket.write(BROKEN_OFF);
      socket.destroySoon();
    },
  };
}

/** Remembers whether the last order was a look. */
function createWatch() {
  let before: VpcdOrder["kind"] | undefined;
  let last: VpcdOrder["kind"] | undefined;
  return {
    saw: ({ kind }: VpcdOrder): void => {
      before = last;
      last = kind;
    },
    looked: (): boolean => last === "ask-atr" && (before === undefined || !BEFORE_ATR.has(before)),
  };
}
