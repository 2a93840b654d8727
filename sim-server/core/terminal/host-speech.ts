import type { BlockCipher } from "../../../device-emulators/crypto/blocks.ts";
import { unionPayMac } from "../../../device-emulators/crypto/mac.ts";
import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Dialect } from "../iso8583/dialect.ts";
import {
  type UnionPayFields,
  type UnionPayMessage,
  unionPay,
} from "../iso8583/dialects/unionpay.ts";
import { type Envelope, INSTRUCTION, messageAt, packFrame } from "../iso8583/envelope.ts";
import { bytesOf } from "../iso8583/field.ts";

/** What a terminal speaks to its acquirer: which fields, on which wire, and addressed how. */
export type HostSpeech = {
  readonly dialect: Dialect<UnionPayFields>;
  readonly envelope: Envelope;
  /** DE 32 of every request, for an acquirer that wants to read there who it is. */
  readonly acquirerId?: string;
};

/** @source UnionPay POS terminal specification, TPDU and header; version digits as in field captures */
export const UNIONPAY_SPEECH: HostSpeech = {
  dialect: unionPay,
  envelope: { destination: "0003", source: "0000", header: "603100311001" },
};

const MAC_BYTES = 8;

/** A request as it goes onto the wire, its DE 64 made with `mac` where there is one. */
export function writeRequest(
  speech: HostSpeech,
  message: UnionPayMessage,
  mac: BlockCipher | undefined,
): Uint8Array {
  const unsealed = write(speech, message);
  if (mac === undefined) return unsealed;
  const seal = unionPayMac(mac, sealedPart(speech.dialect, unsealed));
  return write(speech, { ...message, fields: { ...message.fields, 64: seal } });
}

function write({ dialect, envelope, acquirerId }: HostSpeech, message: UnionPayMessage) {
  const fields = acquirerId === undefined ? message.fields : { ...message.fields, 32: acquirerId };
  const packed = packFrame(dialect, { envelope, message: { ...message, fields } });
  invariant(packed.ok, "the terminal's own messages can be written");
  return packed.value;
}

/**
 * The bytes of a frame that its MAC covers: MTI to the end of DE 63, as they are on the wire.
 *
 * @param frame one that ends with DE 64
 * @source Q/CUP 009.1, message authentication: TPDU, header and DE 64 excluded, bitmap included
 */
export function sealedPart(dialect: Dialect<UnionPayFields>, frame: Uint8Array): Uint8Array {
  const { 64: field } = dialect.table;
  invariant(field !== undefined, "what a terminal speaks has a MAC");
  return frame.subarray(messageAt(dialect.spec.wire), frame.length - bytesOf(field, MAC_BYTES));
}

/** What the acquirer wants besides; only a header of digits has a place for it. */
export function instructionOf({ dialect }: HostSpeech, { header }: Envelope): string {
  const digits = dialect.spec.wire.header.kind === "tpdu-digits";
  return (digits ? header[5] : undefined) ?? INSTRUCTION.none;
}
