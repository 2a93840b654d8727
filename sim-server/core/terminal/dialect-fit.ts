import { err, ok, type Result } from "../../../device-emulators/kit/result.ts";
import type { Content } from "../iso8583/characters.ts";
import type { Dialect } from "../iso8583/dialect.ts";
import { type UnionPayFields, unionPay } from "../iso8583/dialects/unionpay.ts";
import { type Field, holdsBytes, nameField } from "../iso8583/field.ts";

/** Chosen: longer than any request of the terminal. */
const FRAME_BYTES_LEAST = 1_024;

/** The classes that take all that a class of the terminal's can be. */
const TAKES: { readonly [C in Content]?: readonly Content[] } = {
  n: ["n"],
  z: ["z"],
  an: ["an", "anp", "ans"],
  ans: ["ans"],
  b: ["b", "tlv"],
};

/**
 * The dialect as one that the terminal can speak: it has every field of UnionPay's, each of the same
 * kind and with the same room. How fields are written, and what stands around them, may differ.
 *
 * @returns the dialect, or what keeps the terminal from speaking it, field by field
 */
export function fitDialect(dialect: Dialect): Result<Dialect<UnionPayFields>, readonly string[]> {
  const { version, wire } = dialect.spec;
  const misfits = unionPay.table.flatMap((wanted, de) =>
    wanted === undefined ? [] : misfit(wanted, dialect.table[de]),
  );
  if (version !== undefined && version !== "0") {
    misfits.unshift("its messages are not of the edition of 1987, which the terminal speaks");
  }
  if (wire.frameBytesMax < FRAME_BYTES_LEAST) {
    misfits.push(
      `its longest frame is ${wire.frameBytesMax} bytes; the terminal wants ${FRAME_BYTES_LEAST}`,
    );
  }
  return misfits.length === 0 ? ok(dialect as Dialect<UnionPayFields>) : err(misfits);
}

function misfit(wanted: Field, found: Field | undefined): readonly string[] {
  const name = nameField(wanted);
  if (found === undefined) return [`${name} is missing`];
  if (!TAKES[wanted.content]?.includes(found.content)) {
    return [`${name} is of ${kindOf(found)}; the terminal wants ${kindOf(wanted)}`];
  }
  if (wanted.enciphered && !found.enciphered) return [`${name} takes no track that is enciphered`];
  const [fixed, variable] = [wanted.prefix === 0, found.prefix > 0];
  if (fixed && (variable || found.max !== wanted.max)) {
    return [`${name} has ${roomOf(found)}; the terminal wants ${roomOf(wanted)}`];
  }
  if (!fixed && (!variable || found.max < wanted.max)) {
    return [`${name} has ${roomOf(found)}; the terminal wants ${roomOf(wanted)}`];
  }
  return [];
}

function kindOf({ content }: Field): string {
  return `class ${content}${holdsBytes(content) ? ", bytes" : ""}`;
}

function roomOf({ prefix, max }: Field): string {
  return prefix === 0 ? `a fixed length of ${max}` : `a length of up to ${max}`;
}
