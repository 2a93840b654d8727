import { fromHex, toHex } from "../../../../device-emulators/kit/bytes.ts";
import { invariant } from "../../../../device-emulators/kit/errors.ts";
import type { Dialect, Fields, Message } from "../../iso8583/dialect.ts";
import {
  answerEnvelope,
  type Envelope,
  INSTRUCTION,
  messageAt,
  packFrame,
} from "../../iso8583/envelope.ts";
import type { FieldValue } from "../../iso8583/field.ts";
import { responseMti } from "../../iso8583/mti.ts";
import type { Request } from "../answers.ts";
import type { Sent } from "../door.ts";
import type { Answer } from "../exchanges.ts";
import type { Terminal } from "../terminals.ts";
import type { Edition } from "./edition.ts";
import { MAC_BYTES } from "./mac.ts";

/** The whole answer to a message: what it echoes, and what the bank says. */
export function composeIsoAnswer(
  { edition, dialect }: { readonly edition: Edition; readonly dialect: Dialect },
  asked: Message,
  { wall, day }: Pick<Request, "wall" | "day">,
  answer: Answer,
): Message {
  const { 4: amount, 37: rrn, 38: approvalCode, 39: code, 54: balance, 55: icc } = answer.fields;
  const said = echo(asked.fields);
  if (amount !== undefined) said[4] = amount;
  if (asked.fields[3] !== undefined) {
    said[15] = edition.settlementDate(wall.yearMonth, day.date);
    said[37] = rrn;
  }
  if (approvalCode) said[38] = approvalCode;
  said[39] = code;
  if (balance !== undefined) said[54] = balance;
  if (icc !== undefined) said[55] = holdsBytes(dialect, 55) ? icc : toHex(icc);
  if (answer.more !== undefined) Object.assign(said, answer.more);
  return { mti: responseMti(asked.mti), fields: said };
}

/** The answer to what could be read only in part. */
export function composeRefusal(edition: Edition, { mti, fields }: Message): Message {
  return { mti: responseMti(mti), fields: { ...echo(fields), 39: edition.codes.malformed } };
}

/** What whoever asked must find again in the answer. */
function echo(fields: Fields): Record<number, FieldValue | undefined> {
  const echoed: Record<number, FieldValue | undefined> = {
    2: fields[2],
    3: fields[3],
    4: fields[4],
    7: fields[7],
    11: fields[11],
    12: fields[12],
    13: fields[13],
    24: fields[24],
    32: fields[32],
    33: fields[33],
    37: fields[37],
    41: fields[41],
    42: fields[42],
    49: fields[49],
  };
  if (fields[70] !== undefined) echoed[70] = fields[70];
  return echoed;
}

/** DE 55 as bytes, which dialects of 1987 carry as hexadecimal text. */
export function iccDataOf(value: FieldValue | undefined): Uint8Array | undefined {
  if (value === undefined || typeof value !== "string") return value;
  return /^(?:[\dA-Fa-f]{2})+$/.test(value) ? fromHex(value) : new Uint8Array(0);
}

/**
 * The frame of an answer, with a MAC where the terminal has a key for it. What the dialect has no
 * field for, or cannot hold, is left out.
 */
export function frameIsoAnswer(
  dialect: Dialect,
  envelope: Envelope,
  message: Message,
  terminal: Terminal | undefined,
): Sent {
  const to = addressed(envelope);
  let { fields } = message;
  for (;;) {
    const sealed = {
      mti: message.mti,
      fields: seal(dialect, { mti: message.mti, fields }, to, terminal),
    };
    const packed = packFrame(dialect, { envelope: to, message: sealed });
    if (packed.ok) return { message: sealed, bytes: packed.value };
    const { de } = packed.error;
    invariant(fields[de] !== undefined, "an answer without the field that does not fit is packed");
    fields = { ...fields, [de]: undefined };
  }
}

/** The fields with their MAC: it covers the message from the MTI to what stands before it. */
function seal(
  dialect: Dialect,
  { mti, fields }: Message,
  envelope: Envelope,
  terminal: Terminal | undefined,
): Fields {
  if (terminal?.mac === undefined) return fields;
  const de = macField(fields);
  const blank = { ...fields, [de]: new Uint8Array(MAC_BYTES) };
  const packed = packFrame(dialect, { envelope, message: { mti, fields: blank } });
  if (!packed.ok) return fields;
  return { ...fields, [de]: terminal.mac(macInputOf(dialect, packed.value, de)) };
}

/** 128 where there is a second bitmap, else 64. @source ISO 8583:1987 and 1993, DE 64 and 128 */
export function macField(fields: Fields): 64 | 128 {
  return Object.entries(fields).some(([de, value]) => Number(de) > 64 && value !== undefined)
    ? 128
    : 64;
}

/** What the MAC in the last field of a frame covers. */
export function macInputOf(dialect: Dialect, frame: Uint8Array, de: 64 | 128): Uint8Array {
  const characters = dialect.table[de]?.form === "hex" ? 2 : 1;
  return frame.subarray(messageAt(dialect.spec.wire), frame.length - MAC_BYTES * characters);
}

function addressed(envelope: Envelope): Envelope {
  return envelope.header.length === 12
    ? answerEnvelope(envelope, INSTRUCTION.none)
    : swap(envelope);
}

function swap({ destination, source, header }: Envelope): Envelope {
  return { destination: source, source: destination, header };
}

function holdsBytes(dialect: Dialect, de: number): boolean {
  const content = dialect.table[de]?.content;
  return content === "b" || content === "tlv";
}
