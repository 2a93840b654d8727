import type { DecodeError } from "../../../device-emulators/kit/errors.ts";
import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import { characterTable } from "./characters.ts";
import { writePacked } from "./content-writers.ts";
import type { Dialect, Fields, Message } from "./dialect.ts";
import { LEFT_ALIGNED, readPacked, readText } from "./digits.ts";
import { type EncodeError, packInto } from "./pack.ts";
import { unpack } from "./unpack.ts";
import {
  FRAME_BYTES_MAX,
  headerBytes,
  lengthBytes,
  readFrameLength,
  TPDU_BYTES,
  TPDU_ID,
  UNIONPAY_WIRE,
  type Wire,
  writeFrameLength,
} from "./wire.ts";

/** Who a frame is for and from, and what stands before its message. A wire without one has "". */
export type Envelope = {
  /** Network address, 4 digits. */
  readonly destination: string;
  readonly source: string;
  /** UnionPay: 12 digits, of which the sixth is the acquirer's instruction. */
  readonly header: string;
};

export type Frame<F extends Fields> = {
  readonly envelope: Envelope;
  readonly message: Message<F>;
};

/** What the sixth header digit of a response asks for. @source Q/CUP 009.1, message header */
export const INSTRUCTION = {
  none: "0",
  parameters: "1",
  status: "2",
  "sign-on": "3",
  keys: "4",
  applications: "5",
} as const;

export type Instruction = (typeof INSTRUCTION)[keyof typeof INSTRUCTION];

const MAC_BYTES = 8;

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

/** The whole frame on the dialect's wire: length, header, message. */
export function packFrame<F extends Fields>(
  dialect: Dialect<F>,
  { envelope, message }: Frame<F>,
): Result<Uint8Array, EncodeError> {
  const { wire } = dialect.spec;
  const refused = writeEnvelope(wire, envelope);
  if (refused !== undefined) return err({ code: "bad-envelope", de: 0, detail: refused });
  const end = packInto(dialect, message, scratch, messageAt(wire));
  if (typeof end !== "number") return err(end);
  if (end > wire.frameBytesMax) {
    const detail = `a frame has at most ${wire.frameBytesMax} bytes, this one has ${end}`;
    return err({ code: "too-long", de: 0, detail });
  }
  writeFrameLength(wire, scratch, end);
  return ok(scratch.slice(0, end));
}

/** Where the message of a frame begins. */
export function messageAt(wire: Wire): number {
  return lengthBytes(wire) + headerBytes(wire);
}

function writeEnvelope(wire: Wire, envelope: Envelope): string | undefined {
  const { header: layout } = wire;
  const at = lengthBytes(wire);
  switch (layout.kind) {
    case "none":
      return undefined;
    case "text":
      return writeTextHeader(layout, envelope.header, at) ? undefined : wantText(layout);
    case "tpdu":
      return writeTpdu(envelope, at) ? undefined : "an envelope wants 4 and 4 digits";
    case "tpdu-digits":
      return writeTpdu(envelope, at) &&
        envelope.header.length === layout.digits &&
        writePacked(envelope.header, scratch, at + TPDU_BYTES, LEFT_ALIGNED) > 0
        ? undefined
        : `an envelope wants 4, 4 and ${layout.digits} digits`;
  }
}

function writeTpdu({ destination, source }: Envelope, at: number): boolean {
  if (destination.length !== 4 || source.length !== 4) return false;
  scratch[at] = TPDU_ID;
  return (
    writePacked(destination, scratch, at + 1, LEFT_ALIGNED) > 0 &&
    writePacked(source, scratch, at + 3, LEFT_ALIGNED) > 0
  );
}

type TextLayout = Extract<Wire["header"], { kind: "text" }>;

function writeTextHeader(layout: TextLayout, header: string, at: number): boolean {
  const { write } = characterTable("ans", "ascii");
  if (header.length !== layout.chars || !header.startsWith(layout.begins)) return false;
  for (let index = 0; index < header.length; index += 1) {
    const byte = write[header.charCodeAt(index)] ?? 0;
    if (byte === 0) return false;
    scratch[at + index] = byte;
  }
  return true;
}

function wantText({ chars, begins }: TextLayout): string {
  return `a header of ${chars} printable characters${begins === "" ? "" : ` that begin ${begins}`}`;
}

/** Reads a whole frame. Offsets of faults count from the start of the frame. */
export function unpackFrame<F extends Fields>(
  dialect: Dialect<F>,
  frame: Uint8Array,
): Result<Frame<F>, DecodeError> {
  const { wire } = dialect.spec;
  const envelope = readEnvelope(frame, wire);
  if (!envelope.ok) return envelope;
  const message = unpack(dialect, frame, messageAt(wire));
  if (!message.ok) return message;
  return ok({ envelope: envelope.value, message: message.value });
}

/**
 * The envelope alone, so that an answer can be addressed even when the message is unreadable.
 *
 * @param wire UnionPay's, unless said
 */
export function readEnvelope(
  frame: Uint8Array,
  wire: Wire = UNIONPAY_WIRE,
): Result<Envelope, DecodeError> {
  const { length } = frame;
  const least = messageAt(wire);
  if (length < least) return fault("truncated", length, `${least} bytes, found ${length}`);
  const announced = readFrameLength(wire, frame, 0);
  if (announced === undefined) return fault("bad-digit", 0, "digits in its length");
  if (announced !== length) {
    const before =
      wire.length.as !== "none" && wire.length.counts === "rest" ? lengthBytes(wire) : 0;
    const what = before === 0 ? "bytes" : "bytes after its length";
    const wanted = `${announced - before} ${what}, found ${length - before}`;
    return fault(announced < length ? "too-long" : "truncated", 0, wanted);
  }
  return readHeader(frame, lengthBytes(wire), wire);
}

/** The header that stands at `at`. */
export function readHeader(
  frame: Uint8Array,
  at: number,
  { header: layout }: Wire,
): Result<Envelope, DecodeError> {
  if (layout.kind === "none") return ok(NO_ENVELOPE);
  if (layout.kind === "text") {
    const header = readText(frame, at, layout.chars, characterTable("ans", "ascii").read);
    return header?.startsWith(layout.begins)
      ? ok({ ...NO_ENVELOPE, header })
      : fault("unsupported", at, wantText(layout));
  }
  if (frame[at] !== TPDU_ID) {
    return fault("unsupported", at, "a TPDU that begins with 60, found another byte");
  }
  const destination = readPacked(frame, at + 1, 4, LEFT_ALIGNED);
  const source = readPacked(frame, at + 3, 4, LEFT_ALIGNED);
  const header =
    layout.kind === "tpdu" ? "" : readPacked(frame, at + TPDU_BYTES, layout.digits, LEFT_ALIGNED);
  if (destination === undefined || source === undefined || header === undefined) {
    return fault("bad-digit", at + 1, "digits in TPDU and header");
  }
  return ok({ destination, source, header });
}

/** What a wire without a header has for an envelope. */
const NO_ENVELOPE: Envelope = { destination: "", source: "", header: "" };

/**
 * The bytes that the MAC of UnionPay's frame covers: MTI to the end of DE 63. A view, not a copy.
 *
 * @param frame a readable frame that carries DE 64
 * @param wire UnionPay's, unless said
 * @source Q/CUP 009.1, message authentication: TPDU, header and DE 64 excluded, bitmap included
 */
export function macInput(frame: Uint8Array, wire: Wire = UNIONPAY_WIRE): Uint8Array {
  return frame.subarray(messageAt(wire), frame.length - MAC_BYTES);
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
