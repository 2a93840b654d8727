import { writeSync } from "node:fs";
import type { Clock } from "./clock.ts";
import { UNSENT_BYTES_MAX } from "./transport.ts";

/** How soon what was not taken is offered again. Chosen. */
const SEND_AGAIN_MS = 10;

/** What goes out by a descriptor that never blocks. */
export type Outbox = {
  /** Sends, or loses what would wait beyond `UNSENT_BYTES_MAX`. */
  readonly send: (bytes: Uint8Array) => void;
  readonly unsentBytes: () => number;
  readonly drop: () => void;
};

/**
 * Sends without ever waiting: what the system does not take at once is offered again.
 *
 * @param failed told the system's code when it takes no more, other than for now
 */
export function createOutbox(fd: number, clock: Clock, failed: (code: string) => void): Outbox {
  const waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let callOff: (() => void) | undefined;

  const push = (): void => {
    callOff = undefined;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const taken = writeSome(fd, next, failed);
      waitingBytes -= taken;
      if (taken < next.length) {
        waiting[0] = next.subarray(taken);
        callOff = clock.after(SEND_AGAIN_MS, push);
        return;
      }
      waiting.shift();
    }
  };

  return {
    send: (bytes) => {
      if (waitingBytes + bytes.length > UNSENT_BYTES_MAX) return;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (callOff === undefined) push();
    },
    unsentBytes: () => waitingBytes,
    drop: () => {
      callOff?.();
      callOff = undefined;
      waiting.length = 0;
      waitingBytes = 0;
    },
  };
}

/** How many bytes the system took; none while its buffer is full, or nobody is there. */
function writeSome(fd: number, bytes: Uint8Array, failed: (code: string) => void): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code !== "EAGAIN") failed(String(error.code));
    return 0;
  }
}
