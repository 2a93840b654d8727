import type { Socket } from "node:net";
import { createDeframer } from "../../core/iso8583/deframer.ts";
import type { Wire } from "../../core/iso8583/wire.ts";
import type { BankDesk } from "./desk.ts";
import type { Happening } from "./message-log.ts";
import { createOutbox, type Outbox } from "./outbox.ts";

/** What one connection may take of the server. All chosen but where a source is named. */
export type Limits = {
  /** The longest frame, where the wire allows longer ones. */
  readonly frameBytesMax: number;
  /** Read in one second; more waits. */
  readonly bytesPerSecond: number;
  /** How long a frame may take to become whole. */
  readonly frameMs: number;
  /** How long nothing may be said. */
  readonly idleMs: number;
  /** Answers that wait to be sent; a connection with more is not read. */
  readonly waitingMax: number;
  /** Bytes that the other side has not taken. */
  readonly unsentBytesMax: number;
  /** How long the other side may take nothing. */
  readonly unsentMs: number;
};

export const USUAL_LIMITS: Limits = {
  frameBytesMax: 8_192,
  bytesPerSecond: 8_000_000,
  frameMs: 30_000,
  idleMs: 900_000,
  waitingMax: 1_000,
  unsentBytesMax: 262_144,
  unsentMs: 30_000,
};

/** One client of the bank, from its first byte to its last. */
export type Connection = {
  /** Ends it if it has been too slow, silent or deaf for too long. Called about once a second. */
  readonly check: (nowMs: number) => void;
  readonly close: () => void;
};

type Outside = {
  readonly desk: BankDesk;
  readonly number: number;
  readonly limits: Limits;
  readonly monotonicMs: () => number;
  /** It is gone, and nothing of it is left. */
  readonly gone: () => void;
  /** Told of what no client can bring about. */
  readonly failed: (error: unknown) => void;
};

/** Serves one client until either side ends it. */
export function serveConnection(socket: Socket, outside: Outside): Connection {
  const { desk, number, limits, monotonicMs } = outside;
  const tell = (happened: Happening, detail: string): void =>
    desk.log.add({ direction: "none", happened, detail, connection: number });
  const finish = (happened: Happening, detail: string): void => {
    tell(happened, detail);
    socket.destroy();
  };
  let ended = false;
  const outbox = createOutbox(socket, {
    log: desk.log,
    connection: number,
    limits,
    monotonicMs,
    moved: () => goOn(),
    overflowed: () => finish("not-reading", "answers were not taken"),
  });
  const inbox = createInbox(desk, { socket, outbox, number, limits });

  /** Reads on where that is wise, and hangs up once all is said. */
  const goOn = (): void => {
    if (outbox.full() || inbox.hurried()) socket.pause();
    else if (socket.isPaused()) socket.resume();
    if (ended && outbox.waiting() === 0) socket.end();
  };

  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.on("data", (bytes) => {
    const fault = attempt(outside.failed, () => inbox.take(bytes, monotonicMs()));
    if (fault === undefined) goOn();
    else finish("broken-frame", fault);
  });
  socket.on("end", () => {
    ended = true;
    if (inbox.pending()) tell("broken-frame", "the connection ended within a frame");
    goOn();
  });
  // A reset by the other side is its right; `close` follows.
  socket.on("error", () => undefined);
  socket.on("close", () => {
    outbox.drop();
    tell("closed", "");
    outside.gone();
  });
  tell("connected", "");

  return {
    check: (nowMs) => {
      const overdue = inbox.overdue(nowMs, outbox.waiting() > 0);
      if (overdue !== undefined) return finish(...overdue);
      if (outbox.deafMs(nowMs) > limits.unsentMs) {
        return finish("not-reading", `answers were not taken for ${limits.unsentMs} ms`);
      }
      inbox.startSecond(nowMs);
      return goOn();
    },
    close: () => {
      socket.destroy();
    },
  };
}

/** What one connection brings: frames, and how long they take. */
type Inbox = {
  /** Hands every whole frame to the bank; why the rest can never be read, if so. */
  readonly take: (bytes: Uint8Array, nowMs: number) => string | undefined;
  /** More has come within this second than is read. */
  readonly hurried: () => boolean;
  readonly startSecond: (nowMs: number) => void;
  /** A frame has begun and not ended. */
  readonly pending: () => boolean;
  /** What has taken too long. */
  readonly overdue: (nowMs: number, waiting: boolean) => [Happening, string] | undefined;
};

function createInbox(
  desk: BankDesk,
  outside: {
    readonly socket: Pick<Socket, "cork" | "uncork">;
    readonly outbox: Outbox;
    readonly number: number;
    readonly limits: Limits;
  },
): Inbox {
  const { socket, outbox, number, limits } = outside;
  const deframer = createDeframer(withinLimit(desk.dialect.spec.wire, limits));
  let [heardMs, secondMs, secondBytes] = [Number.POSITIVE_INFINITY, 0, 0];
  let frameSinceMs: number | undefined;

  const startSecond = (nowMs: number): void => {
    if (heardMs === Number.POSITIVE_INFINITY) heardMs = nowMs;
    if (nowMs - secondMs < SECOND_MS) return;
    secondMs = nowMs;
    secondBytes = 0;
  };

  const answer = (frame: Uint8Array): void => {
    const { number: of, replies } = desk.receive(frame, number);
    for (const reply of replies) outbox.send(reply, of);
  };

  /** Many answers leave in one write; for one alone, the detour costs more than it spares. */
  const answerAll = (frames: readonly Uint8Array[]): void => {
    socket.cork();
    try {
      for (const frame of frames) answer(frame);
    } finally {
      socket.uncork();
    }
  };

  return {
    take: (bytes, nowMs) => {
      startSecond(nowMs);
      heardMs = nowMs;
      secondBytes += bytes.length;
      const { frames, fault } = deframer.push(bytes);
      const [first] = frames;
      if (frames.length > 1) answerAll(frames);
      else if (first !== undefined) answer(first);
      if (deframer.pending() === 0) frameSinceMs = undefined;
      else if (frameSinceMs === undefined || frames.length > 0) frameSinceMs = nowMs;
      return fault?.detail;
    },
    hurried: () => secondBytes > limits.bytesPerSecond,
    startSecond,
    pending: () => deframer.pending() > 0,
    overdue: (nowMs, waiting) => {
      if (frameSinceMs !== undefined && nowMs - frameSinceMs > limits.frameMs) {
        return ["too-slow", `a frame was not whole after ${limits.frameMs} ms`];
      }
      if (waiting || nowMs - heardMs <= limits.idleMs) return undefined;
      return ["idle", `nothing was said for ${limits.idleMs} ms`];
    },
  };
}

/** A mistake of ours costs one connection, not the server. */
function attempt(
  failed: (error: unknown) => void,
  work: () => string | undefined,
): string | undefined {
  try {
    return work();
  } catch (error) {
    failed(error);
    return "the server made a mistake and logged it";
  }
}

const SECOND_MS = 1_000;
/** Chosen: a dead line is noticed within minutes. */
const KEEP_ALIVE_MS = 30_000;

function withinLimit(wire: Wire, { frameBytesMax }: Limits): Wire {
  return { ...wire, frameBytesMax: Math.min(wire.frameBytesMax, frameBytesMax) };
}
