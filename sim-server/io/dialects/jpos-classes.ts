import type { Code, Content } from "../../core/iso8583/characters.ts";
import type { FieldSpec, Padding } from "../../core/iso8583/field.ts";

/** What a jPOS field class does, as a row says it. */
export type JposClass = {
  readonly content: Content;
  readonly as: Code;
  /** Digits of the length, or bytes of a binary one; absent for a fixed field. */
  readonly prefix?: 1 | 2 | 3 | 4;
  readonly prefixAs?: Code;
  readonly fill?: NonNullable<FieldSpec["fill"]>;
  /** Of an odd number of BCD digits, where the row's `pad` is not true. */
  readonly padding?: Padding;
};

type Kind = Pick<JposClass, "content" | "as" | "padding">;

const KINDS = {
  asciiDigits: { content: "n", as: "ascii" },
  asciiText: { content: "ans", as: "ascii" },
  bcd: { content: "n", as: "bcd", padding: "0-right" },
  bcdF: { content: "n", as: "bcd", padding: "F-right" },
  ebcdicDigits: { content: "n", as: "ebcdic" },
  ebcdicText: { content: "ans", as: "ebcdic" },
  bytes: { content: "b", as: "binary" },
} as const satisfies Record<string, Kind>;

/** A class of each length of prefix: `IFA_LLNUM`, `IFA_LLLNUM`. */
function series(
  pattern: string,
  kind: Kind,
  prefixes: Readonly<Record<string, 1 | 2 | 3 | 4>>,
  prefixAs: Code,
): [string, JposClass][] {
  return Object.entries(prefixes).map(([letters, prefix]) => [
    pattern.replace("#", letters),
    { ...kind, prefix, prefixAs },
  ]);
}

const TO_FOUR = { L: 1, LL: 2, LLL: 3, LLLL: 4 } as const;
/** A binary length of one byte is called LL there, one of two LLL. */
const BINARY = { LL: 1, LLL: 2 } as const;

/** @source jPOS programmer's guide, field packagers */
const CLASSES: ReadonlyMap<string, JposClass> = new Map<string, JposClass>([
  ["IF_CHAR", { ...KINDS.asciiText, fill: "spaces-right" }],
  ["IF_ECHAR", { ...KINDS.ebcdicText, fill: "spaces-right" }],
  ["IFA_NUMERIC", { ...KINDS.asciiDigits, fill: "zeros-left" }],
  ["IFA_AMOUNT", { content: "x+n", as: "ascii", fill: "zeros-left" }],
  ["IFA_BINARY", { content: "b", as: "ascii" }],
  ...series("IFA_#NUM", KINDS.asciiDigits, TO_FOUR, "ascii"),
  ...series("IFA_#CHAR", KINDS.asciiText, TO_FOUR, "ascii"),
  ...series("IFA_#BINARY", KINDS.bytes, TO_FOUR, "ascii"),
  ["IFA_LLBNUM", { ...KINDS.bcd, prefix: 2, prefixAs: "ascii" }],
  ["IFB_NUMERIC", { ...KINDS.bcd, fill: "zeros-left" }],
  ["IFB_FNUMERIC", { ...KINDS.bcdF, fill: "zeros-left" }],
  ["IFB_AMOUNT", { content: "x+n", as: "bcd", fill: "zeros-left" }],
  ["IFB_BINARY", KINDS.bytes],
  ...series("IFB_#NUM", KINDS.bcd, TO_FOUR, "bcd"),
  ...series("IFB_F#NUM", KINDS.bcdF, TO_FOUR, "bcd"),
  ...series("IFB_#HNUM", KINDS.bcd, BINARY, "binary"),
  ...series("IFB_#CHAR", KINDS.asciiText, TO_FOUR, "bcd"),
  ...series("IFB_#HCHAR", KINDS.asciiText, BINARY, "binary"),
  ...series("IFB_#HECHAR", KINDS.ebcdicText, BINARY, "binary"),
  ...series("IFB_#BINARY", KINDS.bytes, TO_FOUR, "bcd"),
  ...series("IFB_#HBINARY", KINDS.bytes, BINARY, "binary"),
  ["IFE_NUMERIC", { ...KINDS.ebcdicDigits, fill: "zeros-left" }],
  ["IFE_CHAR", { ...KINDS.ebcdicText, fill: "spaces-right" }],
  ["IFE_AMOUNT", { content: "x+n", as: "ebcdic", fill: "zeros-left" }],
  ["IFE_BINARY", { content: "b", as: "ebcdic" }],
  ...series("IFE_#NUM", KINDS.ebcdicDigits, TO_FOUR, "ebcdic"),
  ...series("IFE_#CHAR", KINDS.ebcdicText, TO_FOUR, "ebcdic"),
  ...series("IFE_#BINARY", KINDS.bytes, TO_FOUR, "ebcdic"),
  ["IFEA_LLCHAR", { ...KINDS.asciiText, prefix: 2, prefixAs: "ebcdic" }],
  ["IFAE_LLCHAR", { ...KINDS.ebcdicText, prefix: 2, prefixAs: "ascii" }],
]);

/** Classes of fields that are in the table and never in a message. */
const UNUSED = new Set(["IF_NOP", "IF_UNUSED"]);

/** What the class called `name` (its package left out) does, or undefined where it is not known. */
export function jposClass(name: string): JposClass | "unused" | undefined {
  return UNUSED.has(name) ? "unused" : CLASSES.get(name);
}

export function jposClassNames(): readonly string[] {
  return [...CLASSES.keys()];
}

/** How the class of field 1 writes bitmaps. */
export const BITMAP_CLASSES: Readonly<Record<string, "binary" | "ascii" | "ebcdic">> = {
  IFA_BITMAP: "ascii",
  IFB_BITMAP: "binary",
  IFE_BITMAP: "ebcdic",
};
