import { invariant } from "../../../device-emulators/kit/errors.ts";
import type { Code } from "./characters.ts";
import {
  compileField,
  type Encoding,
  type Field,
  type FieldSpec,
  type FieldValue,
} from "./field.ts";
import type { Wire } from "./wire.ts";

/** The values of a message by data element. A dialect's own type says which of them are bytes. */
export type Fields = { readonly [de: number]: FieldValue | undefined };

export type Message<F extends Fields = Fields> = { readonly mti: string; readonly fields: F };

/** A dialect as data: what a file of it says, and all that the codec needs to know. */
export type DialectSpec = {
  readonly name: string;
  readonly mti: Exclude<Code, "binary">;
  /** First digit of every MTI: 0 for the edition of 1987, 1 for 1993, 2 for 2003. */
  readonly version?: "0" | "1" | "2";
  /** 8 bytes each, or 16 hexadecimal digits in a character code. */
  readonly bitmap: Exclude<Code, "bcd">;
  /**
   * Where the bitmap of DE 129 to 192 stands if there is one: behind the second, or as DE 65 among
   * the fields. Bit 65 announces it.
   */
  readonly tertiary?: "behind-secondary" | "in-place";
  readonly encoding: Encoding;
  readonly wire: Wire;
  /** Whose table says what coded values mean. */
  readonly codes?: "unionpay";
  /** By data element, 2 to 192. */
  readonly fields: Readonly<Record<number, FieldSpec>>;
};

/** Which fields a message may have and how each is written. `F` is the type of a message's fields. */
export type Dialect<F extends Fields = Fields> = {
  readonly name: string;
  readonly spec: DialectSpec;
  /** Indexed by data element. */
  readonly table: readonly (Field | undefined)[];
  /** 64, 128 or 192: the last data element that its bitmaps can name. */
  readonly highest: number;
  /** Never set; it ties the table to the type of its messages. */
  readonly fields?: F;
};

/** The longest message in bytes, without length and envelope: what a length of two bytes can say. */
export const MESSAGE_BYTES_MAX = 65_535;

export const DE_MAX = 192;

/** A dialect from its table, made ready for the codec. */
export function defineDialect<F extends Fields>(spec: DialectSpec): Dialect<F> {
  const numbers = Object.keys(spec.fields).map(Number);
  const last = Math.max(2, ...numbers);
  const highest = last > 128 ? 192 : last > 64 ? 128 : 64;
  invariant(
    numbers.every((de) => Number.isInteger(de) && de >= 2 && de <= DE_MAX),
    `${spec.name}: data elements are 2 to ${DE_MAX}`,
  );
  invariant(
    highest < 192 || spec.tertiary !== undefined,
    `${spec.name}: DE 129 and above want a tertiary bitmap`,
  );
  invariant(
    spec.tertiary === undefined || spec.fields[65] === undefined,
    `${spec.name}: DE 65 is the tertiary bitmap`,
  );
  const table = Array.from({ length: highest + 1 }, (_, de) => {
    const row = spec.fields[de];
    return row === undefined ? undefined : compileField(de, row, spec.encoding);
  });
  return { name: spec.name, spec, table, highest };
}
