import { lengthBytes, readFrameLength, UNIONPAY_WIRE, type Wire } from "./wire.ts";

/** Why the rest of a stream cannot be cut into frames. There is no way to find the next one. */
export type FramingFault = {
  readonly code: "empty-frame" | "frame-too-long" | "bad-length";
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

/**
 * A deframer for one direction of one connection. It holds at most one frame of the longest.
 *
 * @param wire UnionPay's, unless said
 */
export function createDeframer(wire: Wire = UNIONPAY_WIRE): Deframer {
  let held = NOTHING;
  let consumed = 0;
  let broken: FramingFault | undefined;

  const push = (bytes: Uint8Array): Deframed => {
    if (broken !== undefined) return { frames: [], fault: broken };
    const input = held.length === 0 ? bytes : join(held, bytes);
    const { frames, end, fault } = cut(wire, input, consumed);
    broken = fault;
    consumed += end;
    // A copy: whoever gave the bytes may use their buffer again.
    held = broken !== undefined || end === input.length ? NOTHING : input.slice(end);
    return broken === undefined ? { frames } : { frames, fault: broken };
  };

  return { push, pending: () => held.length };
}

/** The whole frames at the start of `input`, and where they end. */
function cut(
  wire: Wire,
  input: Uint8Array,
  consumed: number,
): { frames: Uint8Array[]; end: number; fault: FramingFault | undefined } {
  const frames: Uint8Array[] = [];
  let end = 0;
  for (;;) {
    const length = lengthAt(wire, input, end);
    const fault = length === undefined ? undefined : judge(wire, length, consumed + end);
    if (length === undefined || fault !== undefined || end + length > input.length) {
      return { frames, end, fault };
    }
    frames.push(input.subarray(end, end + length));
    end += length;
  }
}

/** Bytes of the frame at `at`: undefined while its length has not come, not a number if it is none. */
function lengthAt(wire: Wire, input: Uint8Array, at: number): number | undefined {
  if (at === input.length || input.length - at < lengthBytes(wire)) return undefined;
  return readFrameLength(wire, input, at) ?? Number.NaN;
}

function judge(wire: Wire, length: number, offset: number): FramingFault | undefined {
  if (Number.isNaN(length)) {
    return { code: "bad-length", offset, detail: "the length of a frame wants digits" };
  }
  if (length <= lengthBytes(wire)) {
    return { code: "empty-frame", offset, detail: "a frame of no bytes" };
  }
  const limit = wire.frameBytesMax;
  if (length <= limit) return undefined;
  const detail = `a frame wants at most ${limit} bytes, found a length of ${length}`;
  return { code: "frame-too-long", offset, detail };
}

function join(left: Uint8Array, right: Uint8Array): Uint8Array {
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}
