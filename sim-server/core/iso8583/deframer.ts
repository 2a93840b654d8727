import { FRAME_BYTES_MAX, LENGTH_BYTES } from "./envelope.ts";

/** Why the rest of a stream cannot be cut into frames. There is no way to find the next one. */
export type FramingFault = {
  readonly code: "empty-frame" | "frame-too-long";
  /** From the start of the stream, of the length that is wrong. */
  readonly offset: number;
  readonly detail: string;
};

export type Deframed = {
  /** Whole frames, each with its length, in order of arrival. */
  readonly frames: readonly Uint8Array[];
  readonly fault?: FramingFault;
};

/** Cuts a stream of bytes into frames, however the bytes were split on their way. */
export type Deframer = {
  /** The frames that `bytes` completes. After a fault no more bytes are taken. */
  readonly push: (bytes: Uint8Array) => Deframed;
  /** Bytes of a frame that has not ended: more than 0 when a stream closes is a broken frame. */
  readonly pending: () => number;
};

const NOTHING = new Uint8Array(0);

export function createDeframer(): Deframer {
  let held = NOTHING;
  let consumed = 0;
  let broken: FramingFault | undefined;

  const push = (bytes: Uint8Array): Deframed => {
    if (broken !== undefined) return { frames: [], fault: broken };
    const input = held.length === 0 ? bytes : join(held, bytes);
    const frames: Uint8Array[] = [];
    let at = 0;
    while (input.length - at >= LENGTH_BYTES) {
      const length = readLength(input, at);
      broken = judge(length, consumed + at);
      const end = at + LENGTH_BYTES + length;
      if (broken !== undefined || end > input.length) break;
      frames.push(input.subarray(at, end));
      at = end;
    }
    consumed += at;
    // A copy: whoever gave the bytes may use their buffer again.
    held = broken !== undefined || at === input.length ? NOTHING : input.slice(at);
    return broken === undefined ? { frames } : { frames, fault: broken };
  };

  return { push, pending: () => held.length };
}

function readLength(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function judge(length: number, offset: number): FramingFault | undefined {
  if (length === 0) return { code: "empty-frame", offset, detail: "a frame of no bytes" };
  const limit = FRAME_BYTES_MAX - LENGTH_BYTES;
  if (length <= limit) return undefined;
  return {
    code: "frame-too-long",
    offset,
    detail: `a frame wants at most ${limit} bytes, found a length of ${length}`,
  };
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}
