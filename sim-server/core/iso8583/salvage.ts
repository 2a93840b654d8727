import type { Dialect, Fields } from "./dialect.ts";
import { type Frame, messageAt, readEnvelope } from "./envelope.ts";
import type { FieldValue } from "./field.ts";
import { createReader } from "./reader.ts";
import { readBitmaps, readField, readMti, readOther } from "./unpack.ts";

/**
 * What could be read of a frame before its first fault, so that it can be refused by name.
 *
 * @returns undefined where not even envelope and MTI can be read
 */
export function salvage(dialect: Dialect, bytes: Uint8Array): Frame<Fields> | undefined {
  const { wire } = dialect.spec;
  const envelope = readEnvelope(bytes, wire);
  if (!envelope.ok) return undefined;
  const reader = createReader(bytes, messageAt(wire));
  const mti = readMti(dialect, reader);
  if (mti === undefined) return undefined;
  readBitmaps(dialect, reader);
  const fields: Record<number, FieldValue> = {};
  for (let de = 2; de <= dialect.highest && reader.fault === undefined; de += 1) {
    const word = reader.words[(de - 1) >> 5] ?? 0;
    if ((word & (0x8000_0000 >>> ((de - 1) & 31))) === 0) continue;
    const field = dialect.table[de];
    const value = field && readField(reader, field);
    if (field === undefined) readOther(dialect, reader, de);
    if (value !== undefined) fields[de] = value;
  }
  return { envelope: envelope.value, message: { mti, fields } };
}
