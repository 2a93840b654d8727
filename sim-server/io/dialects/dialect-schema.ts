import { z } from "zod";
import { describeKind } from "../../../scenarios/format/complaint.ts";
import { map, oneOf, whole, words } from "../../../scenarios/format/values.ts";
import { DE_MAX } from "../../core/iso8583/dialect.ts";
import { BUILT_IN_DIALECTS } from "../../core/iso8583/dialects/built-in.ts";
import { FIELD_UNITS_MAX } from "../../core/iso8583/field.ts";
import { FRAME_BYTES_MAX } from "../../core/iso8583/wire.ts";

const CHARACTERS = ["ascii", "ebcdic"] as const;
const PADDINGS = ["0-left", "0-right", "F-right"] as const;
const CODES = ["bcd", "binary", ...CHARACTERS] as const;
const CONTENTS = ["n", "a", "an", "anp", "as", "ns", "ans", "z", "x+n", "b", "tlv"] as const;

const encoding = map({
  digits: oneOf("code of digits", ["bcd", ...CHARACTERS]),
  text: oneOf("code of text", CHARACTERS),
  bytes: oneOf("code of bytes", ["binary", ...CHARACTERS]),
  prefix: oneOf("code of lengths", CODES),
  padding: oneOf("padding", PADDINGS).optional(),
});

const wire = map({
  length: map({
    as: oneOf("code of a frame's length", ["none", "binary", "bcd", "ascii"]),
    bytes: whole(1, 4).optional(),
    counts: oneOf("way to count", ["rest", "all"]).optional(),
  }),
  header: map({
    kind: oneOf("kind of header", ["none", "tpdu", "tpdu-digits", "text"]),
    digits: whole(2, 64).optional(),
    chars: whole(1, 64).optional(),
    begins: z.string({ error: "must be text in quotes" }).max(64).optional(),
  }),
  longest: whole(32, FRAME_BYTES_MAX),
});

const tagNames = z
  .record(z.string(), words, {
    error: (issue) => `must be a map, not ${describeKind(issue.input)}`,
  })
  .optional();

const row = map({
  name: words,
  class: oneOf("class", CONTENTS),
  length: whole(1, FIELD_UNITS_MAX).optional(),
  most: whole(1, FIELD_UNITS_MAX).optional(),
  prefix: oneOf("prefix", ["L", "LL", "LLL", "LLLL"]).optional(),
  "prefix-as": oneOf("code", CODES).optional(),
  as: oneOf("code", CODES).optional(),
  padding: oneOf("padding", PADDINGS).optional(),
  counts: oneOf("way to count", ["digits", "bytes"]).optional(),
  fill: oneOf("filling", ["zeros-left", "spaces-right"]).optional(),
  shown: oneOf("way to show", ["clear", "pan", "track", "hidden"]).optional(),
  tlv: map({
    layout: oneOf("layout", ["ber", "text"]),
    tag: whole(1, 8).optional(),
    length: whole(1, 4).optional(),
    tags: tagNames,
  }).optional(),
});

/** What a dialect file may say. Where it is `like` another, what it leaves out is that one's. */
export const dialectSchema = map({
  format: z.literal(1, { error: "must be 1, the only version there is" }),
  dialect: z
    .string({ error: (issue) => `must be text, not ${describeKind(issue.input)}` })
    .regex(/^[a-z][a-z0-9-]{0,39}$/, {
      error: "must be small letters, digits and hyphens, beginning with a letter, at most 40",
    }),
  like: oneOf("dialect", [...BUILT_IN_DIALECTS.keys()]).optional(),
  mti: oneOf("code of the MTI", ["bcd", ...CHARACTERS]).optional(),
  version: oneOf("edition", ["1987", "1993", "2003"]).optional(),
  bitmap: oneOf("code of bitmaps", ["binary", ...CHARACTERS]).optional(),
  tertiary: oneOf("place of the third bitmap", ["behind-secondary", "in-place"]).optional(),
  codes: oneOf("table of codes", ["unionpay"]).optional(),
  encoding: encoding.optional(),
  wire: wire.optional(),
  fields: z.record(z.string(), row, {
    error: (issue) =>
      issue.code === "invalid_type"
        ? `must be a map of data elements 2 to ${DE_MAX}, not ${describeKind(issue.input)}`
        : "has a row that is none",
  }),
});

export type DialectFile = z.infer<typeof dialectSchema>;
export type DialectRow = DialectFile["fields"][string];
