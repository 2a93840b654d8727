import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { type Dialect, type Fields, MESSAGE_BYTES_MAX, type Message } from "./dialect.ts";
import { readPacked } from "./digits.ts";
import { type EncodeError, packInto, writePacked } from "./pack.ts";
import { unpack } from "./unpack.ts";

/** Who a frame is for and from, and what the acquirer wants of the terminal besides the answer. */
export type Envelope = {
  /** Network address, 4 digits. */
  readonly destination: string;
  readonly source: string;
  /** 12 digits; the sixth is the acquirer's instruction. */
  readonly header: string;
};

export type Frame<F extends Fields> = {
  readonly envelope: Envelope;
  readonly message: Message<F>;
};

/** What the sixth header digit of a response asks for. @source Q/CUP 009.1, message header */
export const INSTRUCTION = { none: "0", signOnAgain: "3" } as const;

export type Instruction = (typeof INSTRUCTION)[keyof typeof INSTRUCTION];

/** Bytes of the length that opens a frame. It counts what follows it. */
export const LENGTH_BYTES = 2;

const TPDU_ID = 0x60;
const TPDU_BYTES = 5;
const HEADER_BYTES = 6;
const MESSAGE_AT = LENGTH_BYTES + TPDU_BYTES + HEADER_BYTES;
const MAC_BYTES = 8;

/** The longest frame, its length included. */
export const FRAME_BYTES_MAX = MESSAGE_AT + MESSAGE_BYTES_MAX;

const scratch = new Uint8Array(FRAME_BYTES_MAX);

/** The envelope of the response: addresses swapped, header echoed with the acquirer's instruction. */
export function answerEnvelope(
  { destination, source, header }: Envelope,
  instruction: Instruction,
): Envelope {
  return {
    destination: source,
    source: destination,
    header: header.slice(0, 5) + instruction + header.slice(6),
  };
}

/** The whole frame: length, TPDU, header, message. */
export function packFrame<F extends Fields>(
  dialect: Dialect<F>,
  { envelope, message }: Frame<F>,
): Result<Uint8Array, EncodeError> {
  if (!writeEnvelope(envelope)) {
    return err({ code: "bad-envelope", de: 0, detail: "an envelope wants 4, 4 and 12 digits" });
  }
  const end = packInto(dialect, message, scratch, MESSAGE_AT);
  if (typeof end !== "number") return err(end);
  scratch[0] = (end - LENGTH_BYTES) >> 8;
  scratch[1] = end - LENGTH_BYTES;
  return ok(scratch.slice(0, end));
}

function writeEnvelope({ destination, source, header }: Envelope): boolean {
  if (destination.length !== 4 || source.length !== 4 || header.length !== 12) return false;
  scratch[LENGTH_BYTES] = TPDU_ID;
  return (
    writePacked(destination, scratch, LENGTH_BYTES + 1, false) > 0 &&
    writePacked(source, scratch, LENGTH_BYTES + 3, false) > 0 &&
    writePacked(header, scratch, LENGTH_BYTES + TPDU_BYTES, false) > 0
  );
}

/** Reads a whole frame. Offsets of faults count from the start of the frame. */
export function unpackFrame<F extends Fields>(
  dialect: Dialect<F>,
  frame: Uint8Array,
): Result<Frame<F>, DecodeError> {
  const envelope = readEnvelope(frame);
  if (!envelope.ok) return envelope;
  const message = unpack(dialect, frame, MESSAGE_AT);
  if (!message.ok) return message;
  return ok({ envelope: envelope.value, message: message.value });
}

/** The envelope alone, so that an answer can be addressed even when the message is unreadable. */
export function readEnvelope(frame: Uint8Array): Result<Envelope, DecodeError> {
  const { length } = frame;
  if (length < MESSAGE_AT)
    return fault("truncated", length, `${MESSAGE_AT} bytes, found ${length}`);
  const announced = ((frame[0] ?? 0) << 8) | (frame[1] ?? 0);
  if (announced !== length - LENGTH_BYTES) {
    const wanted = `${announced} bytes after its length, found ${length - LENGTH_BYTES}`;
    return fault(announced < length - LENGTH_BYTES ? "too-long" : "truncated", 0, wanted);
  }
  if (frame[LENGTH_BYTES] !== TPDU_ID) {
    return fault("unsupported", LENGTH_BYTES, "a TPDU that begins with 60, found another byte");
  }
  const destination = readPacked(frame, LENGTH_BYTES + 1, 4, false);
  const source = readPacked(frame, LENGTH_BYTES + 3, 4, false);
  const header = readPacked(frame, LENGTH_BYTES + TPDU_BYTES, 12, false);
  if (destination === undefined || source === undefined || header === undefined) {
    return fault("bad-digit", LENGTH_BYTES + 1, "digits in TPDU and header");
  }
  return ok({ destination, source, header });
}

/**
 * The bytes that a frame's MAC covers: MTI to the end of DE 63. A view, not a copy.
 *
 * @param frame a readable frame that carries DE 64
 * @source Q/CUP 009.1, message authentication: TPDU, header and DE 64 excluded, bitmap included
 */
export function macInput(frame: Uint8Array): Uint8Array {
  return frame.subarray(MESSAGE_AT, frame.length - MAC_BYTES);
}

/** Puts `mac` into DE 64 of a frame packed with any eight bytes there. */
export function sealFrame(frame: Uint8Array, mac: Uint8Array): void {
  frame.set(mac, frame.length - MAC_BYTES);
}

function fault(
  code: DecodeError["code"],
  offset: number,
  wanted: string,
): Result<never, DecodeError> {
  return err({ code, offset, path: ["envelope"], detail: `a frame wants ${wanted}` });
}
