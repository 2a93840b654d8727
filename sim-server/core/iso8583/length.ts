import { type Field, nameField } from "./field.ts";
import { RADIX } from "./prefixes.ts";
import { fail, failTruncated, type Reader } from "./reader.ts";

const ZERO = 0x30;

/** The length that a field's prefix gives in units of its value, or -1 with the reader's fault set. */
export function readLength(reader: Reader, field: Field): number {
  const { bytes, at } = reader;
  const end = at + field.prefix;
  if (end > bytes.length) {
    const name = `the length of ${nameField(field)}`;
    failTruncated(reader, { part: `DE ${field.de}`, name, wanted: field.prefix });
    return -1;
  }
  let count = 0;
  for (let index = at; index < end; index += 1) {
    const value = countOf(bytes[index] ?? 0, field);
    if (value < 0) {
      const detail = `the length of ${nameField(field)} wants digits, found another character`;
      return refuse(reader, field, { code: "bad-digit", offset: index, detail });
    }
    count = count * RADIX[field.prefixCode] + value;
  }
  const length = field.counts === "units" ? count : convert(field, count, bytes[end + count - 1]);
  if (length > field.max) {
    const detail = `${nameField(field)} wants at most ${field.max}, found a length of ${length}`;
    return refuse(reader, field, { code: "too-long", offset: at, detail });
  }
  if (!Number.isInteger(length)) {
    const detail = `${nameField(field)} wants an even number of digits, found a length of ${count}`;
    return refuse(reader, field, { code: "bad-digit", offset: at, detail });
  }
  reader.at = end;
  return length;
}

function countOf(byte: number, field: Field): number {
  switch (field.prefixCode) {
    case "bcd":
      return byte >> 4 > 9 || (byte & 0xf) > 9 ? -1 : (byte >> 4) * 10 + (byte & 0xf);
    case "binary":
      return byte;
    case "ascii":
    case "ebcdic":
      return (field.prefixTable.read[byte] ?? 0) - ZERO;
  }
}

/** Units of the value from what the prefix counts; the half byte F shows an odd number of digits. */
function convert(field: Field, count: number, lastByte: number | undefined): number {
  if (field.counts === "hex-digits") return count / 2;
  return count * 2 - (count > 0 && ((lastByte ?? 0) & 0xf) === 0xf ? 1 : 0);
}

function refuse(
  reader: Reader,
  { de }: Field,
  fault: {
    readonly code: "bad-digit" | "too-long";
    readonly offset: number;
    readonly detail: string;
  },
): number {
  fail(reader, { ...fault, path: [`DE ${de}`] });
  return -1;
}
