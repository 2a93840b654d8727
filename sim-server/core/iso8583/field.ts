/** What a field may hold. Text and digits are strings in a message, binary is bytes. */
export type Content =
  /** Decimal digits, two to a byte. */
  | "digits"
  /** Decimal digits and `=` (nibble D on the wire), two to a byte. */
  | "track"
  /** Letters and digits, one to a byte. */
  | "alphanumeric"
  /** Printable ASCII, one to a byte. */
  | "printable"
  | "binary";

/** One row of a dialect's table. Lengths count digits, characters or bytes, as the content does. */
export type FieldSpec = {
  readonly name: string;
  readonly content: Content;
} & (
  | { readonly length: number }
  /** Digits of the length prefix: 2 (LLVAR) or 3 (LLLVAR), in one or two BCD bytes. */
  | { readonly max: number; readonly prefix: 2 | 3 }
) & {
    /** Which end of an odd number of digits meets the byte boundary; the other is padded with 0. */
    readonly align?: "left" | "right";
  };

export type FieldValue = string | Uint8Array;

/** What a message of the table's dialect holds: each data element by its number. */
export type FieldsOf<Table extends Readonly<Record<number, FieldSpec>>> = {
  readonly [De in keyof Table]?: Table[De] extends { readonly content: "binary" }
    ? Uint8Array | undefined
    : string | undefined;
};

/** A row made ready for the codec: every distinction is one comparison. */
export type Field = {
  readonly de: number;
  readonly name: string;
  readonly content: Content;
  /** Exact when `prefix` is 0. */
  readonly max: number;
  readonly prefix: 0 | 2 | 3;
  readonly packed: boolean;
  readonly rightAligned: boolean;
  /** A character's class must share a bit with this. */
  readonly mask: number;
};

export const DIGIT = 1;
export const LETTER = 2;
export const SIGN = 4;

/** The classes of each byte, seen as a character. */
export const CHARACTER_CLASS = new Uint8Array(256);
for (let code = 0x20; code <= 0x7e; code += 1) {
  const character = String.fromCharCode(code);
  const letter = /[A-Za-z]/.test(character) ? LETTER : SIGN;
  CHARACTER_CLASS[code] = /[0-9]/.test(character) ? DIGIT : letter;
}

const MASKS: Readonly<Record<Content, number>> = {
  digits: DIGIT,
  track: DIGIT,
  alphanumeric: DIGIT | LETTER,
  printable: DIGIT | LETTER | SIGN,
  binary: 0,
};

/** The row of data element `de`, ready for the codec. */
export function compileField(de: number, spec: FieldSpec): Field {
  const variable = "prefix" in spec;
  return {
    de,
    name: spec.name,
    content: spec.content,
    max: variable ? spec.max : spec.length,
    prefix: variable ? spec.prefix : 0,
    packed: spec.content === "digits" || spec.content === "track",
    rightAligned: spec.align === "right",
    mask: MASKS[spec.content],
  };
}

/** Bytes on the wire of a value of `length` digits, characters or bytes, without its prefix. */
export function bytesOf(field: Field, length: number): number {
  return field.packed ? (length + 1) >> 1 : length;
}

/** `DE 11 (system trace audit number)`, as errors name a field. */
export function nameField(field: Field): string {
  return `DE ${field.de} (${field.name})`;
}
