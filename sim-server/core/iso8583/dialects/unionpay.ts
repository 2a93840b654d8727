import { type Dialect, defineDialect, type Message } from "../dialect.ts";
import type { FieldSpec, FieldsOf } from "../field.ts";

/**
 * The fields between a UnionPay terminal and its acquirer.
 *
 * DE 62 and 63 are bytes: keys and parameters in the one, GB18030 text behind an ASCII prefix in the
 * other. DE 64 is bytes too, though they happen to be eight hexadecimal characters.
 *
 * @source Q/CUP 009.1 as extracts and independent terminal programs show it; maxima of DE 48
 *   (eight items of 40 digits and a count) and 62 (chosen) included
 */
const TABLE = {
  2: { name: "primary account number", content: "digits", max: 19, prefix: 2 },
  3: { name: "processing code", content: "digits", length: 6 },
  4: { name: "amount", content: "digits", length: 12 },
  11: { name: "system trace audit number", content: "digits", length: 6 },
  12: { name: "local time", content: "digits", length: 6 },
  13: { name: "local date", content: "digits", length: 4 },
  14: { name: "expiry date", content: "digits", length: 4 },
  15: { name: "settlement date", content: "digits", length: 4 },
  22: { name: "POS entry mode", content: "digits", length: 3, align: "left" },
  23: { name: "PAN sequence number", content: "digits", length: 3, align: "right" },
  25: { name: "POS condition code", content: "digits", length: 2 },
  26: { name: "PIN capture code", content: "digits", length: 2 },
  32: { name: "acquirer", content: "digits", max: 11, prefix: 2 },
  35: { name: "track 2", content: "track", max: 37, prefix: 2 },
  36: { name: "track 3", content: "track", max: 104, prefix: 3 },
  37: { name: "retrieval reference number", content: "alphanumeric", length: 12 },
  38: { name: "approval code", content: "alphanumeric", length: 6 },
  39: { name: "response code", content: "alphanumeric", length: 2 },
  41: { name: "terminal", content: "printable", length: 8 },
  42: { name: "merchant", content: "printable", length: 15 },
  44: { name: "additional response data", content: "printable", max: 25, prefix: 2 },
  48: { name: "totals", content: "digits", max: 322, prefix: 3 },
  49: { name: "currency", content: "alphanumeric", length: 3 },
  52: { name: "PIN block", content: "binary", length: 8 },
  53: { name: "security control", content: "digits", length: 16 },
  54: { name: "additional amounts", content: "printable", max: 20, prefix: 3 },
  55: { name: "ICC data", content: "binary", max: 255, prefix: 3 },
  60: { name: "message kind and batch", content: "digits", max: 17, prefix: 3 },
  61: { name: "original transaction", content: "digits", max: 29, prefix: 3 },
  62: { name: "keys and parameters", content: "binary", max: 512, prefix: 3 },
  63: { name: "operator or texts", content: "binary", max: 163, prefix: 3 },
  64: { name: "MAC", content: "binary", length: 8 },
} as const satisfies Readonly<Record<number, FieldSpec>>;

export type UnionPayFields = FieldsOf<typeof TABLE>;

export type UnionPayMessage = Message<UnionPayFields>;

/** UnionPay between terminal and acquirer: BCD lengths, odd digits aligned left but for DE 23. */
export const unionPay: Dialect<UnionPayFields> = defineDialect("unionpay", TABLE);
