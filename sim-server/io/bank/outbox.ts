import type { Socket } from "node:net";
import type { Reply } from "../../core/bank/rule-effects.ts";
import type { Limits } from "./connection.ts";
import type { MessageLog } from "./message-log.ts";

/** The answers of one connection on their way: now, later, or not taken by the other side. */
export type Outbox = {
  /** @param of the number of the frame that it answers */
  readonly send: (reply: Reply, of: number) => void;
  /** Answers that wait for their time. */
  readonly waiting: () => number;
  /** Nothing more should be read until the other side has taken what there is. */
  readonly full: () => boolean;
  /** How long the other side has taken nothing, or 0. */
  readonly deafMs: (nowMs: number) => number;
  /** Forgets what has not been sent. */
  readonly drop: () => void;
};

export function createOutbox(
  socket: Socket,
  outside: {
    readonly log: MessageLog;
    readonly connection: number;
    readonly limits: Limits;
    readonly monotonicMs: () => number;
    /** An answer has left late, or the other side has taken what there was. */
    readonly moved: () => void;
    /** The other side leaves more lying than it may. */
    readonly overflowed: () => void;
  },
): Outbox {
  const { log, connection, limits, monotonicMs, moved, overflowed } = outside;
  const timers = new Set<NodeJS.Timeout>();
  let deafSinceMs: number | undefined;

  const tellLate = (detail: string): void =>
    log.add({ direction: "none", happened: "late", detail, connection });

  const write = (frame: Uint8Array, number: number): void => {
    if (socket.destroyed || !socket.writable) {
      tellLate(`the answer to frame ${number} found its connection closed`);
      return;
    }
    log.add({ direction: "out", frame, number, connection });
    if (socket.write(frame)) return;
    deafSinceMs ??= monotonicMs();
    if (socket.writableLength > limits.unsentBytesMax) overflowed();
  };

  socket.on("drain", () => {
    deafSinceMs = undefined;
    moved();
  });

  return {
    send: ({ afterMs, frame }, of) => {
      if (afterMs === 0) return write(frame, of);
      const timer = setTimeout(() => {
        timers.delete(timer);
        write(frame, of);
        moved();
      }, afterMs);
      timers.add(timer);
    },
    waiting: () => timers.size,
    full: () => timers.size >= limits.waitingMax || deafSinceMs !== undefined,
    deafMs: (nowMs) => (deafSinceMs === undefined ? 0 : nowMs - deafSinceMs),
    drop: () => {
      if (timers.size > 0) tellLate(`${timers.size} answers found their connection closed`);
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
