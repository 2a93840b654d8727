import { concat } from "./bytes.ts";
import { invariant } from "./errors.ts";

/** Start and end of a frame, and the one-byte answers. @source ANSI X3.28-1976 */
export const STX = 0x02;
export const ETX = 0x03;
export const EOT = 0x04;
export const ENQ = 0x05;
export const ACK = 0x06;
export const NAK = 0x15;

/** The longest payload between STX and ETX, both ways. Chosen. */
export const FRAME_BYTES_MAX = 1024;

/** How makers differ over the check byte: what it is taken over, and what it begins with. */
export type Lrc = {
  readonly from: "stx" | "payload";
  readonly to: "payload" | "etx";
  /** 0 to FF; what is taken over comes on top of it by exclusive or. */
  readonly seed: number;
};

/** Everything behind STX up to and with ETX. @source ISO 1155:1978 */
export const USUAL_LRC: Lrc = { from: "payload", to: "etx", seed: 0 };

/** What arrives on a framed cable: a frame's payload, a one-byte answer, or a frame that is spoilt. */
export type Arrival =
  | { readonly kind: "frame"; readonly payload: Uint8Array }
  | { readonly kind: "ack" | "nak" | "eot" | "enq" }
  | { readonly kind: "spoilt"; readonly code: "truncated" | "too-long" | "lrc-mismatch" };

/** How far a reader has come. It keeps at most one frame. */
export type FrameReader =
  | { readonly kind: "between" }
  | { readonly kind: "inside"; readonly payload: Uint8Array }
  | { readonly kind: "check"; readonly payload: Uint8Array };

export const BETWEEN_FRAMES: FrameReader = { kind: "between" };

const EMPTY = new Uint8Array(0);
const BETWEEN_BYTES: Readonly<Record<number, Arrival>> = {
  [ACK]: { kind: "ack" },
  [NAK]: { kind: "nak" },
  [EOT]: { kind: "eot" },
  [ENQ]: { kind: "enq" },
};

/**
 * STX, payload, ETX, LRC. The payload is text: it holds neither STX nor ETX.
 *
 * @throws on a payload that is too long or holds them: binary fields go as hex
 */
export function buildFrame(payload: Uint8Array, lrc: Lrc = USUAL_LRC): Uint8Array {
  invariant(payload.length <= FRAME_BYTES_MAX, "a payload fits its frame");
  invariant(!payload.includes(STX) && !payload.includes(ETX), "a payload is text");
  const frame = new Uint8Array(payload.length + 3);
  frame[0] = STX;
  frame.set(payload, 1);
  frame[payload.length + 1] = ETX;
  frame[payload.length + 2] = checkByte(payload, lrc);
  return frame;
}

/** The exclusive or over the bytes of a frame, by which its receiver sees that one was spoilt. */
export function checkByte(payload: Uint8Array, { from, to, seed }: Lrc = USUAL_LRC): number {
  let sum = seed ^ (from === "stx" ? STX : 0) ^ (to === "etx" ? ETX : 0);
  for (let at = 0; at < payload.length; at += 1) sum ^= payload[at] ?? 0;
  return sum;
}

/**
 * Reads on from where `reader` stopped. Noise between frames is passed over, and a STX inside a
 * frame begins a new one, so that one lost byte never costs more than one frame.
 */
export function readFrames(
  reader: FrameReader,
  bytes: Uint8Array,
  lrc: Lrc = USUAL_LRC,
): { readonly reader: FrameReader; readonly arrivals: readonly Arrival[] } {
  const arrivals: Arrival[] = [];
  let next = reader;
  let at = 0;
  while (at < bytes.length) {
    if (next.kind === "inside") {
      const end = endOfPayload(bytes, at);
      const piece = bytes.slice(at, end);
      const payload = next.payload.length === 0 ? piece : concat([next.payload, piece]);
      next = afterPayload(payload, bytes[end], arrivals);
      at = end + 1;
      continue;
    }
    next =
      next.kind === "check"
        ? close({ payload: next.payload, byte: bytes[at], lrc }, arrivals)
        : open(bytes[at], arrivals);
    at += 1;
  }
  return { reader: next, arrivals };
}

function open(byte: number | undefined, arrivals: Arrival[]): FrameReader {
  const alone = BETWEEN_BYTES[byte ?? 0];
  if (alone !== undefined) arrivals.push(alone);
  return byte === STX ? { kind: "inside", payload: EMPTY } : BETWEEN_FRAMES;
}

function afterPayload(
  payload: Uint8Array,
  ending: number | undefined,
  arrivals: Arrival[],
): FrameReader {
  if (payload.length > FRAME_BYTES_MAX) {
    arrivals.push({ kind: "spoilt", code: "too-long" });
    // Its own end would be read as noise, but a STX opens the next frame.
    return ending === STX ? { kind: "inside", payload: EMPTY } : BETWEEN_FRAMES;
  }
  if (ending === ETX) return { kind: "check", payload };
  if (ending !== STX) return { kind: "inside", payload };
  arrivals.push({ kind: "spoilt", code: "truncated" });
  return { kind: "inside", payload: EMPTY };
}

type Checked = {
  readonly payload: Uint8Array;
  readonly byte: number | undefined;
  readonly lrc: Lrc;
};

function close({ payload, byte, lrc }: Checked, arrivals: Arrival[]): FrameReader {
  arrivals.push(
    checkByte(payload, lrc) === byte
      ? { kind: "frame", payload }
      : { kind: "spoilt", code: "lrc-mismatch" },
  );
  return BETWEEN_FRAMES;
}

/** Where the next STX or ETX stands, or the end of what is there. */
function endOfPayload(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== ETX && bytes[at] !== STX) at += 1;
  return at;
}
