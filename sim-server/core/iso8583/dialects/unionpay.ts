import { type Dialect, defineDialect, type Message } from "../dialect.ts";
import type { FieldSpec, FieldsOf } from "../field.ts";
import { UNIONPAY_WIRE } from "../wire.ts";

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
  2: { name: "primary account number", content: "n", max: 19, prefix: 2 },
  3: { name: "processing code", content: "n", length: 6 },
  4: { name: "amount", content: "n", length: 12 },
  11: { name: "system trace audit number", content: "n", length: 6 },
  12: { name: "local time", content: "n", length: 6 },
  13: { name: "local date", content: "n", length: 4 },
  14: { name: "expiry date", content: "n", length: 4 },
  15: { name: "settlement date", content: "n", length: 4 },
  22: { name: "POS entry mode", content: "n", length: 3 },
  23: { name: "PAN sequence number", content: "n", length: 3, padding: "0-left" },
  25: { name: "POS condition code", content: "n", length: 2 },
  26: { name: "PIN capture code", content: "n", length: 2 },
  32: { name: "acquirer", content: "n", max: 11, prefix: 2 },
  35: { name: "track 2", content: "z", max: 37, prefix: 2, enciphered: true },
  36: { name: "track 3", content: "z", max: 104, prefix: 3, enciphered: true },
  37: { name: "retrieval reference number", content: "an", length: 12 },
  38: { name: "approval code", content: "an", length: 6 },
  39: { name: "response code", content: "an", length: 2 },
  41: { name: "terminal", content: "ans", length: 8 },
  42: { name: "merchant", content: "ans", length: 15 },
  44: { name: "additional response data", content: "ans", max: 25, prefix: 2 },
  48: { name: "totals", content: "n", max: 322, prefix: 3 },
  49: { name: "currency", content: "an", length: 3 },
  52: { name: "PIN block", content: "b", length: 8 },
  53: { name: "security control", content: "n", length: 16 },
  54: { name: "additional amounts", content: "ans", max: 20, prefix: 3 },
  55: { name: "ICC data", content: "b", max: 255, prefix: 3 },
  60: { name: "message kind and batch", content: "n", max: 17, prefix: 3 },
  61: { name: "original transaction", content: "n", max: 29, prefix: 3 },
  62: { name: "keys and parameters", content: "b", max: 512, prefix: 3 },
  63: { name: "operator or texts", content: "b", max: 163, prefix: 3 },
  64: { name: "MAC", content: "b", length: 8 },
} as const satisfies Readonly<Record<number, FieldSpec>>;

export type UnionPayFields = FieldsOf<typeof TABLE>;

export type UnionPayMessage = Message<UnionPayFields>;

/** UnionPay between terminal and acquirer: BCD lengths, odd digits filled behind but for DE 23. */
export const unionPay: Dialect<UnionPayFields> = defineDialect({
  name: "unionpay",
  mti: "bcd",
  bitmap: "binary",
  encoding: { digits: "bcd", text: "ascii", bytes: "binary", prefix: "bcd", padding: "0-right" },
  wire: UNIONPAY_WIRE,
  codes: "unionpay",
  fields: TABLE,
});
