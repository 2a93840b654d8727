import { invariant } from "../../../device-emulators/kit/errors.ts";
import { bytesOf, compileField, type Field, type FieldSpec, type FieldValue } from "./field.ts";

/** The values of a message by data element. A dialect's own type says which of them are bytes. */
export type Fields = { readonly [de: number]: FieldValue | undefined };

export type Message<F extends Fields = Fields> = { readonly mti: string; readonly fields: F };

/** Which fields a message may have and how each is written. `F` is the type of a message's fields. */
export type Dialect<F extends Fields> = {
  readonly name: string;
  /** Indexed by data element, 0 to 64. */
  readonly table: readonly (Field | undefined)[];
  /** Never set; it ties the table to the type of its messages. */
  readonly fields?: F;
};

/** MTI and primary bitmap, in bytes. @source ISO 8583:1987, 4.1 and 4.2, both packed */
export const MESSAGE_START_BYTES = 10;

/**
 * The longest message in bytes, without length and envelope; chosen, above the sum of all fields
 * of every dialect here.
 */
export const MESSAGE_BYTES_MAX = 2_048;

/** A dialect from its table. */
export function defineDialect<F extends Fields>(
  name: string,
  specs: Readonly<Record<number, FieldSpec>>,
): Dialect<F> {
  const table = Array.from({ length: 65 }, (_, de) => {
    const spec = specs[de];
    return spec === undefined ? undefined : compileField(de, spec);
  });
  let longest = MESSAGE_START_BYTES;
  for (const field of table) {
    if (field !== undefined) longest += ((field.prefix + 1) >> 1) + bytesOf(field, field.max);
  }
  invariant(longest <= MESSAGE_BYTES_MAX, `${name}: a message with every field fits`);
  return { name, table };
}
